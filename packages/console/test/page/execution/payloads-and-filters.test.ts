import { HistoryBuilder } from '@swf/history/builder';
import { describe, expect, it } from 'vitest';
import type { HistoryModel } from '../../../src/page/execution/history-model.js';
import type { EventFilter } from '../../../src/page/worker/protocol.js';
import { DeskPort } from '../support/desk-port.js';
import { mountHook, settle } from '../support/hook.js';
import { openTab } from '../support/tab.js';

const order = () =>
  new HistoryBuilder({ input: '{"total":1}' })
    .decisionTask()
    .activityTaskScheduled('charge', { input: 'card' })
    .timerStarted('patience', { startToFireTimeout: 60 });
const eventsOf = (builder: HistoryBuilder) => builder.build().toJSON().events;
const events = eventsOf(order());

async function modelsOf() {
  openTab(() => Response.json([]));
  const { HistoryWorker } = await import('../../../src/page/worker/client.js');
  const { HistoryModel } = await import('../../../src/page/execution/history-model.js');
  const { usePayload } = await import('../../../src/page/execution/use-payload.js');
  const { useFoundEvents } = await import('../../../src/page/execution/events/use-found-events.js');
  const port = new DeskPort();
  const worker = new HistoryWorker(port);
  const model = new HistoryModel(worker, 'a', false);
  await model.append(events);
  port.questions;
  let answer = () => {};
  return {
    model,
    port,
    other: new HistoryModel(worker, 'b', false),
    usePayload,
    useFoundEvents,
    /** Holds the answers of the worker back until the next call of `answer`. */
    hold() {
      port.gate = new Promise((resolve) => {
        answer = resolve;
      });
    },
    async answer() {
      answer();
      await settle();
    },
  };
}

describe('usePayload', () => {
  interface Props {
    readonly model: HistoryModel;
    readonly event: number | undefined;
    readonly field: string;
  }

  async function payloadOf(event: number | undefined) {
    const models = await modelsOf();
    const props: Props = { model: models.model, event, field: 'input' };
    const hook = mountHook<Props, string | undefined>(
      (given) => models.usePayload(given.model, given.event, given.field),
      props,
    );
    return { ...models, hook, props };
  }

  it('asks the worker once, and has nothing before it answers', async () => {
    const { hook, port, props } = await payloadOf(1);
    expect(hook.current).toBeUndefined();
    await settle();
    expect([hook.current, port.asked.splice(0).map(({ question, about }) => [question, about])]).toEqual([
      '{"total":1}',
      [['payload', { history: 'a', event: 1, field: 'input' }]],
    ]);
    hook.rerender({ ...props });
    await settle();
    expect([hook.current, port.questions]).toEqual(['{"total":1}', []]);
  });

  it('has nothing of an event or a field before', async () => {
    const { hook, props, hold, answer, model } = await payloadOf(1);
    await settle();
    hold();
    hook.rerender({ model, event: 5, field: 'input' });
    await settle();
    expect(hook.current).toBeUndefined();
    await answer();
    expect(hook.current).toBe('card');
    hold();
    hook.rerender({ ...props, event: 5, field: 'control' });
    await settle();
    expect(hook.current).toBeUndefined();
    hook.rerender({ ...props, event: 5, field: 'input' });
    // What was asked before comes too late to be shown.
    await answer();
    expect(hook.current).toBe('card');
  });

  it('asks nothing without an event', async () => {
    const { hook, port, props } = await payloadOf(undefined);
    await settle();
    expect([hook.current, port.questions]).toEqual([undefined, []]);
    hook.rerender({ ...props, event: 1 });
    await settle();
    hook.rerender({ ...props, event: undefined });
    await settle();
    expect([hook.current, port.questions]).toEqual([undefined, ['payload']]);
  });

  it('has nothing of a history that is not open any more', async () => {
    const { hook, other, port, props } = await payloadOf(1);
    await settle();
    hook.rerender({ ...props, model: other });
    await settle();
    expect([hook.current, port.questions]).toEqual([undefined, ['payload', 'payload']]);
  });
});

describe('useFoundEvents', () => {
  const ALL: EventFilter = { kinds: [], isFailedOnly: false, text: '' };
  const TIMERS: EventFilter = { ...ALL, kinds: ['Timer'] };

  interface Props {
    readonly filter: EventFilter;
    readonly isShown: boolean;
  }

  async function foundOf(props: Props) {
    const models = await modelsOf();
    const hook = mountHook<Props, readonly { readonly id: number }[]>(
      ({ filter, isShown }) => models.useFoundEvents(models.model, filter, isShown),
      props,
    );
    await settle();
    return { ...models, hook, ids: () => hook.current.map(({ id }) => id) };
  }

  const all = events.map(({ eventId }) => eventId);

  it('has all events without a filter, and asks nothing', async () => {
    const { ids, port } = await foundOf({ filter: ALL, isShown: true });
    expect([ids(), port.questions]).toEqual([all, []]);
  });

  it('has those that the worker finds, and the former ones until it answers', async () => {
    const { hook, ids, port, hold, answer } = await foundOf({ filter: TIMERS, isShown: true });
    expect([ids(), port.asked.splice(0).map(({ question, about }) => [question, about])]).toEqual([
      [6],
      [['find', { history: 'a', filter: TIMERS }]],
    ]);
    hook.rerender({ filter: { ...TIMERS }, isShown: true });
    await settle();
    expect([ids(), port.questions]).toEqual([[6], []]);
    hold();
    hook.rerender({ filter: { ...ALL, text: 'card' }, isShown: true });
    await settle();
    expect(ids()).toEqual([6]);
    await answer();
    expect(ids()).toEqual([5]);
    hook.rerender({ filter: ALL, isShown: true });
    expect(ids()).toEqual(all);
    // What was found is not shown when a filter comes back.
    await settle();
    hold();
    hook.rerender({ filter: TIMERS, isShown: true });
    await settle();
    expect(ids()).toEqual(all);
    await answer();
    expect(ids()).toEqual([6]);
  });

  it('looks again when there are more events', async () => {
    const { ids, model, port } = await foundOf({ filter: TIMERS, isShown: true });
    port.questions;
    await model.append(eventsOf(order().timerStarted('more', { startToFireTimeout: 60 })));
    await settle();
    expect([ids(), port.questions]).toEqual([
      [6, 7],
      ['append', 'find'],
    ]);
  });

  it('looks for nothing while it is not shown', async () => {
    const { hook, ids, port } = await foundOf({ filter: TIMERS, isShown: false });
    expect([ids(), port.questions]).toEqual([all, []]);
    hook.rerender({ filter: TIMERS, isShown: true });
    await settle();
    expect([ids(), port.questions]).toEqual([[6], ['find']]);
    hook.rerender({ filter: TIMERS, isShown: false });
    await settle();
    expect([ids(), port.questions]).toEqual([all, []]);
  });

  it('ignores an answer that comes too late', async () => {
    const { hook, ids, hold, answer, port } = await foundOf({ filter: TIMERS, isShown: true });
    hold();
    hook.rerender({ filter: { ...ALL, text: 'card' }, isShown: true });
    await settle();
    hook.rerender({ filter: TIMERS, isShown: false });
    await answer();
    expect(ids()).toEqual(all);
    port.fail();
    await settle();
    expect(ids()).toEqual(all);
  });
});
