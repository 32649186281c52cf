import {
  activity,
  all,
  continueAsNew,
  external,
  lambda,
  log,
  marker,
  retry,
  scope,
  sideEffect,
  signal,
  sleep,
  version,
  workflow,
} from '@swf/flow';
import { NonDeterminismError } from '@swf/flow/errors';
import { replayFlow } from '@swf/flow/replay';
import { play } from '@swf/flow/testing';
import type { History } from '@swf/history';
import { describe, expect, it } from 'vitest';
import { idOf, turnsOf } from '../support/places.js';
import { sourceAt } from '../support/source-line.js';

const options = { startToCloseTimeout: 30 };
const ship = activity<string, string>('ship', '1.0', options);
const audit = activity<string, string>('audit', '1.0', options);
const newShip = activity<string, string>('ship', '2.0', options);
const retriedShip = activity<string, string>('ship', '1.0', { ...options, retry: { maximumAttempts: 9 } });
const invoice = workflow('invoice', '1.0', {}, async (input: string) => input);
const receipt = workflow('receipt', '1.0', {}, async (input: string) => input);
const resize = lambda<number, number>('resize');
const crop = lambda<number, number>('crop');
const go = signal('go');
const other = signal('other');

const order = (run: () => Promise<unknown>) =>
  workflow('order', '1.0', {}, async () => {
    await run();
  });

// The steps of the order as it was recorded, one task after the other.
const first = () => Promise.all([ship('a'), audit('a'), ship('b')]);
const nap = () => sleep(60);
const noted = () => [marker('note'), sideEffect('port', () => 4567)];
const invoiced = () => invoice.child('x', { workflowId: 'invoice-1' });
const resized = () => resize(2);
const told = () => external({ workflowId: 'stock' }).signal(go, undefined);
const rest = async () => [noted(), await invoiced(), await resized(), await told()];
const original = async () => [await first(), await nap(), await go.next(), await rest()];

/** The history of an order that shipped and audited, slept, got a signal, and did the rest. */
async function recorded(): Promise<History> {
  const p = await play(
    order(async () => {
      version('old', { max: 1 });
      await original();
    }),
    undefined,
  );
  await p.complete(ship, 'shipped', { id: 'ship-1' });
  await p.complete(ship, 'shipped', { id: 'ship-2' });
  await p.complete(audit, 'audited');
  await p.fire();
  await p.signal(go, undefined);
  await p.complete(invoice, 'x');
  await p.complete(resize, 1);
  expect(p.outcome?.closeStatus).toBe('COMPLETED');
  return p.history;
}

async function refusalOf(run: () => Promise<unknown>, history: History, checkInputs: 'warn' | 'error' = 'warn') {
  return replayFlow(order(run), history, { checkInputs }).catch((thrown: unknown) => thrown);
}

describe('A harmless change', () => {
  it.each<[string, () => Promise<unknown>]>([
    ['none', original],
    ['a deleted version()', async () => [await first(), await nap(), await go.next(), await rest()]],
    ['an extra await', async () => [await first(), await null, await nap(), await go.next(), await rest()]],
    [
      'reordered names',
      async () => [
        await Promise.all([audit('a'), ship('a'), ship('b')]),
        await nap(),
        await go.next(),
        [noted().reverse(), await invoiced(), await resized(), await told()],
      ],
    ],
    ['another duration', async () => [await first(), await sleep(90), await go.next(), await rest()]],
    [
      'another retry',
      async () => [
        await Promise.all([retriedShip('a'), audit('a'), ship('b')]),
        await nap(),
        await go.next(),
        await rest(),
      ],
    ],
    [
      'logging',
      async () => [await first(), log.info({}, 'shipped'), await nap(), console.log(), await go.next(), await rest()],
    ],
    ['a new handler', async () => [other.on(() => {}), await original()]],
    ['all()', async () => [await all(first), await all(nap), await go.next(), await rest()]],
    ['a scope without a name', async () => scope(original)],
    ['a body that is retried', async () => retry(original, { maximumAttempts: 3 })],
    ['an explicit id', async () => [await first(), await sleep(60, { id: 'sleep-1' }), await go.next(), await rest()]],
    ['a guarded addition', async () => [version('new', { max: 1 }) === 1 && (await audit('new')), await original()]],
    ['a later signal read earlier', async () => [go.unread(), await original()]],
  ])('replays: %s', async (_, run) => {
    const { outcome } = await replayFlow(order(run), await recorded());

    expect(outcome?.closeStatus).toBe('COMPLETED');
  });
});

const upToNap = async () => [await first(), await nap()];
const upToGo = async () => [await upToNap(), await go.next()];
let deploys = 0;

describe('A wrong change', () => {
  // What the error must name: the event, or the turn without one; and the text on the line that it
  // points to.
  it.each<[string, () => Promise<unknown>, string | { readonly turn: number }, string]>([
    ['a removed activity', () => Promise.all([ship('a'), ship('b')]), 'ActivityTaskScheduled audit-1', "ship('a')"],
    [
      'a renamed activity',
      () => Promise.all([ship('a'), audit('renamed', { id: 'check-1' }), ship('b')]),
      'ActivityTaskScheduled audit-1',
      'renamed',
    ],
    [
      'another type name',
      () => Promise.all([ship('a'), ship('typed', { id: 'audit-1' }), ship('b')]),
      'ActivityTaskScheduled audit-1',
      'typed',
    ],
    [
      'another kind',
      () => Promise.all([sleep(1, { id: 'another' }), audit('a'), ship('b')]),
      'ActivityTaskScheduled ship-2',
      'another',
    ],
    [
      'sequence instead of parallel',
      async () => [await ship('sequence'), await audit('a'), await ship('b')],
      'ActivityTaskScheduled audit-1',
      'sequence',
    ],
    ['an early close', async () => 'done', 'ActivityTaskScheduled ship-1', ''],
    [
      'a signal awaited first',
      async () => [await go.next(), 'awaited', await original()],
      'ActivityTaskScheduled ship-1',
      'awaited',
    ],
    ['a named scope', () => scope(original, { name: 'shipping' }), 'ActivityTaskScheduled ship-1', 'const first'],
    ['an added activity', () => Promise.all([first(), audit('added')]), { turn: 0 }, 'added'],
    ['an added timer', () => Promise.all([first(), sleep(5, { id: 'added' })]), { turn: 0 }, 'added'],
    ['a close after the first turn', () => first(), 'TimerStarted sleep-1', ''],
    [
      'a renamed timer',
      async () => [await first(), await sleep(60, { id: 'renamed' })],
      'TimerStarted sleep-1',
      'renamed',
    ],
    ['a removed timer', async () => [await first(), await go.next(), 'removed'], 'TimerStarted sleep-1', 'removed'],
    ['a timer instead of a signal', async () => [await upToNap(), await sleep(9), 'instead'], { turn: 4 }, 'instead'],
    ['an early continue-as-new', async () => [await upToNap(), continueAsNew(undefined)], { turn: 4 }, ''],
    [
      'a removed marker',
      async () => [await upToGo(), sideEffect('port', () => 4567), await invoiced()],
      'MarkerRecorded note',
      'sideEffect',
    ],
    [
      'a removed side effect',
      async () => [await upToGo(), marker('note'), await invoiced()],
      'MarkerRecorded flow:value:port-1',
      'const invoiced',
    ],
    [
      'a renamed side effect',
      async () => [await upToGo(), marker('note'), sideEffect('renamed', () => 1), await invoiced()],
      'MarkerRecorded flow:value:port-1',
      'renamed',
    ],
    ['an added marker', async () => [await upToGo(), noted(), marker('added'), await invoiced()], { turn: 5 }, 'added'],
    [
      'another child',
      async () => [await upToGo(), noted(), await receipt.child('another', { workflowId: 'invoice-1' })],
      'StartChildWorkflowExecutionInitiated invoice-1',
      'another',
    ],
    [
      'a renamed child',
      async () => [await upToGo(), noted(), await invoice.child('x', { workflowId: 'renamed' })],
      'StartChildWorkflowExecutionInitiated invoice-1',
      'renamed',
    ],
    [
      'an activity instead of a child',
      async () => [await upToGo(), noted(), await ship('instead')],
      'StartChildWorkflowExecutionInitiated invoice-1',
      'instead',
    ],
    [
      'another Lambda function',
      async () => [await upToGo(), noted(), await invoiced(), await crop(2), 'another'],
      'LambdaFunctionScheduled resize',
      'another',
    ],
    [
      'a Lambda function not called',
      async () => [await upToGo(), noted(), await invoiced(), await told()],
      'LambdaFunctionScheduled resize',
      'const told',
    ],
    [
      'another signal to another execution',
      async () => [
        await upToGo(),
        noted(),
        await invoiced(),
        await resized(),
        await external({ workflowId: 'stock' }).signal(other, undefined),
      ],
      'SignalExternalWorkflowExecutionInitiated stock',
      'signal(other',
    ],
    [
      'a cancel request instead of a signal',
      async () => [
        await upToGo(),
        noted(),
        await invoiced(),
        await resized(),
        await external({ workflowId: 'stock' }).requestCancel(),
      ],
      'SignalExternalWorkflowExecutionInitiated stock',
      'requestCancel',
    ],
    [
      'a late close',
      async () => [await original(), await sleep(1, { id: 'late' })],
      'WorkflowExecutionCompleted',
      'late',
    ],
    [
      'state of the module',
      async () => (deploys++ % 2 === 0 ? [await sleep(1), 'module'] : sleep(1)),
      'ActivityTaskScheduled ship-1',
      '',
    ],
  ])('is refused: %s', async (_, run, place, text) => {
    const history = await recorded();
    const error = await refusalOf(run, history);

    expect(error).toSatisfy(NonDeterminismError.is);
    const { eventId, startedEventId, at, message, history: around } = error as NonDeterminismError;
    if (typeof place === 'string') expect(eventId).toBe(idOf(history, place));
    else expect(startedEventId).toBe(turnsOf(history)[place.turn]);
    expect(around.map(({ id }) => id)).toContain(eventId ?? startedEventId);
    expect(message).toContain(eventId === undefined ? `turn of event ${startedEventId}` : `event ${eventId} is `);
    expect(sourceAt(at)).toContain(text);
    expect(message.includes(at ?? 'Guard the change')).toBe(true);
  });
});

describe('A change of what is not matched', () => {
  it.each<[string, () => Promise<unknown>, string, string]>([
    ['version', () => Promise.all([newShip('a'), audit('a'), ship('b')]), 'ActivityTaskScheduled ship-1', 'version'],
    [
      'duration',
      () => Promise.all([ship('a', { startToCloseTimeout: 31 }), audit('a'), ship('b')]),
      'ActivityTaskScheduled ship-1',
      'startToCloseTimeout',
    ],
    ['input', () => Promise.all([ship('a'), audit('changed'), ship('b')]), 'ActivityTaskScheduled audit-1', 'input'],
    [
      'order of calls of one name',
      () => Promise.all([ship('b'), audit('a'), ship('a')]),
      'ActivityTaskScheduled ship-1',
      'input',
    ],
  ])('is a warning, and is refused on demand: %s', async (_, begin, place, field) => {
    const history = await recorded();
    const run = async () => [await begin(), await nap(), await go.next(), await rest()];
    const { outcome, warnings } = await replayFlow(order(run), history);
    const error = await refusalOf(run, history, 'error');

    expect(outcome?.closeStatus).toBe('COMPLETED');
    expect(warnings[0]).toMatchObject({ eventId: idOf(history, place), field });
    expect(error).toSatisfy(NonDeterminismError.is);
    expect((error as NonDeterminismError).eventId).toBe(idOf(history, place));
    expect((error as NonDeterminismError).message).toContain(`with another ${field}`);
  });
});
