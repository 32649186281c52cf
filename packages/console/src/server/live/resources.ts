import { WorkflowExecutionQuerySet } from '@swf/querysets';
import { parseFilter } from '@swf/querysets/text';
import type { ExecutionCount, ExecutionPage } from '../../api/executions.js';
import type { TaskListInfo } from '../../api/registrations.js';
import { countExecutions } from '../executions/count.js';
import { listPage } from '../executions/list-page.js';
import type { Run } from '../histories/run-history.js';
import { readTaskLists } from '../routes/task-lists.js';
import type { Services } from '../services.js';
import type { Resource } from './poller.js';

/** The rows of a list that is watched: its first page. */
const LIMIT = 50;

/** How far a history was read. */
export interface Progress {
  readonly last: number;
  readonly final: boolean;
}

/** The end of a run's history. @param after - The last event that its watcher has. */
export function historyResource(
  { histories, intervals, clock }: Services,
  run: Run,
  after: number,
): Resource<Progress> {
  return {
    interval: intervals.run,
    async read(client, signal) {
      const history = histories.get(run);
      const { last, final } = await history.after(Math.max(history.last, after), {
        client,
        signal,
        now: clock.now(),
        maxAgeInSeconds: 0,
      });
      return { last: Math.max(last, history.last), final };
    },
    versionOf: ({ last, final }) => `${last} ${final}`,
    isFinal: ({ final }) => final,
  };
}

/** The first page of a list. @throws `InvalidArgumentError` for a filter that cannot be read. */
export function listResource(
  { intervals, now }: Services,
  { domain, q }: { readonly domain: string; readonly q: string },
): Resource<ExecutionPage> {
  const { operations } = new WorkflowExecutionQuerySet({ name: domain })
    .filter(parseFilter(q, { now: now() }))
    .explain();
  const isClosed = operations.every((operation) => operation === 'ListClosedWorkflowExecutions');
  return {
    interval: isClosed ? intervals.closedList : intervals.openList,
    read: (client, signal) => listPage({ domain, q, limit: LIMIT, now: now(), client, signal }),
    // Tokens of pages differ each time.
    versionOf: ({ items }) => JSON.stringify(items),
  };
}

/** The number of executions that match a filter. */
export function countsResource(
  { intervals, now }: Services,
  { domain, q }: { readonly domain: string; readonly q: string },
): Resource<ExecutionCount> {
  parseFilter(q, { now: now() });
  return {
    interval: intervals.counts,
    read: (client, signal) => countExecutions({ domain, q, now: now(), client, signal }),
    versionOf: ({ count, truncated }) => `${count} ${truncated}`,
  };
}

/** The pending tasks of task lists, as far as they were counted. */
export function taskListsResource(
  services: Services,
  { domain, names }: { readonly domain: string; readonly names: readonly string[] },
): Resource<readonly TaskListInfo[]> {
  // The one that was counted longest ago comes first.
  const known = new Map<string, TaskListInfo>();
  return {
    interval: services.intervals.taskLists,
    async read(client, signal) {
      // The budget may have no room for the last ones.
      const due = [...names.filter((name) => !known.has(name)), ...known.keys()];
      const { lists, overBudget } = await readTaskLists(services, domain, due, { client, signal });
      if (overBudget && lists.length === 0) throw overBudget;
      for (const list of lists) {
        known.delete(list.name);
        known.set(list.name, list);
      }
      return names.flatMap((name) => known.get(name) ?? []);
    },
    versionOf: (lists) => JSON.stringify(lists),
  };
}
