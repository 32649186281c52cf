import {
  activity,
  all,
  type Child,
  condition,
  continueAsNew,
  external,
  human,
  info,
  lambda,
  log,
  mapConcurrent,
  marker,
  now,
  onAnySignal,
  publish,
  race,
  random,
  retry,
  saga,
  scope,
  settled,
  shield,
  sideEffect,
  signal,
  sleep,
  sleepUntil,
  uuid,
  version,
  workflow,
} from '@swf/flow';
import { NotInWorkflowError } from '@swf/flow/errors';
import { play } from '@swf/flow/testing';
import { describe, expect, it } from 'vitest';

const go = signal('go');
const ship = activity<void, string>('ship', '1.0', { taskList: 'work', startToCloseTimeout: 30 });
const stock = external({ workflowId: 'stock' });
const nothing = async () => {};
const order = workflow('order', '1.0', { taskList: 'orders' }, nothing);

const CALLS: readonly [what: string, call: () => unknown][] = [
  ['activity ship', () => ship()],
  ['child order', () => order.child()],
  ['lambda price', () => lambda('price')(undefined)],
  ['signal go', () => go.next()],
  ['signal go', () => go.on(() => {})],
  ['signal go', () => go.unread()],
  ['human step approve', () => human('approve').ask('42')],
  ['external().signal()', () => stock.signal(go, undefined)],
  ['external().requestCancel()', () => stock.requestCancel()],
  ['onAnySignal()', () => onAnySignal(() => {})],
  ['condition()', () => condition(() => true)],
  ['continueAsNew()', () => continueAsNew(undefined)],
  ['info()', () => info()],
  ['log', () => log.info({}, 'out of stock')],
  ['publish()', () => publish(() => 1)],
  ['sleep()', () => sleep(1)],
  ['sleepUntil()', () => sleepUntil(new Date(0))],
  ['sideEffect()', () => sideEffect('id', () => 1)],
  ['marker()', () => marker('step', 1)],
  ['version()', () => version('fix', { max: 1 })],
  ['now()', () => now()],
  ['random()', () => random()],
  ['uuid()', () => uuid()],
  ['scope()', () => scope(nothing)],
  ['shield()', () => shield(nothing)],
  ['race()', () => race(nothing)],
  ['all()', () => all(nothing)],
  ['settled()', () => settled(nothing)],
  ['mapConcurrent()', () => mapConcurrent([1], nothing, { maxInFlight: 1 })],
  ['retry()', () => retry(nothing, { maximumAttempts: 2 })],
  ['saga()', () => saga(nothing)],
];

describe('a call outside of a workflow function', () => {
  it('is refused by its name: that of a child', async () => {
    const children: Child<void>[] = [];
    const parent = workflow('parent', '1.0', {}, async () => {
      children.push(await order.startChild());
      await sleep(1);
    });
    await play(parent);

    expect(children.length).toBeGreaterThan(0);
    for (const child of children) {
      const where = 'must be called by a workflow function, within its turn';
      expect(() => child.signal(go)).toThrow(`child.signal() ${where}`);
      expect(() => child.requestCancel()).toThrow(`child.requestCancel() ${where}`);
    }
  });

  it.each(CALLS)('is refused by its name: %s', async (what, call) => {
    const refusal = await Promise.resolve()
      .then(call)
      .catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(NotInWorkflowError);
    expect(refusal).toHaveProperty('message', `${what} must be called by a workflow function, within its turn`);
  });
});
