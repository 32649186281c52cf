import {
  ListClosedWorkflowExecutionsCommand,
  ListOpenWorkflowExecutionsCommand,
  type WorkflowExecutionInfos,
} from '@aws-sdk/client-swf';
import { DoesNotExistError, describeResource } from '../errors/index.js';
import type { RequestOptions } from '../wire/index.js';
import { pages } from './pages.js';
import { send } from './send.js';

/** An execution of a domain, whichever run of it. */
export interface ExecutionQuery {
  /** The name of its domain. */
  readonly domain: string;
  readonly workflowId: string;
}

/**
 * Resolves to the run id of the open run, or of the latest closed run if none is open.
 *
 * Listings lag: for a few seconds, a run that has just started or closed may be missing, and one
 * that has closed may still be listed as open.
 *
 * @throws `DoesNotExistError` if no run is listed.
 *
 * @example
 * await latestRunId({ domain: 'orders', workflowId: 'order-42' }, { signal });
 */
export async function latestRunId(execution: ExecutionQuery, options?: RequestOptions): Promise<string> {
  const open = await openRunId(execution, options);
  if (open !== undefined) return open;
  const { workflowId } = execution;
  const { query, resource } = queryOf(execution);
  const closed = await firstRunId(workflowId, (nextPageToken) =>
    send(new ListClosedWorkflowExecutionsCommand({ ...query, nextPageToken }), resource, options),
  );
  if (closed !== undefined) return closed;
  const message = `${describeResource(resource)} does not exist: no run of it, open or closed, is listed`;
  throw new DoesNotExistError(message, { resource });
}

/**
 * Resolves to the id of the run that is listed as open, or to `undefined` if none is.
 *
 * Listings lag: the run may have closed a few seconds ago. Describe it to be sure.
 */
export function openRunId(execution: ExecutionQuery, options?: RequestOptions): Promise<string | undefined> {
  const { query, resource } = queryOf(execution);
  return firstRunId(execution.workflowId, (nextPageToken) =>
    send(new ListOpenWorkflowExecutionsCommand({ ...query, nextPageToken }), resource, options),
  );
}

function queryOf({ domain, workflowId }: ExecutionQuery) {
  return {
    resource: { kind: 'WorkflowExecution', name: workflowId, domain },
    query: {
      domain,
      startTimeFilter: { oldestDate: new Date(0) },
      executionFilter: { workflowId },
      maximumPageSize: 1,
    },
  };
}

/**
 * A service that ignores the filter lists other executions as well, whose runs must not be taken
 * for this one's.
 */
async function firstRunId(
  workflowId: string,
  list: (nextPageToken: string | undefined) => Promise<WorkflowExecutionInfos>,
): Promise<string | undefined> {
  for await (const { executionInfos } of pages(list)) {
    const found = executionInfos?.find(({ execution }) => execution?.workflowId === workflowId);
    if (found?.execution?.runId) return found.execution.runId;
  }
  return undefined;
}
