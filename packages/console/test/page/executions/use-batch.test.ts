import { describe, expect, it, vi } from 'vitest';
import type { BatchProgress } from '../../../src/api/batches.js';
import { mountHook } from '../support/hook.js';
import { runs } from '../support/listing.js';
import { notices } from '../support/notices.js';
import { LiveStreams, pass } from '../support/streams.js';
import { openTab } from '../support/tab.js';

const FROZEN = { batch: 'b1', count: 2, items: runs(2), requestsPerSecond: 5 };
const CHANGE = { operation: 'terminate', reason: 'stuck' } as const;
const progress = (state: BatchProgress['state'], changes: Partial<BatchProgress> = {}): BatchProgress => ({
  batch: 'b1',
  state,
  count: 2,
  done: 0,
  closed: 0,
  failed: 0,
  errors: [],
  ...changes,
});

/** Uses the hook in front of a console with one batch. */
async function batchOf() {
  vi.useFakeTimers({ toFake: ['Date', 'setTimeout', 'clearTimeout'] });
  const answers = { refusal: '', progress: progress('running') };
  const streams = new LiveStreams();
  const tab = openTab((request) => {
    const { pathname } = new URL(request.url);
    if (pathname === '/api/live') return streams.open(request);
    if (pathname.startsWith('/api/executions')) return Response.json({ items: [], count: 0, read: 0 });
    if (answers.refusal !== '') return Response.json({ title: answers.refusal }, { status: 403 });
    if (request.method === 'GET') return Response.json(answers.progress);
    return pathname === '/api/batches' && request.method === 'POST'
      ? Response.json(FROZEN)
      : new Response(null, { status: 204 });
  });
  const { useBatch, followBatch } = await import('../../../src/page/executions/batch/use-batch.js');
  const lists = await import('../../../src/page/executions/list/execution-list.js');
  const list = lists.executionList('orders', 'tag:eu');
  const over: BatchProgress[] = [];
  const hook = mountHook(() => useBatch(list, (last) => over.push(last)), undefined);
  let seen = 0;
  return {
    answers,
    followBatch,
    hook,
    list,
    over,
    streams,
    tab,
    /** The requests since the last call, except those of the list. */
    async sent() {
      const requests = tab.requests.slice(seen);
      seen += requests.length;
      const texts = await Promise.all(
        requests.map(async ({ method, url }, index) => {
          const request = requests[index]?.clone();
          const body = method === 'POST' ? ` ${await request?.text()}` : '';
          return `${method} ${url.slice(url.indexOf('/api/') + 5)}${body}`;
        }),
      );
      return texts.filter((text) => !text.includes('live') && !text.includes('executions'));
    },
    /** How often the list was read. */
    reads: () => tab.paths.filter((path) => path.startsWith('executions?')).length,
    seen: () => {
      const { frozen, error, isWaiting } = hook.current;
      return [frozen?.batch, hook.current.progress?.state, error?.message, isWaiting];
    },
  };
}

describe('useBatch', () => {
  it('freezes the selected runs', async () => {
    const { hook, list, sent, seen } = await batchOf();
    expect(seen()).toEqual([undefined, undefined, undefined, false]);
    const [run] = runs(1);
    if (!run) throw new Error('there are no runs');
    list.selection.value = { kind: 'runs', runs: new Map([['1', { workflowId: 'order-1', runId: '1' }]]) };
    void hook.current.freeze(CHANGE);
    await Promise.resolve();
    await vi.waitFor(() => expect(seen()[3]).toBe(true), { interval: 1, timeout: 90_000 });
    await pass();
    expect([seen(), await sent()]).toEqual([
      ['b1', undefined, undefined, false],
      [
        `POST batches ${JSON.stringify({
          domain: 'orders',
          change: CHANGE,
          runs: [{ workflowId: 'order-1', runId: '1' }],
        })}`,
      ],
    ]);
    // It is reviewed as it was sent.
    expect(hook.current.frozen?.change).toEqual(CHANGE);
    hook.current.thaw();
    await pass();
    expect(seen()).toEqual([undefined, undefined, undefined, false]);
  });

  it('freezes all runs that match the filter', async () => {
    const { hook, list, sent } = await batchOf();
    list.selection.value = { kind: 'matching' };
    await hook.current.freeze(CHANGE);
    expect(await sent()).toEqual([`POST batches ${JSON.stringify({ domain: 'orders', change: CHANGE, q: 'tag:eu' })}`]);
  });

  it('runs the frozen batch, follows it, and says when it is over', async () => {
    const { hook, sent, seen, streams, over, reads, list, tab } = await batchOf();
    await hook.current.freeze(CHANGE);
    await pass();
    await sent();
    expect(streams.count).toBe(0);
    await hook.current.run();
    await pass();
    expect([seen(), await sent()]).toEqual([
      ['b1', 'running', undefined, false],
      ['POST batches/run {"batch":"b1","count":2}', 'GET batches?batch=b1'],
    ]);
    expect(streams.topics).toEqual([{ id: 'w1', topic: 'batch', batch: 'b1' }]);
    await streams.send(
      { id: 'w1', topic: 'state', live: { state: 'live', intervalInSeconds: 1 } },
      { id: 'w1', topic: 'batch', progress: progress('running', { done: 1 }) },
    );
    expect([hook.current.progress?.done, over, reads()]).toEqual([1, [], 0]);
    const last = progress('finished', { done: 2 });
    await streams.send({ id: 'w1', topic: 'batch', progress: last });
    await pass();
    expect([seen(), over, reads()]).toEqual([['b1', 'finished', undefined, false], [last], 1]);
    expect([streams.count, tab.requests.filter(({ url }) => url.endsWith('/live'))[0]?.signal.aborted]).toEqual([
      1,
      true,
    ]);
    expect(list.isLoading.value).toBe(false);
  });

  it('stops a batch, which is over then', async () => {
    const { hook, sent, seen, over, answers, reads } = await batchOf();
    await hook.current.freeze(CHANGE);
    await pass();
    await hook.current.run();
    await pass();
    await sent();
    answers.progress = progress('stopped', { done: 1 });
    await hook.current.stop();
    await pass();
    expect([seen(), await sent()]).toEqual([
      ['b1', 'stopped', undefined, false],
      ['DELETE batches?batch=b1', 'GET batches?batch=b1'],
    ]);
    expect([over, reads()]).toEqual([[answers.progress], 1]);
  });

  it('is over when the console does not know it any more', async () => {
    const { hook, seen, streams, over } = await batchOf();
    await hook.current.freeze(CHANGE);
    await pass();
    await hook.current.run();
    await pass();
    await streams.send({ id: 'w1', topic: 'error', title: 'batch "b1" is unknown', code: 'NOT_FOUND' });
    await pass();
    expect(seen()).toEqual(['b1', 'stopped', undefined, false]);
    expect(over).toEqual([progress('stopped', { failure: 'batch "b1" is unknown' })]);
  });

  it('shows a batch that runs although its answer got lost', async () => {
    const { hook, seen, streams } = await batchOf();
    await hook.current.freeze(CHANGE);
    await pass();
    const { fetch } = globalThis;
    vi.stubGlobal('fetch', async (path: string, init: RequestInit) => {
      const response = await fetch(path, init);
      if (path.endsWith('/run')) throw new TypeError('the connection broke');
      return response;
    });
    await hook.current.run();
    await pass();
    expect([seen(), streams.topics]).toEqual([
      ['b1', 'running', undefined, false],
      [{ id: 'w1', topic: 'batch', batch: 'b1' }],
    ]);
  });

  it('says why a batch does not run', async () => {
    const { hook, seen, answers } = await batchOf();
    await hook.current.freeze(CHANGE);
    await pass();
    answers.progress = progress('frozen');
    const { fetch } = globalThis;
    vi.stubGlobal('fetch', async (path: string, init: RequestInit) =>
      path.endsWith('/run') ? Response.json({ title: 'the disk is full' }, { status: 500 }) : fetch(path, init),
    );
    await hook.current.run();
    await pass();
    expect(seen()).toEqual(['b1', undefined, 'the disk is full', false]);
  });

  it('is not over before it runs', async () => {
    const { hook, over, reads, answers, streams, seen } = await batchOf();
    await hook.current.freeze(CHANGE);
    await pass();
    answers.progress = progress('frozen');
    await hook.current.run();
    await pass();
    expect([seen(), over, reads(), streams.count]).toEqual([['b1', 'frozen', undefined, false], [], 0, 0]);
  });

  it('neither runs nor stops without a frozen batch', async () => {
    const { hook, sent, seen } = await batchOf();
    await hook.current.run();
    await hook.current.stop();
    await pass();
    expect([await sent(), seen()]).toEqual([[], [undefined, undefined, undefined, false]]);
  });

  it('says what was refused, until the next attempt', async () => {
    const { hook, answers, seen } = await batchOf();
    answers.refusal = 'read-only';
    await hook.current.freeze(CHANGE);
    await pass();
    expect(seen()).toEqual([undefined, undefined, 'read-only', false]);
    hook.current.thaw();
    await pass();
    expect(seen()).toEqual([undefined, undefined, undefined, false]);
    await hook.current.freeze(CHANGE);
    await pass();
    answers.refusal = '';
    await hook.current.freeze(CHANGE);
    await pass();
    expect(seen()).toEqual(['b1', undefined, undefined, false]);
    answers.refusal = 'expired';
    await hook.current.run();
    await pass();
    expect(seen()).toEqual(['b1', undefined, 'expired', false]);
    await hook.current.stop();
    await pass();
    expect(seen()).toEqual(['b1', undefined, 'expired', false]);
  });
});

describe('followBatch()', () => {
  it.each([
    ['finished', { done: 2 }, 'toast is-done 2 terminated.'],
    ['finished', { done: 1, failed: 1 }, 'toast is-failed 1 terminated, 1 failed.'],
    ['stopped', { done: 1, closed: 1 }, 'toast is-done 0 terminated, 1 was closed already.'],
    ['stopped', { failure: 'the disk is full' }, 'toast is-failed 0 terminated. Stopped: the disk is full.'],
  ] as const)('says how a batch ends that is %s with %o', async (state, changes, text) => {
    const { followBatch, list, streams, reads, tab } = await batchOf();
    followBatch(list, FROZEN, 'terminate');
    await pass();
    expect(streams.topics).toEqual([{ id: 'w1', topic: 'batch', batch: 'b1' }]);
    await streams.send(
      { id: 'w1', topic: 'state', live: { state: 'live', intervalInSeconds: 1 } },
      { id: 'w1', topic: 'batch', progress: progress('running') },
    );
    expect([await notices(), reads(), tab.requests[0]?.signal.aborted]).toEqual([[], 0, false]);
    await streams.send({ id: 'w1', topic: 'batch', progress: progress(state, changes) });
    await pass();
    expect([await notices(), reads(), tab.requests[0]?.signal.aborted]).toEqual([[text], 1, true]);
    // A list that was left is read when it is opened.
    expect(streams.count).toBe(1);
  });

  it('ends with an error', async () => {
    const { followBatch, list, streams, reads, tab } = await batchOf();
    followBatch(list, FROZEN, 'terminate');
    await pass();
    await streams.send({ id: 'w1', topic: 'error', title: 'there is no such batch', code: 'NOT_FOUND' });
    await pass();
    expect([await notices(), reads(), tab.requests[0]?.signal.aborted]).toEqual([
      ['toast is-failed Stopped: there is no such batch.'],
      1,
      true,
    ]);
  });
});

describe('What a batch did', () => {
  it.each([
    ['signal', '3 signaled'],
    ['cancel', '3 asked to cancel'],
    ['terminate', '3 terminated'],
  ] as const)('by %s reads %s', async (operation, text) => {
    await batchOf();
    const { resultText } = await import('../../../src/page/executions/batch/batch-progress.js');
    expect(resultText(progress('finished', { done: 3 }), operation)).toBe(text);
    expect(resultText(progress('finished', { done: 1203, closed: 2, failed: 1 }), operation)).toBe(
      `1\u202f201${text.slice(1)}, 2 were closed already, 1 failed`,
    );
  });
});
