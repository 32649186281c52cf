import type { GetWorkflowExecutionHistoryCommandInput, HistoryEvent, SWFClient } from '@aws-sdk/client-swf';
import { describe, expect, it } from 'vitest';
import { HistoryCache } from '../../src/server/histories/history-cache.js';
import { RunHistory } from '../../src/server/histories/run-history.js';

const RUN = { domain: 'orders', workflowId: 'order-1', runId: 'r' };
const NOW = Date.UTC(2026, 2, 2);

/** A run whose history has so many events; the last of a closed one is its termination. */
function eventsOf(count: number, isClosed = false): HistoryEvent[] {
  return Array.from({ length: count }, (_, index): HistoryEvent => {
    const eventType = isClosed && index === count - 1 ? 'WorkflowExecutionTerminated' : 'WorkflowExecutionSignaled';
    return { eventId: index + 1, eventType, eventTimestamp: new Date(NOW + 1500) };
  });
}

/** Serves a history as SWF does, and keeps what it was asked for. */
function served(count: number, isClosed = false, hasEmptyEnd = false) {
  const state = { events: eventsOf(count, isClosed), isExpired: false };
  const requests: string[] = [];
  const send = async ({ input }: { readonly input: GetWorkflowExecutionHistoryCommandInput }) => {
    const { maximumPageSize = 0, reverseOrder, nextPageToken } = input;
    if (state.isExpired && nextPageToken !== undefined) {
      state.isExpired = false;
      throw Object.assign(new Error('Invalid token'), { name: 'ValidationException' });
    }
    requests.push(`${reverseOrder ? 'back' : 'on'} ${maximumPageSize} ${nextPageToken ?? 'first'}`);
    const from = Number(nextPageToken ?? 0);
    const to = from + maximumPageSize;
    const all = reverseOrder ? state.events.toReversed() : state.events;
    return {
      events: all.slice(from, to),
      nextPageToken: to < all.length + (hasEmptyEnd ? 1 : 0) ? String(to) : undefined,
    };
  };
  const client = { send } as unknown as SWFClient;
  const history = new RunHistory(RUN);
  return {
    state,
    history,
    after: async (id: number, secondsLater = 0, maxAgeInSeconds = 5) => {
      const answer = await history.after(id, { client, now: NOW + 1000 * secondsLater, maxAgeInSeconds });
      const { last, more, final } = answer;
      return [answer.events.length, last, more, final];
    },
    reading: { client, now: NOW, maxAgeInSeconds: 5 },
    asked: () => requests.splice(0),
  };
}

describe('The history of a run', () => {
  it('is read from its beginning, as far as an answer needs', async () => {
    const { after, asked, history } = served(2500);
    expect(history.last).toBe(0);
    expect([await after(0), asked()]).toEqual([[1000, 1000, true, false], ['on 1000 first']]);
    expect([await after(0), asked(), history.last]).toEqual([[1000, 1000, true, false], [], 1000]);
    expect([await after(1000), asked()]).toEqual([[1000, 2000, true, false], ['on 1000 1000']]);
    expect([await after(1001), asked()]).toEqual([[1000, 2001, true, false], ['on 1000 2000']]);
    expect([await after(2000), asked(), history.last]).toEqual([[500, 2500, false, false], [], 2500]);
    expect([await after(1500), asked()]).toEqual([[1000, 2500, false, false], []]);
    expect([await after(1499), asked()]).toEqual([[1000, 2499, true, false], []]);
  });

  it('is read by one request for all that ask at once', async () => {
    const { after, asked } = served(10);
    expect(await Promise.all([after(0), after(0), after(5)])).toEqual([
      [10, 10, false, false],
      [10, 10, false, false],
      [5, 10, false, false],
    ]);
    expect(asked()).toEqual(['on 1000 first']);
  });

  it('is read again from its end once that is old', async () => {
    const { after, asked, state } = served(250);
    await after(0);
    asked();
    state.events = eventsOf(253);
    expect([await after(250, 4.999), asked()]).toEqual([[0, 250, false, false], []]);
    expect([await after(250, 5), asked()]).toEqual([[3, 253, false, false], ['back 100 first']]);
    // That was a look, too.
    expect([await after(250, 9.999), asked()]).toEqual([[3, 253, false, false], []]);
    expect([await after(253, 10), asked()]).toEqual([[0, 253, false, false], ['back 100 first']]);
  });

  it('is not looked at for what comes long before its end', async () => {
    const { after, asked } = served(1200);
    await after(200);
    asked();
    expect([await after(200, 60), asked()]).toEqual([[1000, 1200, false, false], []]);
    expect([await after(201, 60), asked()]).toEqual([[999, 1200, false, false], ['back 100 first']]);
  });

  it('is final once the run is closed, and never read again', async () => {
    const { after, asked, history } = served(1000, true);
    expect(history.isWhole).toBe(false);
    expect([await after(0), asked(), history.isWhole]).toEqual([[1000, 1000, false, true], ['on 1000 first'], true]);
    expect([await after(1000, 3600), asked()]).toEqual([[0, 1000, false, true], []]);
    expect([await after(1234, 3600), asked()]).toEqual([[0, 1234, false, true], []]);
  });

  it.each([
    [1000, true, true],
    [1001, true, false],
    [1000, false, false],
  ])('of %d events, closed: %s, is whole in an answer: %s', async (count, isClosed, expected) => {
    const { after, history } = served(count, isClosed);
    await after(0);
    await after(1000);
    expect(history.isWhole).toBe(expected);
  });

  it('is not whole if it was read from its end', async () => {
    const { after, history } = served(10, true);
    await after(5);
    expect(history.isWhole).toBe(false);
  });

  it.each([
    ['its end', 1202, 1200, ['back 100 first']],
    ['its end, page by page', 1200, 1000, ['back 100 first', 'back 100 100']],
    ['its beginning, if that is nearer', 1201, 1000, ['back 100 first', 'on 1000 first', 'on 1000 1000']],
    [
      'its end, if that is as near',
      5000,
      4500,
      ['', '100', '200', '300', '400'].map((at) => `back 100 ${at || 'first'}`),
    ],
    ['its beginning, before that', 3000, 100, ['back 100 first', 'on 1000 first', 'on 1000 1000']],
    ['its end, of which it has all', 10, 10, ['back 100 first']],
    ['its end, but for the first event', 10, 1, ['back 100 first']],
    ['its end, in a page', 1200, 1100, ['back 100 first']],
    ['its end, in a page and an event', 1200, 1099, ['back 100 first', 'back 100 100']],
  ])('is read from %s', async (_, count, id, requests) => {
    const { after, asked } = served(count);
    const [length, last] = await after(id);
    expect([length, last, asked()]).toEqual([Math.min(1000, count - id), Math.min(count, id + 1000), requests]);
  });

  it('is read anew if an answer needs what comes before', async () => {
    const { after, asked, history } = served(1202);
    await after(1200);
    asked();
    expect([await after(1200), asked(), history.last]).toEqual([[2, 1202, false, false], [], 1202]);
    expect([await after(1199), asked()]).toEqual([[3, 1202, false, false], ['back 100 first']]);
  });

  it('is read from its beginning after its end', async () => {
    const { after, asked, history } = served(1202);
    await after(1200);
    asked();
    expect([await after(0), asked(), history.last]).toEqual([[1000, 1000, true, false], ['on 1000 first'], 1000]);
    const other = served(1202);
    await other.after(0);
    expect(history.size).toBe(other.history.size);
  });

  it('is read from its beginning again if SWF does not take its token any more', async () => {
    const { after, asked, state, history } = served(1500);
    await after(0);
    state.isExpired = true;
    expect([await after(1000), asked(), history.last]).toEqual([
      [500, 1500, false, false],
      ['on 1000 first', 'on 1000 first', 'on 1000 1000'],
      1500,
    ]);
  });

  it('may end with an empty page', async () => {
    const { after } = served(1000, true, true);
    expect([await after(0), await after(1000)]).toEqual([
      [1000, 1000, true, false],
      [0, 1000, false, true],
    ]);
  });

  it('is final for a reader that has all of it, and is read from its end', async () => {
    expect(await served(10, true).after(10)).toEqual([0, 10, false, true]);
    expect(await served(10).after(10)).toEqual([0, 10, false, false]);
  });

  it('has its size, and its times in seconds', async () => {
    const { after, history, reading } = served(3);
    expect(history.size).toBe(0);
    const { events } = await history.after(0, reading);
    expect(JSON.parse(events[0] ?? '')).toEqual({
      eventId: 1,
      eventType: 'WorkflowExecutionSignaled',
      eventTimestamp: NOW / 1000 + 1.5,
    });
    expect(history.size).toBe(events.join('').length);
    await after(2);
    expect(history.size).toBe(events.join('').length);
  });
});

describe('The histories that are kept', () => {
  /** Fills the history of a run with so many bytes. */
  async function filled(cache: HistoryCache, runId: string, size: number): Promise<void> {
    const history = cache.get({ ...RUN, runId });
    const event = (input: string): HistoryEvent => ({
      eventId: 1,
      eventType: 'WorkflowExecutionTerminated',
      eventTimestamp: new Date(NOW),
      workflowExecutionTerminatedEventAttributes: { childPolicy: 'TERMINATE', details: input },
    });
    const frame = JSON.stringify({ ...event(''), eventTimestamp: NOW / 1000 });
    const input = 'x'.repeat(size - frame.length);
    const client = { send: async () => ({ events: [event(input)] }) } as unknown as SWFClient;
    await history.after(0, { client, now: NOW, maxAgeInSeconds: 5 });
    expect(history.size).toBe(size);
  }

  it('are those used last, of 64 MB', async () => {
    const cache = new HistoryCache();
    const half = 32 * 1024 * 1024;
    const kept = () =>
      cache
        .of('orders')
        .filter(({ size }) => size > 0)
        .map(({ run }) => run.runId);
    await filled(cache, 'a', half);
    await filled(cache, 'b', half - 200);
    await filled(cache, 'c', 200);
    cache.get({ ...RUN, runId: 'd' });
    expect(kept()).toEqual(['a', 'b', 'c']);
    cache.get({ ...RUN, runId: 'a' });
    await filled(cache, 'e', 200);
    cache.get({ ...RUN, runId: 'd' });
    expect(kept()).toEqual(['c', 'a', 'e']);
    expect(cache.of('stock')).toEqual([]);
  });

  it('are the last 1,000, though they have no events', () => {
    const cache = new HistoryCache();
    const run = (index: number) => ({ ...RUN, runId: `run-${index}` });
    for (let index = 0; index < 1000; index += 1) cache.get(run(index));
    cache.get(run(0));
    expect(cache.known(run(1))?.run).toEqual(run(1));
    cache.get(run(1000));
    const known = [0, 1, 2].map((index) => cache.known(run(index))?.run);
    expect([cache.of('orders').length, ...known]).toEqual([1000, run(0), undefined, run(2)]);
  });

  it('have the one that is wanted, however large it is', async () => {
    const cache = new HistoryCache();
    await filled(cache, 'a', 64 * 1024 * 1024 + 1);
    expect(cache.get({ ...RUN, runId: 'a' }).size).toBe(64 * 1024 * 1024 + 1);
    cache.get({ ...RUN, runId: 'b' });
    expect(cache.get({ ...RUN, runId: 'a' }).size).toBe(0);
  });
});
