import { SWFClient } from '@aws-sdk/client-swf';
import { ActivityWorker, Actor, Decider, type DecisionTask } from '@swf/actors';
import { ActivityTaskDecision, TimerDecision, WorkflowExecutionDecision } from '@swf/decisions';
import { createLocalService, VirtualClock } from '@swf/local';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { closed } from '../support/closed.js';
import { openServer, openService, turns } from '../support/service.js';
import { silent } from '../support/silent.js';
import { activityType, domain, startExecution } from '../support/workflow.js';

const ROUND_TRIP_IN_MILLISECONDS = 3;

afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

/**
 * The polls that a worker makes in a minute of a service that answers each with nothing, after that
 * time.
 */
async function pollsOfAMinute(millisecondsOfAPoll: number, minutes = 1): Promise<number> {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
  let [polls, answers] = [0, 0];
  const handle = async () => {
    polls += 1;
    await new Promise((resolve) => setTimeout(resolve, millisecondsOfAPoll));
    answers += 1;
    return {
      response: { statusCode: 200, headers: { 'x-amzn-requestid': 'r' }, body: new TextEncoder().encode('{}') },
    };
  };
  const client = new SWFClient({
    region: 'us-east-1',
    credentials: { accessKeyId: 'a', secretAccessKey: 's' },
    maxAttempts: 1,
    requestHandler: { handle },
  });
  const worker = new ActivityWorker({ name: 'test' }, 'list', { client, activities: { activity: () => 'done' } });
  let [begunPolls, endedPolls] = [0, 0];
  worker.on('poll', () => {
    begunPolls += 1;
  });
  worker.on('polled', () => {
    endedPolls += 1;
  });
  await worker.start();
  for (const begun = performance.now(); performance.now() - begun < minutes * 60_000; ) {
    // The SDK takes real turns of the event loop, which time does not wait for.
    do await turns();
    while (begunPolls > polls || answers > endedPolls);
    vi.advanceTimersToNextTimer();
  }
  const stopped = worker.stop({ polls: 'abort' });
  vi.runOnlyPendingTimers();
  await stopped;
  return polls;
}

/** Polls once at a time; the script says how long each poll lasts and what it returns. */
class ScriptedActor extends Actor<object> {
  readonly #script: readonly ScriptedPoll[];
  #endedAt: number | undefined;
  /** Seconds from the end of each poll to the next, to a tenth. */
  readonly pauses: number[] = [];

  constructor(script: readonly ScriptedPoll[]) {
    super({ name: 'test' }, 'list', { client: createLocalService().client(), logger: silent, concurrency: 1 });
    this.#script = script;
  }

  override async poll(): Promise<object | undefined> {
    if (this.#endedAt !== undefined) this.pauses.push(Math.round((performance.now() - this.#endedAt) / 100) / 10);
    const { milliseconds, brings } = this.#script[this.pauses.length] ?? ENDLESS;
    await new Promise((resolve) => setTimeout(resolve, milliseconds));
    this.#endedAt = performance.now();
    return brings;
  }

  protected override async handle(): Promise<void> {}
}

interface ScriptedPoll {
  readonly milliseconds: number;
  readonly brings?: object;
}

const ENDLESS: ScriptedPoll = { milliseconds: 3_600_000 };
const EARLY: ScriptedPoll = { milliseconds: 0 };
const TASK: ScriptedPoll = { milliseconds: 0, brings: {} };

/** Returns the pause after each of these polls, the longest that jitter allows. */
async function pausesAfter(...script: readonly ScriptedPoll[]): Promise<readonly number[]> {
  vi.useFakeTimers();
  vi.spyOn(Math, 'random').mockReturnValue(1);
  const actor = new ScriptedActor(script);
  await actor.start();
  await vi.advanceTimersByTimeAsync(600_000);
  const stopped = actor.stop();
  await vi.advanceTimersByTimeAsync(ENDLESS.milliseconds);
  await stopped;
  return actor.pauses.slice(0, script.length);
}

function times(count: number, poll: ScriptedPoll): readonly ScriptedPoll[] {
  return Array.from({ length: count }, () => poll);
}

describe('An empty poll', () => {
  it('that ends early is followed by a pause from the eleventh in a row on, of at most two seconds', async () => {
    const pauses = await pausesAfter(...times(16, EARLY));

    expect(pauses).toEqual([...Array(10).fill(0), 0.2, 0.4, 0.8, 1.6, 2, 2]);
  });

  it('is early if it ends in less than a second', async () => {
    expect((await pausesAfter(...times(11, { milliseconds: 999 }))).at(-1)).toBe(0.2);
    expect((await pausesAfter(...times(11, { milliseconds: 1000 }))).at(-1)).toBe(0);
  });

  it('that lasts a second resets the count of early ones', async () => {
    const pauses = await pausesAfter(...times(10, EARLY), { milliseconds: 1000 }, ...times(11, EARLY));

    expect(pauses).toEqual([...Array(21).fill(0), 0.2]);
  });

  it('that was early counts half after a poll that brings a task', async () => {
    const pauses = await pausesAfter(...times(11, EARLY), TASK, ...times(6, EARLY));

    expect(pauses).toEqual([...Array(10).fill(0), 0.2, ...Array(6).fill(0), 0.2]);
  });

  it('is reported as such, with the seconds that it lasted', async () => {
    vi.useFakeTimers();
    const actor = new ScriptedActor([{ milliseconds: 2500 }, { milliseconds: 500, brings: {} }]);
    const polled: unknown[] = [];
    actor.on('polled', (poll) => polled.push(poll));
    await actor.start();
    await vi.advanceTimersByTimeAsync(3000);
    const stopped = actor.stop();
    await vi.advanceTimersByTimeAsync(ENDLESS.milliseconds);
    await stopped;

    expect(polled.slice(0, 2)).toEqual([
      { taskList: 'list', empty: true, seconds: 2.5 },
      { taskList: 'list', empty: false, seconds: 0.5 },
    ]);
  });

  it('that returns at once is followed by a pause, so that an emulator is not polled in a busy loop', async () => {
    const first = await pollsOfAMinute(ROUND_TRIP_IN_MILLISECONDS);

    expect(first).toBeLessThan(150);
    expect(first).toBeGreaterThan(30);
  });

  it('that lasted a while is followed by the next at once', async () => {
    expect(await pollsOfAMinute(60_000, 10)).toBeGreaterThanOrEqual(10);
    expect(await pollsOfAMinute(1_000)).toBeGreaterThanOrEqual(60);
  });

  it.each([
    ['in its process', () => openService({ clock: new VirtualClock({ autoSkip: true }) })],
    ['over HTTP', () => openServer({ clock: new VirtualClock({ autoSkip: true }) })],
  ])('of a service on a virtual clock %s is timed by that clock', async (_, open) => {
    await using swf = await open();
    const { client } = swf;
    const decider = new Decider(domain, 'decisions', { client, decide: activityAfterFiftyDays });
    const worker = new ActivityWorker(domain, 'activities', { client, activities: { activity: () => 'done' } });
    let empty = 0;
    worker.on('polled', (poll) => {
      if (poll.empty) empty += 1;
    });
    const actors = await Actor.run(decider, worker, { polls: 'abort' });

    const execution = await closed(client, await startExecution(client));

    expect(execution.closeStatus).toBe('COMPLETED');
    // As many as would be spaced if they counted by the time of this process.
    expect(empty).toBeGreaterThan(30);
    await actors.stop();
  });
});

/** Lets fifty timers of a day fire, then wants an activity that starts within a second. */
function activityAfterFiftyDays({ history }: DecisionTask) {
  const { timers, activityTasks } = history.compile();
  const day = timers.size;
  if (timers.open().length > 0) return [];
  if (day < 50) return [TimerDecision.start({ timerId: `day ${day}`, startToFireTimeout: 86_400 })];
  const activity = activityTasks.get('one');
  if (activity?.state === 'completed') return [WorkflowExecutionDecision.complete({})];
  if (activity?.open) return [];
  if (activity) return [WorkflowExecutionDecision.fail({ reason: activity.state })];
  const options = { activityId: 'one', activityType: activityType(), scheduleToStartTimeout: 1 };
  return [ActivityTaskDecision.schedule(options)];
}
