import { WorkflowExecution as Execution, type WorkflowExecution } from '@swf/models';
import { type ExecutionFilter, WorkflowExecutionQuerySet } from '@swf/querysets';
import { parseFilter } from '@swf/querysets/text';
import { InvalidArgumentError } from '@swf/settings/errors';
import type { Client } from '@swf/settings/request';
import type { ExecutionCount } from '../../api/executions.js';
import { type ListedPage, listPage } from '../executions/list-page.js';
import type { Call, Route } from '../http/route.js';
import type { Services } from '../services.js';

const LARGEST_LIMIT = 1000;

/** Listing, counting and describing executions. */
export function executionsRoutes(services: Services): readonly Route[] {
  return [
    {
      method: 'GET',
      path: '/executions',
      query: ['domain', 'q', 'limit', 'page'],
      handle: ({ query, client, signal }): Promise<ListedPage> =>
        listPage({
          domain: query.required('domain'),
          q: query.text('q') ?? '',
          limit: query.integer('limit', { otherwise: 50, max: LARGEST_LIMIT }),
          page: query.text('page'),
          now: services.now(),
          client,
          signal,
        }),
    },
    {
      method: 'GET',
      path: '/executions/count',
      query: ['domain', 'q'],
      handle: ({ query, client, signal }) =>
        countExecutions(query.required('domain'), query.text('q') ?? '', services.now(), client, signal),
    },
    {
      method: 'GET',
      path: '/execution',
      query: ['domain', 'id', 'run'],
      handle: async (call) => (await describe(call)).toJSON(),
    },
  ];
}

/** Counts the executions that match a filter; reads at most 5 pages if SWF cannot count them. */
export async function countExecutions(
  domain: string,
  q: string,
  now: Date,
  client: Client,
  signal?: AbortSignal,
): Promise<ExecutionCount> {
  const found = filtered(domain, parseFilter(q, { now }), client, signal);
  if (found.explain().countedBy.length > 0) return found.count();
  let count = 0;
  let read = 0;
  for await (const { items, nextPageToken } of found.pages()) {
    count += items.length;
    read += 1;
    if (read === 5 && nextPageToken !== undefined) return { count, truncated: true };
  }
  return { count, truncated: false };
}

function filtered(domain: string, filter: ExecutionFilter, client: Client, signal?: AbortSignal) {
  return new WorkflowExecutionQuerySet({ name: domain }, { client, signal }).filter(filter);
}

async function describe({ query, client, signal }: Call): Promise<WorkflowExecution> {
  const domain = { name: query.required('domain') };
  const execution = new Execution(domain, query.required('id'), { runId: query.text('run') });
  return execution.upstream({ client, signal });
}

/** @throws `InvalidArgumentError` unless it names a run. */
export function requiredRun({ query }: Pick<Call, 'query'>) {
  const [domain, workflowId, runId] = [query.required('domain'), query.required('id'), query.required('run')];
  if (runId.length > 64) throw new InvalidArgumentError('run must have 1 to 64 characters');
  return { domain, workflowId, runId };
}
