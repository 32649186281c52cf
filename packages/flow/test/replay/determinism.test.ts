import { readFile } from 'node:fs/promises';
import { activity, implement, race, signal, sleep, version, workflow } from '@swf/flow';
import { ForeignAwaitError, NonDeterminismError, StalledError } from '@swf/flow/errors';
import { replayFlow } from '@swf/flow/replay';
import { HistoryBuilder } from '@swf/history/builder';
import { describe, expect, it } from 'vitest';
import { flowService } from '../support/flow-service.js';

const options = { taskList: 'flows' };
const work = { taskList: 'work', startToCloseTimeout: 30 };
const ship = activity<void, string>('ship', '1.0', work);
const audit = activity<void, string>('audit', '1.0', work);
const go = signal('go');

/** A workflow of that function, which may be another than the one that made a history. */
function order(run: () => Promise<unknown>) {
  return workflow('order', '1.0', options, run);
}

/** The history of an order that shipped, slept and waited for a signal. */
async function recorded() {
  await using service = await flowService();
  const { client, domain } = service;
  const original = order(async () => {
    await ship();
    await sleep(60);
    await go.next();
  });
  await service.run({ workflows: [original] }, [
    implement(ship, async () => 'shipped'),
    implement(audit, async () => ''),
  ]);
  const run = await original.start(domain, { workflowId: 'order-42', input: undefined, client });
  await run.signal(go, undefined, { client });
  await service.result(run);
  return {
    history: await service.history(run.execution),
    identity: { workflowId: 'order-42', runId: run.execution.runId },
  };
}

/** A history whose first decision task is open. */
function fresh() {
  return new HistoryBuilder().decisionTaskStarted().build();
}

describe('replayFlow', () => {
  it('plays a history that its code fits', async () => {
    const { history, identity } = await recorded();
    const replay = await replayFlow(
      order(async () => {
        await ship();
        await null;
        await sleep(30);
        await go.next();
      }),
      history,
      identity,
    );

    expect(replay.outcome).toEqual({ closeStatus: 'COMPLETED', result: undefined });
    expect(replay.decisions).toEqual([]);
  });

  it.each<[string, () => Promise<unknown>, RegExp]>([
    [
      'another activity is called',
      () => audit(),
      /^order-42 \(order@1\.0\): event \d+ is ActivityTaskScheduled ship-1 \(ship@1\.0\); the code called activity audit-1 \(audit@1.0\) at .*determinism\.test\.ts:\d+:\d+/,
    ],
    [
      'nothing is called',
      () => go.next(),
      /ActivityTaskScheduled ship-1 \(ship@1\.0\); the code waits for signal go at .*determinism\.test\.ts/,
    ],
    ['another kind is called', () => sleep(1), /ActivityTaskScheduled ship-1.*timer sleep-1/],
    ['the function ends early', async () => undefined, /ActivityTaskScheduled ship-1.*the close of order-42/],
    [
      'more is called',
      async () => Promise.all([ship(), audit()]),
      /^order-42 \(order@1\.0\): the turn of event 3 shows no counterpart; the code called activity audit-1/,
    ],
    [
      'the function ends late',
      async () => {
        await ship();
        await sleep(1);
        await go.next();
        await sleep(9);
      },
      /WorkflowExecutionCompleted.*timer sleep-2/,
    ],
  ])('refuses a history if %s', async (_, run, message) => {
    const { history, identity } = await recorded();
    const error: unknown = await replayFlow(order(run), history, identity).catch((thrown: unknown) => thrown);

    expect(NonDeterminismError.is(error) && error.message).toMatch(message);
  });

  it('accepts a change that is guarded by a version', async () => {
    const { history, identity } = await recorded();
    const replay = await replayFlow(
      order(async () => {
        if (version('audit', { max: 1 }) === 1) await audit();
        await ship();
        await sleep(60);
        await go.next();
      }),
      history,
      identity,
    );

    expect(replay.outcome).toEqual({ closeStatus: 'COMPLETED', result: undefined });
  });

  it.each<[string, () => Promise<unknown>]>([
    ['setTimeout', () => new Promise((resolve) => setTimeout(resolve, 1))],
    ['fetch', () => fetch('http://127.0.0.1:1')],
    ['a file', () => readFile(new URL(import.meta.url))],
    ['process.nextTick', () => new Promise<void>((resolve) => process.nextTick(resolve))],
    ['Web Crypto', () => crypto.subtle.digest('SHA-256', new Uint8Array(1))],
  ])('refuses a function that awaits %s', async (_, run) => {
    const error: unknown = await replayFlow(order(run), fresh()).catch((thrown: unknown) => thrown);

    expect(ForeignAwaitError.is(error) && error.message).toMatch(
      /cannot be used in a workflow function( at .*determinism\.test\.ts|: a replay)/,
    );
  });

  it('refuses a function that awaits nothing that can come', async () => {
    const error: unknown = await replayFlow(
      order(() => new Promise(() => {})),
      fresh(),
    ).catch((thrown: unknown) => thrown);

    expect(StalledError.is(error)).toBe(true);
  });

  it('gives the clock and randomness of the run within a turn, and the real ones outside', async () => {
    const seen: unknown[] = [];
    const run = order(async () => {
      seen.push([
        Date.now(),
        new Date().toISOString(),
        Math.random(),
        crypto.randomUUID(),
        new Date(5) instanceof Date,
      ]);
      await sleep(1);
    });
    await replayFlow(run, fresh(), { runId: 'r' });
    await replayFlow(run, fresh(), { runId: 'r' });

    expect(seen[1]).toEqual(seen[0]);
    expect(Date.now()).toBeGreaterThan((seen[0] as number[])[0] as number);
  });

  it('leaves a signal to the next reader if the branch that read it loses its race in the same turn', async () => {
    const value = signal<number>('value');
    const { decisions } = await replayFlow(
      order(async () => {
        const winner = await race(
          async () => [await value.next(), await value.next(), await value.next()],
          async () => {
            await go.next();
            return 'stopped';
          },
        );
        return [winner, await value.next(), await value.next()];
      }),
      new HistoryBuilder()
        .workflowExecutionSignaled('value', { input: '1' })
        .workflowExecutionSignaled('value', { input: '2' })
        .workflowExecutionSignaled('go')
        .decisionTaskStarted()
        .build(),
    );

    expect(decisions.map(({ attributes }) => attributes)).toEqual([{ result: '["stopped",1,2]' }]);
  });

  it('is quiescent after any number of nested awaits', async () => {
    const { decisions } = await replayFlow(
      order(async () => {
        for (let index = 0; index < 100_000; index += 1) await null;
        const many = Array.from({ length: 10_000 }, async (_, index) => index);
        await Promise.all(many);
        await Promise.allSettled(many);
        await Promise.race(many);
        await Promise.any(many);
        for await (const _ of counted(10_000)) await thenable();
        await ship();
      }),
      fresh(),
    );

    expect(decisions.map(({ type }) => type)).toEqual(['ScheduleActivityTask']);
  });

  it('calls for everything that follows from one event', async () => {
    const history = new HistoryBuilder({ workflowType: { name: 'order', version: '1.0' } })
      .decisionTask()
      .timerStarted('sleep-1')
      .timerFired('sleep-1')
      .decisionTaskStarted()
      .build();
    const { decisions } = await replayFlow(
      order(async () => {
        const slept = sleep(60);
        const shipAfter = async (depth: number): Promise<void> => {
          await slept;
          for (let index = 0; index < depth; index += 1) await thenable();
          await ship();
        };
        await Promise.all([0, 10, 1000, 20_000].map(shipAfter));
      }),
      history,
    );

    expect(decisions.map(({ type }) => type)).toEqual(Array(4).fill('ScheduleActivityTask'));
  });
});

async function* counted(count: number): AsyncGenerator<number, void, void> {
  for (let index = 0; index < count; index += 1) yield index;
}

/** What other libraries give: neither a promise nor made by one. */
function thenable(): PromiseLike<void> {
  const next = Promise.resolve();
  return Object.fromEntries([['then', next.then.bind(next)]]) as never;
}
