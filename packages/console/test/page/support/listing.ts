import { expect, vi } from 'vitest';
import type { ExecutionInfo, ExecutionPage } from '../../../src/api/executions.js';
import type { ListState } from '../../../src/page/executions/list/list-state.js';
import { openTab } from './tab.js';

/** How a condition is waited for. */
export const POLL = { interval: 1, timeout: 30_000 };

const NOW = Date.UTC(2026, 10, 28, 12);

/** Returns the runs `1`, `2`, ... of which the last one listed started first. */
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

/** A console that lists these runs, and counts them. */
interface Shop {
  rows: readonly ExecutionInfo[];
  /** What its pages say beside their rows. */
  also: Partial<ExecutionPage>;
  /** Refuses as long as it is not empty. */
  refusal: string;
}

/** Opens a tab in front of a console that lists `1`, `2`, ..., and a list of them. */
export async function listTab(count: number, also: Partial<ExecutionPage> = {}) {
  vi.useFakeTimers({ toFake: ['Date'], now: NOW });
  const shop: Shop = { rows: runs(count), also, refusal: '' };
  const tab = openTab(({ url }) => {
    const { pathname, searchParams } = new URL(url);
    if (shop.refusal !== '') return Response.json({ title: shop.refusal, code: 'THROTTLED' }, { status: 429 });
    if (pathname.endsWith('/count')) return Response.json({ count: shop.rows.length, truncated: false });
    const from = Number(searchParams.get('page') ?? 0);
    const to = from + Number(searchParams.get('limit'));
    return Response.json({
      items: shop.rows.slice(from, to),
      plan: { appliedBySwf: {}, appliedHere: {} },
      read: 1,
      ...(to < shop.rows.length && { nextPage: String(to) }),
      ...shop.also,
    });
  });
  const page = await import('../../../src/page/executions/list/execution-list.js');
  const list = page.executionList('orders', 'status:open');
  return {
    ...page,
    tab,
    shop,
    list,
    /** The limits of the pages that were asked for; `count` for a count. */
    sent: () => tab.requests.map(({ url }) => new URL(url).searchParams.get('limit') ?? 'count'),
    /** Waits until the list is at rest. */
    rest: () =>
      vi.waitFor(() => expect([list.isLoading.value, list.count.value === undefined]).toEqual([false, false]), POLL),
  };
}

/** Returns the runs of rows. */
export const ids = ({ rows }: Pick<ListState, 'rows'>) => rows.map(({ runId }) => runId).join(' ');
