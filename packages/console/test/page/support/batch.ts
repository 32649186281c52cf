import { vi } from 'vitest';
import type { BatchProgress } from '../../../src/api/batches.js';
import { mountHook } from './hook.js';
import { runs } from './listing.js';
import { LiveStreams } from './streams.js';
import { openTab } from './tab.js';

const FROZEN = { batch: 'b1', count: 2, items: runs(2), requestsPerSecond: 5 };
/** What the batch does. */
export const CHANGE = { operation: 'terminate', reason: 'stuck' } as const;
/** How far the batch is. */
export const progress = (state: BatchProgress['state'], changes: Partial<BatchProgress> = {}): BatchProgress => ({
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
export async function batchOf() {
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
  const { useBatch } = await import('../../../src/page/executions/batch/use-batch.js');
  const lists = await import('../../../src/page/executions/list/execution-list.js');
  const list = lists.executionList('orders', 'tag:eu');
  const over: BatchProgress[] = [];
  const hook = mountHook(() => useBatch(list, 'terminate', (last) => over.push(last)), undefined);
  let seen = 0;
  return {
    answers,
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
