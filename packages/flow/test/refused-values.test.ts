import {
  activity,
  all,
  condition,
  external,
  flowWorker,
  human,
  implement,
  lambda,
  mapConcurrent,
  marker,
  publish,
  race,
  retry,
  saga,
  scope,
  shield,
  sideEffect,
  signal,
  sleep,
  sleepUntil,
  version,
  workflow,
} from '@swf/flow';
import { replayAll, replayFlow } from '@swf/flow/replay';
import { mock, play } from '@swf/flow/testing';
import { HistoryBuilder } from '@swf/history/builder';
import { Domain } from '@swf/models';
import { LIMITS } from '@swf/settings/wire';
import { describe, expect, it } from 'vitest';

const work = activity<unknown, void>('work', '1.0', { startToCloseTimeout: 30 });
const child = workflow('child', '1.0', {}, async (_input: unknown) => {});
const other = external({ workflowId: 'other' });
const order = workflow('order', '1.0', {}, async () => {});
const year = LIMITS.timeoutInSeconds;
const noJson = 'must be a JSON value, got 1n';
const seconds = `must be from 0 to ${year} seconds, got -1`;
const odd = 1 as never;

describe('A value in a turn', () => {
  it.each<[message: string, call: () => unknown]>([
    [`input ${noJson}`, () => work(1n)],
    [`input ${noJson}`, () => child.child(1n)],
    [`input ${noJson}`, () => lambda('resize')(1n as never)],
    [`payload ${noJson}`, () => other.signal(signal<unknown>('go'), 1n)],
    [`details ${noJson}`, () => human('ask').ask(1n)],
    [`details ${noJson}`, () => marker('note', 1n)],
    [`the value of sideEffect ${noJson}`, () => sideEffect('value', () => 1n)],
    [
      'sideEffect must return a value, got a promise; call an activity instead',
      () => sideEffect('value', async () => 1),
    ],
    ['sideEffect value-1 must make no calls, got sleep()', () => sideEffect('value', () => sleep(1))],
    ['name must have 1 to 200 characters, got 0: ""', () => sideEffect('', () => 1)],
    ['name must have 1 to 200 characters, got 201: ', () => sideEffect('x'.repeat(201), () => 1)],
    [`name must have 1 to ${LIMITS.markerName} characters, got 0: ""`, () => marker('')],
    ['name must not begin with "flow:", which is reserved, got "flow:a"', () => marker('flow:a')],
    ['change must have 1 to 200 characters, got 0: ""', () => version('', { max: 1 })],
    ['change must have 1 to 200 characters, got 201: ', () => version('x'.repeat(201), { max: 1 })],
    ['min must be an integer from 0 to 1000000, got 1000001', () => version('fix', { min: 1_000_001, max: 1 })],
    ['max must be an integer from 0 to 1000000, got 1000001', () => version('fix', { max: 1_000_001 })],
    ['max must be an integer from 2 to 1000000, got 1', () => version('fix', { min: 2, max: 1 })],
    ['state must be a function, got 1', () => publish(odd)],
    [`seconds ${seconds}`, () => sleep(-1)],
    [`seconds must be from 0 to ${year} seconds, got ${year + 1}`, () => sleep(year + 1)],
    [`seconds must be from 0 to ${year} seconds, got NaN`, () => sleep(Number.NaN)],
    ...[null, true, '5', '', [], 5n].map((value): [string, () => unknown] => [
      `seconds must be from 0 to ${year} seconds, got`,
      () => sleep(value as never),
    ]),
    [`seconds must be from 0 to ${year} seconds, got -0.5`, () => sleep(-0.5)],
    [`date must be at most ${year} seconds away, got 2100-01-01T00:00:00.000Z`, () => sleepUntil(new Date('2100'))],
    [`date must be at most ${year} seconds away, got `, () => sleepUntil(new Date(Date.now() + 1000 * year + 1))],
    ['date must be a valid Date, got ', () => sleepUntil(new Date(Number.NaN))],
    ['date must be a valid Date, got 1', () => sleepUntil(odd)],
    [`timeout ${seconds}`, () => signal('go').next({ timeout: -1 })],
    [`timeout ${seconds}`, () => condition(() => false, { timeout: -1 })],
    [`timeout ${seconds}`, () => human('ask').ask({}, { timeout: -1 })],
    [`remindEvery ${seconds}`, () => human('ask').ask({}, { remindEvery: -1, remind: async () => {} })],
    [
      'remindEvery must be more than 0 seconds, got 0',
      () => human('ask').ask({}, { remindEvery: 0, remind: async () => {} }),
    ],
    ['remind must be a function, got 1', () => human('ask').ask({}, { remindEvery: 60, remind: odd })],
    ['remindEvery and remind must be given together', () => human('ask').ask({}, { remindEvery: 60 })],
    ['remindEvery and remind must be given together', () => human('ask').ask({}, { remind: async () => {} })],
    [`timeout ${seconds}`, () => scope(async () => {}, { timeout: -1 })],
    ['maxInFlight must be an integer from 1 to 100000, got 0', () => mapConcurrent([], work, { maxInFlight: 0 })],
    [
      'maxInFlight must be an integer from 1 to 100000, got 100001',
      () => mapConcurrent([], work, { maxInFlight: 100_001 }),
    ],
    ['items must be iterable, got undefined', () => mapConcurrent(undefined as never, work, { maxInFlight: 1 })],
    ['items must be iterable, got 1', () => mapConcurrent(odd, work, { maxInFlight: 1 })],
    ['race() must have at least 1 branch, got none', () => race()],
    ['order must be one of LAST_FIRST, TOGETHER, got "FIRST"', () => saga(async () => {}, { order: 'FIRST' as never })],
    ['a compensation must be a function, got ', () => saga(async (undo) => void undo(Promise.resolve() as never))],
    ['maximumAttempts must be ', () => retry(async () => {}, { maximumAttempts: 0 })],
    ['a branch must be a function, got 1', () => all(odd)],
    ['a branch must be a function, got 1', () => race(odd)],
    ['a branch must be a function, got 1', () => shield(odd)],
    ['workflowId must ', () => external({ workflowId: '' })],
    ['runId must ', () => external({ workflowId: 'other', runId: null as never })],
    ['runId must ', () => external({ workflowId: 'other', runId: 'x'.repeat(65) })],
    ['workflowId must ', () => child.child(1, { workflowId: '' })],
    ['tagList must ', () => child.child(1, { tagList: Array(6).fill('tag') })],
    ['definition must be a signal definition, got 1', () => other.signal(odd, undefined)],
  ])('is refused: %s', async (message, call) => {
    const definition = workflow('calling', '1.0', {}, async () => {
      await call();
    });
    const { outcome } = await play(definition);
    expect(outcome?.closeStatus === 'FAILED' && outcome.error).toHaveProperty(
      'message',
      expect.stringMatching(new RegExp(`^(options\\.)?${escaped(message)}`)),
    );
  });

  it('is taken at its limits', async () => {
    const definition = workflow('calling', '1.0', {}, async () => {
      marker('n');
      const values = [sideEffect('v', () => 1), sideEffect('x'.repeat(200), () => 2)];
      const versions = [version('c', { max: 1_000_000 }), version('x'.repeat(200), { min: 1_000_000, max: 1_000_000 })];
      await mapConcurrent([], work, { maxInFlight: 1 });
      void sleep(0, { id: 'none' });
      void sleep(year, { id: 'year' });
      void sleepUntil(new Date(Date.now() + 1000 * year), { id: 'next year' });
      await sleepUntil(new Date(0), { id: 'past' });
      return [values, versions];
    });
    const p = await play(definition);
    const timers = p.history.filter({ name: 'TimerStarted' }).map(({ attributes }) => attributes);
    await p.fire('past');

    expect(timers).toMatchObject([
      { timerId: 'none', startToFireTimeout: '0' },
      { timerId: 'year', startToFireTimeout: `${year}` },
      { timerId: 'next year', startToFireTimeout: `${year}` },
      { timerId: 'past', startToFireTimeout: '0' },
    ]);
    expect(p.outcome).toMatchObject({
      result: [
        [1, 2],
        [1_000_000, 1_000_000],
      ],
    });
  });
});

function escaped(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

describe('A definition', () => {
  it.each<[message: string, define: () => unknown]>([
    ['name must ', () => activity('', '1.0', { startToCloseTimeout: 30 })],
    ['version must ', () => activity('work', '', { startToCloseTimeout: 30 })],
    ['options must be an object, got 1', () => activity('work', '1.0', odd)],
    ['name must ', () => workflow('', '1.0')],
    ['version must ', () => workflow('order', '')],
    ['options must be an object, got 1', () => workflow('order', '1.0', odd)],
    [`name must have 1 to ${LIMITS.lambdaName} characters, got 0`, () => lambda('')],
    ['options must be an object, got 1', () => lambda('resize', odd)],
    [`name must have 1 to ${LIMITS.signalName} characters, got 0`, () => signal('')],
    ['options must be an object, got 1', () => signal('go', odd)],
    [`name must have 1 to ${LIMITS.signalName} characters, got 0`, () => human('')],
    ['options must be an object, got 1', () => human('ask', odd)],
    ['perform must be a function, got undefined', () => implement(work, undefined as never)],
    ['definition must be an activity definition, got 1', () => implement(odd, async () => {})],
    ['definition must be an activity definition, got 1', () => mock(odd, () => {})],
    [
      'implementations[0] must be an implementation definition, got 1',
      () => flowWorker({ name: 'flows' }, 'work', [odd]),
    ],
  ])('is refused: %s', (message, define) => {
    expect(define).toThrow(message);
  });

  it('may have a name of one character', () => {
    for (const define of [() => lambda('a'), () => signal('a'), () => human('a')]) expect(define).not.toThrow();
  });
});

describe('An argument', () => {
  const run = order.run(new Domain('flows'), { workflowId: 'order-1' });
  const waiting = workflow('waiting', '1.0', {}, () => signal('go').next());
  const asking = workflow('asking', '1.0', {}, () => human('ask').ask());
  const history = new HistoryBuilder().decisionTaskStarted().build();
  it.each<[message: string, call: () => Promise<unknown>]>([
    ['definition must be a signal definition, got 1', () => run.signal(odd)],
    ['step must be a human definition, got 1', () => run.answer(odd, 'ask-1', odd)],
    ['maxWaitTime must be seconds above 0, got 0', () => run.result({ maxWaitTime: 0 })],
    ['maxWaitTime must be seconds above 0, got "5"', () => run.result({ maxWaitTime: '5' as never })],
    [`input ${noJson}`, () => child.start(new Domain('flows'), { workflowId: 'child-1', input: 1n })],
    ['definition must be a workflow definition, got 1', () => replayFlow(odd, history)],
    ['options must be an object, got 1', () => replayFlow(order, history, odd)],
    ['options must be an object, got 1', () => replayAll([order], [], odd).next()],
    ['workflows[1] must be a workflow definition, got 1', () => replayAll([order, odd], []).next()],
    ['definition must be a workflow definition, got 1', () => play(odd)],
    ['options must be an object, got 1', () => play(order, undefined, odd)],
    [`input ${noJson}`, () => play(child, 1n)],
    ['definition must be a signal definition, got 1', async () => (await play(waiting)).signal(odd)],
    [`payload ${noJson}`, async () => (await play(waiting)).signal(signal<unknown>('go'), 1n)],
    ['step must be a human definition, got 1', async () => (await play(waiting)).answer(odd, odd)],
    ['options must be an object, got 1', async () => (await play(waiting)).answer(human('ask'), odd, odd)],
    ['answer.answer must be a JSON value', async () => (await play(asking)).answer(human('ask'), 1n as never)],
    ['options must be an object, got 1', async () => (await play(waiting)).timeOut(work, odd)],
    ['options must be an object, got 1', async () => (await play(waiting)).start(work, odd)],
    ['definition must be a workflow definition, got 1', async () => (await play(waiting)).start(odd)],
    [
      'definition must be an activity or lambda definition, got a function',
      async () => (await play(waiting)).start((() => {}) as never),
    ],
  ])('is refused: %s', async (message, call) => {
    await expect(call()).rejects.toThrow(message);
  });
});
