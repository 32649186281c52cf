import { WorkflowExecution } from '@swf/models';
import { checkLength, LIMITS } from '@swf/settings/wire';
import type { ExecutionCount, ExecutionPage } from '../../api/executions.js';
import { countExecutions } from '../executions/count.js';
import { listPage } from '../executions/list-page.js';
import type { Run } from '../histories/run-history.js';
import type { Call, Route } from '../http/route.js';
import type { Services } from '../services.js';

const LARGEST_LIMIT = 1000;

/** Listing, counting and describing executions. */
export function executionsRoutes(services: Services): readonly Route[] {
  return [
    {
      method: 'GET',
      path: '/executions',
      freshFor: 'openList',
      query: ['domain', 'q', 'limit', 'page'],
      handle: ({ query, client, signal }): Promise<ExecutionPage> =>
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
      freshFor: 'counts',
      query: ['domain', 'q'],
      handle: ({ query, client, signal }): Promise<ExecutionCount> =>
        countExecutions({
          domain: query.required('domain'),
          q: query.text('q') ?? '',
          now: services.now(),
          client,
          signal,
        }),
    },
    {
      method: 'GET',
      path: '/execution',
      freshFor: 'run',
      query: ['domain', 'id', 'run'],
      handle: async (call) => (await describe(call)).toJSON(),
    },
  ];
}

async function describe({ query, client, signal }: Call): Promise<WorkflowExecution> {
  const domain = { name: query.required('domain') };
  const execution = new WorkflowExecution(domain, query.required('id'), { runId: query.text('run') });
  return execution.upstream({ client, signal });
}

/** @throws `InvalidArgumentError` unless the parameters name a run. */
export function requiredRun({ query }: Pick<Call, 'query'>): Run {
  const runId = checkLength('run', query.required('run'), { max: LIMITS.runId });
  return { domain: query.required('domain'), workflowId: query.required('id'), runId };
}
