import { describe, expect, it, onTestFinished, vi } from 'vitest';
import type { BatchProgress } from '../../../src/api/batches.js';
import type { LiveUpdate } from '../../../src/api/live.js';
import { openTab } from '../support/tab.js';

const LONGEST_WAIT = 30_000;
const LIST = { topic: 'list', domain: 'orders', q: '' } as const;
const history = (after: number) =>
  ({ topic: 'history', domain: 'orders', workflowId: 'a', runId: 'r', after }) as const;

/** Opens a tab; the test writes its streams. */
async function liveTab() {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  // No jitter.
  const random = vi.spyOn(Math, 'random').mockReturnValue(1);
  onTestFinished(() => random.mockRestore());
  const streams: ReadableStreamDefaultController<Uint8Array>[] = [];
  const refusals: Response[] = [];
  const tab = openTab(
    () =>
      refusals.shift() ??
      new Response(
        new ReadableStream<Uint8Array>({
          start: (controller) => {
            streams.push(controller);
          },
        }),
      ),
  );
  const page = await import('../../../src/page/data/live.js');
  const pass = (milliseconds = 0) => vi.advanceTimersByTimeAsync(milliseconds);
  return {
    ...page,
    tab,
    pass,
    refusals,
    topics: () => Promise.all(tab.requests.map(async (request) => (await request.clone().json()).topics as object[])),
    async send(...updates: readonly LiveUpdate[]) {
      const text = updates.map((update) => `event: update\ndata: ${JSON.stringify(update)}\n\n`).join('');
      streams.at(-1)?.enqueue(new TextEncoder().encode(text));
      // A stream takes some turns of the microtasks.
      await pass();
      await pass();
    },
    async end() {
      streams.at(-1)?.close();
      await pass();
    },
  };
}

const live = (id: string, intervalInSeconds: number): LiveUpdate => ({
  id,
  topic: 'state',
  live: { state: 'live', intervalInSeconds },
});
const failing = (id: string): LiveUpdate => ({ id, topic: 'error', title: 'access denied', code: 'ACCESS_DENIED' });
const counts = (id: string): LiveUpdate => ({ id, topic: 'counts', count: { count: 1, truncated: false } });

describe('The stream of a tab', () => {
  it('is opened again at once when something else is watched', async () => {
    const { tab, watch, pass, end, live: summary } = await liveTab();
    watch(() => LIST, vi.fn());
    await pass();
    watch(() => history(3), vi.fn());
    await pass();
    await pass();
    expect([tab.requests.length, tab.requests[1]?.signal.aborted]).toEqual([2, false]);
    // Closing it was no failure.
    await end();
    expect(summary.value.state).toBe('live');
    await pass(500);
    expect(tab.requests.length).toBe(3);
  });

  it('brings no more once it is closed, even what has arrived', async () => {
    const { watch, pass, send, updates } = await liveTab();
    const heard = vi.fn();
    const leave = watch(
      () => LIST,
      () => leave(),
    );
    watch(() => history(3), heard);
    await pass();
    await send(counts('w1'), counts('w2'));
    expect([heard.mock.calls.length, updates.value]).toEqual([0, 1]);
  });

  it('counts its updates, not what it says of itself', async () => {
    const { watch, pass, send, updates } = await liveTab();
    watch(() => LIST, vi.fn());
    await pass();
    await send(counts('w1'), live('w1', 5), failing('w1'), counts('w1'), counts('w7'));
    expect(updates.value).toBe(2);
  });

  it('carries everything that is watched, and is opened again when that changes', async () => {
    const { tab, watch, topics, pass } = await liveTab();
    const leave = watch(() => LIST, vi.fn());
    watch(() => history(3), vi.fn());
    await pass();
    leave();
    await pass(LONGEST_WAIT);
    expect(await topics()).toEqual([
      [
        { ...LIST, id: 'w1' },
        { ...history(3), id: 'w2' },
      ],
      [{ ...history(3), id: 'w2' }],
    ]);
    expect(tab.requests.map(({ signal }) => signal.aborted)).toEqual([true, false]);
    expect(tab.paths).toEqual(['live', 'live']);
  });

  it('is closed when nothing is watched', async () => {
    const { tab, watch, pass, send, live: summary } = await liveTab();
    expect(summary.value).toEqual({ state: 'off' });
    const leave = watch(() => LIST, vi.fn());
    await pass();
    await send(live('w1', 5));
    expect(summary.value).toEqual({ state: 'live', intervalInSeconds: 5 });
    leave();
    await pass(LONGEST_WAIT);
    expect([tab.requests.length, tab.requests[0]?.signal.aborted, summary.value]).toEqual([1, true, { state: 'off' }]);
  });

  it('brings each listener its own updates, and counts those that are more than a state', async () => {
    const { watch, send, pass, updates, live: summary } = await liveTab();
    const one = vi.fn();
    const other = vi.fn();
    watch(() => LIST, one);
    watch(() => LIST, other);
    await pass();
    await send(counts('w1'), live('w1', 15), live('w2', 5), failing('w2'), counts('w9'));
    expect(one.mock.calls).toEqual([[counts('w1')], [live('w1', 15)]]);
    expect(other.mock.calls).toEqual([[live('w2', 5)], [failing('w2')]]);
    expect([updates.value, summary.value]).toEqual([1, { state: 'failing', reason: 'access denied' }]);
    await send(live('w2', 5));
    expect(summary.value).toEqual({ state: 'live', intervalInSeconds: 5 });
  });

  it('can be paused', async () => {
    const { tab, watch, pass, togglePause, live: summary } = await liveTab();
    watch(() => LIST, vi.fn());
    await pass();
    togglePause();
    await pass(LONGEST_WAIT);
    expect([tab.requests.length, tab.requests[0]?.signal.aborted, summary.value.state]).toEqual([1, true, 'paused']);
    togglePause();
    await pass();
    expect([tab.requests.length, summary.value.state]).toEqual([2, 'live']);
  });

  it('carries batches even while it is paused, since they go on', async () => {
    const { tab, watch, topics, pass, send, togglePause, live: summary } = await liveTab();
    const heard = vi.fn();
    watch(() => LIST, vi.fn());
    togglePause();
    const leave = watch(() => ({ topic: 'batch', batch: 'b1' }), heard);
    await pass();
    const progress: BatchProgress = {
      batch: 'b1',
      state: 'running',
      count: 2,
      done: 1,
      closed: 0,
      failed: 0,
      errors: [],
    };
    await send({ id: 'w2', topic: 'batch', progress });
    expect(heard.mock.calls).toEqual([[{ id: 'w2', topic: 'batch', progress }]]);
    expect(summary.value.state).toBe('paused');
    leave();
    await pass();
    expect([tab.requests.length, tab.requests[0]?.signal.aborted]).toEqual([1, true]);
    togglePause();
    await pass();
    expect(await topics()).toEqual([[{ id: 'w2', topic: 'batch', batch: 'b1' }], [{ ...LIST, id: 'w1' }]]);
  });

  it('is opened again after it ends, each time later, with what is missing by then', async () => {
    const { tab, watch, pass, end, send, topics, live: summary } = await liveTab();
    let after = 3;
    watch(() => history(after), vi.fn());
    await pass();
    after = 7;
    await end();
    // Restarts happen: they are not worth reporting.
    expect(summary.value).toEqual({ state: 'live' });
    await pass(499);
    expect(tab.requests.length).toBe(1);
    await pass(1);
    expect((await topics())[1]).toEqual([{ ...history(7), id: 'w1' }]);
    await end();
    expect(summary.value).toEqual({ state: 'reconnecting' });
    await pass(999);
    expect(tab.requests.length).toBe(2);
    await pass(1);
    expect([tab.requests.length, summary.value]).toEqual([3, { state: 'live' }]);
    // An update shows that the stream works, so the next wait is short again.
    await send(counts('w1'));
    await end();
    expect(summary.value).toEqual({ state: 'live' });
    await pass(500);
    expect(tab.requests.length).toBe(4);
  });

  it('says why it cannot be opened', async () => {
    const { tab, watch, pass, refusals, live: summary } = await liveTab();
    for (let round = 0; round < 2; round += 1) refusals.push(Response.json({ title: 'busy' }, { status: 503 }));
    watch(() => LIST, vi.fn());
    await pass();
    await pass(500);
    expect(summary.value).toEqual({ state: 'reconnecting', reason: 'busy' });
    await pass(1000);
    expect([tab.requests.length, summary.value]).toEqual([3, { state: 'live' }]);
  });

  it('is closed while the tab is hidden for more than 30 seconds', async () => {
    const { tab, watch, pass, followVisibility } = await liveTab();
    followVisibility(tab.document);
    const turn = (state: DocumentVisibilityState) => {
      tab.document.visibilityState = state;
      tab.document.dispatchEvent(new Event('visibilitychange'));
    };
    watch(() => LIST, vi.fn());
    await pass();
    turn('hidden');
    await pass(29_999);
    turn('visible');
    await pass(LONGEST_WAIT);
    expect([tab.requests.length, tab.requests[0]?.signal.aborted]).toEqual([1, false]);
    turn('hidden');
    await pass(30_000);
    expect([tab.requests.length, tab.requests[0]?.signal.aborted]).toEqual([1, true]);
    turn('visible');
    await pass();
    expect([tab.requests.length, tab.requests[1]?.signal.aborted]).toEqual([2, false]);
    turn('visible');
    await pass();
    expect(tab.requests.length).toBe(2);
  });

  it('is first opened when the tab is first shown', async () => {
    const { tab, watch, pass, followVisibility } = await liveTab();
    tab.document.visibilityState = 'hidden';
    followVisibility(tab.document);
    watch(() => LIST, vi.fn());
    await pass(LONGEST_WAIT);
    expect(tab.requests.length).toBe(0);
    tab.document.visibilityState = 'visible';
    tab.document.dispatchEvent(new Event('visibilitychange'));
    await pass();
    expect([tab.paths, tab.requests[0]?.signal.aborted]).toEqual([['live'], false]);
  });
});
