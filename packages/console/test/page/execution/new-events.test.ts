import { describe, expect, it, vi } from 'vitest';
import type { LiveUpdate } from '../../../src/api/live.js';
import { eventsOf, FACTS, historyAfter, historyOf, RUN, waiting } from '../support/history-tab.js';
import { pass } from '../support/streams.js';

const grown = (id: string, events: readonly unknown[], more = false): LiveUpdate => ({
  id,
  topic: 'history',
  page: { events, more },
});

describe('New events of an open run', () => {
  it('are watched from its last event, shown, and announced', async () => {
    const { streams, spoken, model, sent, seen, port } = await historyOf();
    await pass();
    await pass(1000);
    expect(streams.topics).toEqual([{ id: 'w1', topic: 'history', ...RUN, after: 5 }]);
    sent();
    port.questions;
    const events = eventsOf(waiting().workflowExecutionSignaled('paid'));
    await streams.send(grown('w1', events.slice(5)));
    await pass();
    expect([seen(), model().overview.value?.length, spoken()]).toEqual([
      [true, undefined, true, events.length],
      events.length,
      `${events.length - 5} new events.`,
    ]);
    // The facts were read a second ago.
    expect([sent(), port.questions]).toEqual([[], ['append', 'overview']]);
    // What it has already is no news.
    await pass(29_000);
    port.questions;
    sent();
    await streams.send(grown('w1', events.slice(3)));
    await pass();
    expect([port.questions, sent()]).toEqual([['append'], []]);
  });

  it('lead to new facts if those are 30 seconds old', async () => {
    const { streams, sent, tab, port } = await historyOf();
    await pass();
    tab.document.visibilityState = 'hidden';
    await pass(29_999);
    sent();
    const events = eventsOf(waiting().workflowExecutionSignaled('paid').workflowExecutionSignaled('paid'));
    await streams.send(grown('w1', events.slice(5, 6)));
    await pass();
    expect(sent()).toEqual([]);
    await pass(1);
    port.questions;
    await streams.send(grown('w1', events.slice(6)));
    await pass();
    expect([sent(), port.questions]).toEqual([[FACTS], ['append', 'overview', 'overview']]);
  });

  it('are read to the end if there are more than an update has', async () => {
    const { answers, streams, seen, sent, spoken } = await historyOf();
    await pass();
    sent();
    const events = eventsOf(waiting().workflowExecutionSignaled('paid').workflowExecutionSignaled('paid'));
    answers.events = events;
    await streams.send(grown('w1', events.slice(5, 6), true));
    await pass();
    expect([seen(), sent(), spoken()]).toEqual([
      [true, undefined, true, events.length],
      [historyAfter(6)],
      '1 new event.',
    ]);
  });

  it('that cannot be read come with the next update', async () => {
    const { answers, streams, seen } = await historyOf();
    await pass();
    const events = eventsOf(waiting().workflowExecutionSignaled('paid').workflowExecutionSignaled('paid'));
    answers.refusal = 'busy';
    await streams.send(grown('w1', events.slice(5, 6), true));
    await pass();
    expect(seen()).toEqual([true, undefined, true, 6]);
    await streams.send(grown('w1', events.slice(6)));
    await pass();
    expect(seen()).toEqual([true, undefined, true, events.length]);
  });

  it('are not waited for once the run is closed', async () => {
    const { streams, tab, seen, port, sent } = await historyOf();
    await pass();
    const events = eventsOf(waiting().workflowExecutionTerminated());
    await streams.send(grown('w1', events.slice(5)));
    await pass();
    expect([seen(), tab.requests.at(-1)?.signal.aborted]).toEqual([[true, undefined, true, 6], true]);
    sent();
    port.questions;
    await pass(60_000);
    expect([sent(), port.questions]).toEqual([[], []]);
  });

  it('do not open the history again once its page was left', async () => {
    const { streams, hook, model, port } = await historyOf();
    await pass();
    port.questions;
    let signal: AbortSignal | null | undefined;
    vi.stubGlobal('fetch', (_path: string, init: RequestInit) => {
      signal = init.signal;
      return new Promise(() => {});
    });
    const events = eventsOf(waiting().workflowExecutionSignaled('paid').workflowExecutionSignaled('paid'));
    await streams.send(grown('w1', events.slice(5, 6), true));
    expect(signal?.aborted).toBe(false);
    const left = model();
    hook.unmount();
    await pass();
    expect([signal?.aborted, port.questions]).toEqual([true, ['append', 'forget']]);
    await expect(left.append(events.slice(6))).rejects.toThrow('the history is not open any more');
    expect(port.questions).toEqual([]);
  });
});
