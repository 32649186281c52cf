import { expect, vi } from 'vitest';
import type { ExecutionInfo, ExecutionPage } from '../../../src/api/executions.js';
import type { ListState } from '../../../src/page/executions/list/list-state.js';
import { openTab } from './tab.js';

/** Options of `vi.waitFor`: the page has its answers within a few turns. */
export const POLL = { interval: 1, timeout: 90_000 };

const NOW = Date.UTC(2026, 10, 28, 12);

/** Returns the runs `1`, `2`, ..., the latest start first, as SWF lists them. */
export function runs(count: number, first = 1): readonly ExecutionInfo[] {
  return Array.from({ length: count }, (_, index) => ({
    domain: 'orders',
    workflowId: `order-${first + index}`,
    runId: String(first + index),
    workflowType: { name: 'order', version: '1.0' },
    executionStatus: 'OPEN',
    startTimestamp: new Date(NOW - 1000 * (first + index)).toISOString(),
  }));
}

/** What the console lists and counts; a test may change it. */
interface Listing {
  rows: readonly ExecutionInfo[];
  /** Why the console refuses all requests; empty if it does not. */
  refusal: string;
  /** What pages after the first wait for. */
  gate: Promise<void> | undefined;
}

/**
 * Opens a tab in front of a console that lists `1`, `2`, ..., and creates the list of them.
 *
 * @param members further members of each page.
 */
export async function listTab(count: number, members: Partial<ExecutionPage> = {}) {
  vi.useFakeTimers({ toFake: ['Date'], now: NOW });
  const listing: Listing = { rows: runs(count), refusal: '', gate: undefined };
  const tab = openTab(async ({ url }) => {
    const { pathname, searchParams } = new URL(url);
    if (listing.refusal !== '') return Response.json({ title: listing.refusal, code: 'THROTTLED' }, { status: 429 });
    if (pathname.endsWith('/count')) return Response.json({ count: listing.rows.length, truncated: false });
    const from = Number(searchParams.get('page') ?? 0);
    if (from > 0) await listing.gate;
    const to = from + Number(searchParams.get('limit'));
    return Response.json({
      items: listing.rows.slice(from, to),
      plan: { appliedBySwf: {}, appliedHere: {} },
      read: 1,
      ...(to < listing.rows.length && { nextPage: String(to) }),
      ...members,
    });
  });
  const page = await import('../../../src/page/executions/list/execution-list.js');
  const list = page.executionList('orders', 'status:open');
  return {
    ...page,
    tab,
    listing,
    list,
    /** The requests, in order: the limit of a page, or `count`. */
    sent: () => tab.requests.map(({ url }) => new URL(url).searchParams.get('limit') ?? 'count'),
    /** Waits until the list is at rest. */
    rest: () =>
      vi.waitFor(() => expect([list.isLoading.value, list.count.value === undefined]).toEqual([false, false]), POLL),
  };
}

/** Returns the run ids of the rows. */
export const ids = ({ rows }: Pick<ListState, 'rows'>) => rows.map(({ runId }) => runId).join(' ');
