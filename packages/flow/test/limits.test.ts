import { activity, external, mapConcurrent, marker, publish, race, signal, sleep, workflow } from '@swf/flow';
import { RunawayError } from '@swf/flow/errors';
import { replayFlow } from '@swf/flow/replay';
import { play } from '@swf/flow/testing';
import { HistoryBuilder } from '@swf/history/builder';
import { describe, expect, it } from 'vitest';
import { flowService, linesOf } from './support/flow-service.js';

const options = { taskList: 'flows' };
const work = activity<void, void>('work', '1.0', { startToCloseTimeout: 30 });
const child = workflow('child', '1.0', options, async () => {});

const fresh = (name: string) =>
  new HistoryBuilder({ workflowType: { name, version: '1.0' } }).decisionTaskStarted().build();

describe('A turn', () => {
  it('fails if it makes more than 10,000 calls, even if the workflow catches that', async () => {
    const definition = workflow('runaway', '1.0', options, async () => {
      try {
        for (;;) void sleep(1);
      } catch {
        await sleep(1);
      }
    });

    await expect(replayFlow(definition, fresh('runaway'))).rejects.toSatisfy(RunawayError.is);
  });

  it('may make 10,000 calls, and no more', async () => {
    const calling = (count: number) =>
      workflow('calling', '1.0', options, () => Promise.all(Array.from({ length: count }, () => sleep(1))));
    const { decisions } = await replayFlow(calling(10_000), fresh('calling'));
    expect(decisions).toHaveLength(951);
    await expect(replayFlow(calling(10_001), fresh('calling'))).rejects.toSatisfy(RunawayError.is);
  });

  it.each<[string, type: string, () => Promise<unknown>]>([
    ['activities', 'ScheduleActivityTask', () => work()],
    ['timers', 'StartTimer', () => sleep(1)],
    ['children', 'StartChildWorkflowExecution', () => child.child(undefined)],
  ])('opens 950 %s, and holds the rest', async (_, type, call) => {
    const opening = (count: number) =>
      workflow('opening', '1.0', options, () => Promise.all(Array.from({ length: count }, call)));
    const decidedOf = async (count: number) =>
      (await replayFlow(opening(count), fresh('opening'))).decisions.map(({ type: called, attributes }) =>
        called === 'RecordMarker' ? attributes : called,
      );
    const kind = { ScheduleActivityTask: 'activity', StartTimer: 'timer' }[type] ?? 'child';
    expect(await decidedOf(950)).toEqual(Array(950).fill(type));
    expect(await decidedOf(952)).toEqual([
      { markerName: 'flow:held', details: JSON.stringify({ [kind]: 2 }) },
      ...Array(950).fill(type),
    ]);
  });

  it('counts what is open already', async () => {
    const definition = workflow('opening', '1.0', options, async () => {
      for (let count = 0; count < 948; count += 1) void sleep(60);
      await signal('go').next();
      await Promise.all([sleep(1), sleep(1), sleep(1), sleep(1), work()]);
    });
    const run = new HistoryBuilder().decisionTask();
    for (let count = 1; count <= 948; count += 1) run.timerStarted(`sleep-${count}`);
    run.workflowExecutionSignaled('go').decisionTaskStarted();
    const { decisions } = await replayFlow(definition, run.build());

    expect(decisions.map(({ attributes }) => attributes)).toMatchObject([
      { markerName: 'flow:held', details: '{"timer":2}' },
      { timerId: 'sleep-949' },
      { timerId: 'sleep-950' },
      { activityId: 'work-1' },
    ]);
  });

  it('has the room of the timers that it cancels', async () => {
    const stop = signal('stop');
    const definition = workflow('canceling', '1.0', options, async () => {
      const items = Array.from({ length: 950 }, (_, index) => index);
      const waits = () => mapConcurrent(items, () => sleep(86_400), { maxInFlight: 950 });
      await race(() => stop.next(), waits);
      await Promise.all(items.map(() => sleep(60)));
    });
    const p = await play(definition);
    await p.signal(stop);

    const open = p.history.compile().timers.open();
    expect(new Set(open.map(({ startToFireTimeout }) => startToFireTimeout))).toEqual(new Set([60]));
    expect(open).toHaveLength(950);
  });

  it('sends more than 950 of what SWF does not limit', async () => {
    const definition = workflow('telling', '1.0', options, () =>
      Promise.all(Array.from({ length: 951 }, () => external({ workflowId: 'other' }).signal(signal('go'), undefined))),
    );
    expect((await replayFlow(definition, fresh('telling'))).decisions).toHaveLength(951);
  });
});

describe('An answer', () => {
  const send = activity<string, void>('send', '1.0', { startToCloseTimeout: 30 });
  /** The decisions of a run that schedules activities with inputs of these lengths. */
  const decidedOf = async (lengths: readonly number[]) => {
    const definition = workflow('sending', '1.0', options, () =>
      Promise.all(lengths.map((length) => send('x'.repeat(length)))),
    );
    return (await replayFlow(definition, fresh('sending'))).decisions;
  };
  const idsOf = (decisions: Awaited<ReturnType<typeof decidedOf>>) =>
    decisions.map(({ attributes }) => {
      const { activityId, timerId, markerName } = attributes as Readonly<Record<string, string>>;
      return activityId ?? timerId ?? markerName;
    });

  it('has room for 1,000,000 bytes of decisions, each with a comma', async () => {
    const most = Array<number>(31).fill(30_000);
    const sizes = (await decidedOf([...most, 0, 0])).map((each) => JSON.stringify(each).length + 1);
    const left = 1_000_000 - sizes.reduce((sum, size) => sum + size, 0);
    const fill = [Math.floor(left / 2), Math.ceil(left / 2)] as const;
    const ids = Array.from({ length: 33 }, (_, index) => `send-${index + 1}`);

    expect(idsOf(await decidedOf([...most, ...fill]))).toEqual(ids);
    const [note, ...others] = await decidedOf([...most, fill[0] + 1, fill[1], 1, 1]);
    expect(note).toMatchObject({ attributes: { markerName: 'flow:held', details: '{"activity":3}' } });
    expect(idsOf(others)).toEqual([...ids.slice(0, -1), '$held-3']);
    expect(others.at(-1)).toMatchObject({ attributes: { startToFireTimeout: '0' } });
  });

  it('has room for 800,000 bytes of markers, each with a comma, before everything else', async () => {
    const noting = (...lengths: readonly number[]) =>
      workflow('noting', '1.0', options, async () => {
        const sent = send('x');
        for (const length of lengths) marker('note', 'x'.repeat(length));
        await sent;
      });
    const decided = async (...lengths: readonly number[]) =>
      (await replayFlow(noting(...lengths), fresh('noting'))).decisions;
    const most = Array<number>(24).fill(32_000);
    const notes = (await decided(...most, 0)).slice(0, -1);
    const left = 800_000 - notes.reduce((sum, each) => sum + JSON.stringify(each).length + 1, 0);

    expect(idsOf(await decided(...most, left))).toEqual([...Array<string>(25).fill('note'), 'send-1']);
    expect((await decided(...most, left + 1)).at(-1)).toMatchObject({
      attributes: {
        reason: 'InvalidArgumentError: the markers of a turn must have at most 800000 bytes, got 800001',
      },
    });
  });

  it('has less room for decisions beside the state that it publishes', async () => {
    const state = 'я'.repeat(30_000);
    const publishing = (length: number) =>
      workflow('publishing', '1.0', options, async () => {
        publish(() => state);
        await Promise.all([...Array<number>(30).fill(31_000), length].map((each) => send('x'.repeat(each))));
      });
    const decided = async (length: number) => (await replayFlow(publishing(length), fresh('publishing'))).decisions;
    const sizes = (await decided(0)).map((each) => JSON.stringify(each).length + 1);
    const context = Buffer.byteLength(JSON.stringify(JSON.stringify({ state, $waiting: [] })));
    const left = 1_000_000 - context - sizes.reduce((sum, size) => sum + size, 0);

    expect(idsOf(await decided(left))).not.toContain('flow:held');
    expect(idsOf(await decided(left + 1))[0]).toBe('flow:held');
  });

  it('needs no timer of its own for what waits until others have ended', async () => {
    const definition = workflow('opening', '1.0', options, async () => {
      await Promise.all([...Array.from({ length: 951 }, () => sleep(1)), work()]);
    });
    const { decisions } = await replayFlow(definition, fresh('opening'));
    expect(idsOf(decisions).slice(-2)).toEqual(['sleep-950', 'work-1']);
  });
});

describe("A taskStartToCloseTimeout of 'NONE'", () => {
  it('is a warning, of a type and of a run', async () => {
    const warning = "taskStartToCloseTimeout is 'NONE': SWF never hands out a task again whose decider died";
    await using service = await flowService();
    const { client, domain } = service;
    const lines = linesOf();
    const careless = workflow('careless', '1.0', { ...options, taskStartToCloseTimeout: 'NONE' }, async () => sleep(1));
    const careful = workflow('careful', '1.0', options, async () => sleep(1));
    await service.run({ workflows: [careless, careful], logger: lines.logger });
    expect(lines.warnings).toMatchObject([[{ workflowType: 'careless@1.0' }, warning]]);

    const run = await careful.start(domain, { workflowId: 'run', taskStartToCloseTimeout: 'NONE', client });
    await service.result(run);
    expect(lines.warnings.slice(1)).toMatchObject([[{ workflowId: 'run' }, warning]]);
  });
});
