import { DecisionTask } from '@swf/actors';
import { FlowDecider, type ResidentOptions, signal, workflow } from '@swf/flow';
import { History } from '@swf/history';
import { HistoryBuilder } from '@swf/history/builder';
import { afterEach, describe, expect, it, vi } from 'vitest';

const go = signal('go');
const patient = workflow('patient', '1.0', {}, async () => {
  for await (const _ of go);
});
const short = workflow('short', '1.0', {}, async () => 'done');

/** Runs that a decider gets tasks of, and those whose tasks it had to replay. */
class Runs {
  readonly #runs = new Map<string, { readonly builder: HistoryBuilder; previousStartedEventId: number }>();
  readonly decider: FlowDecider;
  readonly replayed: string[] = [];

  constructor(residents: ResidentOptions | false, verify?: number) {
    const options = { workflows: [patient, short], register: false, residents, verify };
    this.decider = new FlowDecider({ name: 'flows' }, 'flows', options);
  }

  /** Has the next task of a run decided: its first one, or one after a signal. */
  async decide(id: string, name = 'patient'): Promise<void> {
    const workflowType = { name, version: '1.0' };
    const run = this.#runs.get(id) ?? { builder: new HistoryBuilder({ workflowType }), previousStartedEventId: 0 };
    this.#runs.set(id, run);
    const { builder, previousStartedEventId } = run;
    if (previousStartedEventId > 0) builder.decisionTaskCompleted().workflowExecutionSignaled('go');
    const { events } = builder.decisionTaskStarted().build().toJSON();
    run.previousStartedEventId = events.length;
    const task = new DecisionTask({ name: 'flows' }, 'flows', {
      taskToken: 'token',
      workflowExecution: { workflowId: id, runId: `${id}-run` },
      workflowType,
      history: History.from(events.slice(previousStartedEventId), { previousStartedEventId }),
      startedEventId: events.length,
      loadHistory: async () => {
        this.replayed.push(id);
        return History.from(events, { previousStartedEventId });
      },
    });
    await this.decider.decide(task, { signal: new AbortController().signal });
  }

  /** Has the next task of a run decided by another decider. */
  decideElsewhere(id: string): void {
    const run = this.#runs.get(id);
    const { events } = run?.builder.decisionTaskCompleted().workflowExecutionSignaled('go').build() ?? {};
    run?.builder.decisionTaskStarted();
    if (run && events) run.previousStartedEventId = events.length + 1;
  }

  /** Lets the answer to the last task of a run get lost: SWF hands the task out again. */
  lose(id: string): void {
    const run = this.#runs.get(id);
    run?.builder.decisionTaskTimedOut();
    if (run) run.previousStartedEventId = 0;
  }

  /** Which of these tasks, one after the other, need a replay. */
  async replayedOf(...ids: readonly string[]): Promise<readonly string[]> {
    this.replayed.length = 0;
    for (const id of ids) await this.decide(id);
    return [...this.replayed];
  }
}

describe('The runs that a decider keeps in memory', () => {
  afterEach(() => void vi.useRealTimers());

  it('need a replay at their first task only, until they are evicted', async () => {
    const runs = new Runs({});
    expect(await runs.replayedOf('a', 'b', 'a', 'b')).toEqual(['a', 'b']);
    runs.decider.evict();
    expect(await runs.replayedOf('a', 'b', 'a')).toEqual(['a', 'b']);
  });

  it('are none without residents', async () => {
    for (const none of [false, { max: 0 }] as const)
      expect(await new Runs(none).replayedOf('a', 'a', 'a')).toEqual(['a', 'a', 'a']);
  });

  it('are those used last, if there is room for max', async () => {
    const runs = new Runs({ max: 2 });
    expect(await runs.replayedOf('a', 'b', 'a', 'c')).toEqual(['a', 'b', 'c']);
    expect(await runs.replayedOf('a', 'c', 'b', 'c', 'a')).toEqual(['b', 'a']);
  });

  it('are forgotten maxAgeInSeconds after their last tasks', async () => {
    vi.useFakeTimers({ toFake: ['performance'] });
    const runs = new Runs({ maxAgeInSeconds: 2 });
    vi.advanceTimersByTime(5000);
    await runs.decide('a');
    vi.advanceTimersByTime(2000);
    expect(await runs.replayedOf('a')).toEqual([]);
    vi.advanceTimersByTime(2001);
    expect(await runs.replayedOf('a')).toEqual(['a']);
  });

  it('go on only if SWF has what they answered last', async () => {
    const runs = new Runs({});
    expect(await runs.replayedOf('a', 'b', 'a')).toEqual(['a', 'b']);
    runs.decideElsewhere('a');
    runs.lose('b');
    expect(await runs.replayedOf('a', 'b', 'a', 'b')).toEqual(['a', 'b']);
  });

  it.each([
    [undefined, 0, []],
    [0, 0, []],
    [0.5, 0.5, []],
    [0.5, 0.49, ['a']],
    [1, 0.99, ['a']],
  ])('are compared with a replay for a share of %s of turns: after drawing %s', async (share, drawn, replayed) => {
    const runs = new Runs({}, share);
    await runs.decide('a');
    vi.spyOn(Math, 'random').mockReturnValue(drawn);
    try {
      expect(await runs.replayedOf('a')).toEqual(replayed);
    } finally {
      vi.restoreAllMocks();
    }
  });

  it('are not displaced by a run that has closed', async () => {
    const runs = new Runs({ max: 1 });
    await runs.decide('going');
    await runs.decide('short', 'short');
    expect(await runs.replayedOf('going')).toEqual([]);
  });
});
