import { activity, all, log, marker, scope, signal, sleep, version, workflow } from '@swf/flow';
import { NonDeterminismError } from '@swf/flow/errors';
import { replayFlow } from '@swf/flow/replay';
import { play } from '@swf/flow/testing';
import { describe, expect, it } from 'vitest';

const options = { startToCloseTimeout: 30 };
const ship = activity<void, string>('ship', '1.0', options);
const audit = activity<void, string>('audit', '1.0', options);
const retriedShip = activity<void, string>('ship', '1.0', { ...options, retry: { maximumAttempts: 9 } });
const go = signal('go');

const order = (run: () => Promise<unknown>) =>
  workflow('order', '1.0', {}, async () => {
    await run();
  });

/** The history of an order that shipped and audited, slept, and got a signal. */
async function recorded() {
  const p = await play(
    order(async () => {
      version('old', { max: 1 });
      await Promise.all([ship(), audit()]);
      await sleep(60);
      await go.next();
    }),
    undefined,
  );
  await p.complete(ship, 'shipped');
  await p.complete(audit, 'audited');
  await p.fire();
  await p.signal(go, undefined);
  return p.history;
}

const first = () => Promise.all([ship(), audit()]);

describe('A harmless change', () => {
  it.each<[string, () => Promise<unknown>]>([
    ['a deleted version()', async () => [await first(), await sleep(60), await go.next()]],
    ['an extra await', async () => [await first(), await null, await sleep(60), await go.next()]],
    ['reordered names', async () => [await Promise.all([audit(), ship()]), await sleep(60), await go.next()]],
    ['another duration', async () => [await first(), await sleep(90), await go.next()]],
    ['another retry', async () => [await Promise.all([retriedShip(), audit()]), await sleep(60), await go.next()]],
    ['logging', async () => [await first(), log.info({}, 'shipped'), await sleep(60), await go.next()]],
    ['a new handler', async () => [await first(), await sleep(60), await go.next(), go.on(() => {})]],
    ['all()', async () => [await all(ship, audit), await sleep(60), await go.next()]],
    ['a scope without a name', async () => [await scope(first), await sleep(60), await go.next()]],
    ['an explicit id', async () => [await first(), await sleep(60, { id: 'sleep-1' }), await go.next()]],
  ])('replays: %s', async (_, run) => {
    const { outcome } = await replayFlow(order(run), await recorded());

    expect(outcome?.closeStatus).toBe('COMPLETED');
  });
});

describe('A wrong change', () => {
  it.each<[string, () => Promise<unknown>, string]>([
    ['a removed activity', () => ship(), 'ActivityTaskScheduled'],
    ['a renamed id', () => Promise.all([ship(undefined, { id: 'other' }), audit()]), 'ActivityTaskScheduled'],
    ['another type name', () => Promise.all([audit(undefined, { id: 'ship-1' }), audit()]), 'ActivityTaskScheduled'],
    ['another kind', () => Promise.all([sleep(1), audit()]), 'ActivityTaskScheduled'],
    ['sequence instead of parallel', async () => [await ship(), await audit()], 'ActivityTaskScheduled'],
    ['an early close', async () => 'done', 'ActivityTaskScheduled'],
    ['a signal awaited first', async () => [await go.next(), await first()], 'ActivityTaskScheduled'],
    ['a named scope', () => scope(first, { name: 'shipping' }), 'ActivityTaskScheduled'],
    ['an early close after a turn', async () => first(), 'TimerStarted'],
    ['a renamed timer', async () => [await first(), await sleep(60, { id: 'nap' })], 'TimerStarted'],
    ['a timer replaced', async () => [await first(), await go.next()], 'TimerStarted'],
    ['a late close', async () => [await first(), await sleep(60), await go.next(), await sleep(1)], 'Completed'],
    ['an added activity', () => Promise.all([first(), audit()]), 'shows no counterpart'],
    ['an added marker', async () => [await first(), marker('note'), await sleep(60)], 'shows no counterpart'],
  ])('is refused: %s', async (_, run, shown) => {
    const history = await recorded();
    const error: unknown = await replayFlow(order(run), history).catch((thrown: unknown) => thrown);

    expect(NonDeterminismError.is(error) && error.message).toContain(shown);
  });
});
