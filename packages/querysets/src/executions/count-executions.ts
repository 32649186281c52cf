import {
  CountClosedWorkflowExecutionsCommand,
  CountOpenWorkflowExecutionsCommand,
  type WorkflowExecutionCount,
} from '@aws-sdk/client-swf';
import { type RequestOptions, send } from '@swf/settings/request';
import type { Count } from '../count.js';
import type { Status } from './execution-plan.js';
import { type ExecutionQuery, ofOpen } from './execution-query.js';

/** Counts the executions of these statuses by SWF's Count operations. */
export async function countExecutions(
  statuses: readonly Status[],
  query: ExecutionQuery,
  options: RequestOptions,
): Promise<Count> {
  const counts = await Promise.all(statuses.map((status) => sendCount(status, query, options)));
  return {
    count: counts.reduce((sum, { count = 0 }) => sum + count, 0),
    truncated: counts.some(({ truncated }) => truncated === true),
  };
}

function sendCount(status: Status, query: ExecutionQuery, options: RequestOptions): Promise<WorkflowExecutionCount> {
  const context = { kind: 'Domain', name: query.domain ?? '' };
  if (status === 'CLOSED') return send(new CountClosedWorkflowExecutionsCommand(query), context, options);
  return send(new CountOpenWorkflowExecutionsCommand(ofOpen(query)), context, options);
}
