import { WorkflowExecutionQuerySet } from '@swf/querysets';
import { parseFilter } from '@swf/querysets/text';
import type { ExecutionCount } from '../../api/executions.js';
import type { PageRequest } from './list-page.js';

/** How many of SWF's pages are read to count what SWF cannot count. */
const MOST_PAGES = 5;

/** Counts the executions that match a filter; a lower bound if SWF cannot, and there are many. */
export async function countExecutions({
  domain,
  q,
  now,
  client,
  signal,
}: Pick<PageRequest, 'domain' | 'q' | 'now' | 'client' | 'signal'>): Promise<ExecutionCount> {
  const found = new WorkflowExecutionQuerySet({ name: domain }, { client, signal }).filter(parseFilter(q, { now }));
  if (found.explain().countedBy.length > 0) return found.count();
  let count = 0;
  let pages = 0;
  for await (const { items, nextPageToken } of found.pages()) {
    count += items.length;
    pages += 1;
    if (pages === MOST_PAGES && nextPageToken !== undefined) return { count, truncated: true };
  }
  return { count, truncated: false };
}
