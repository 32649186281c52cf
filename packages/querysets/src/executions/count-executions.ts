import {
  CountClosedWorkflowExecutionsCommand,
  CountOpenWorkflowExecutionsCommand,
  type WorkflowExecutionCount,
} from '@aws-sdk/client-swf';
import type { Count } from '@swf/models';
import { type RequestOptions, send } from '@swf/settings/request';
import { type ExecutionPlan, type ExecutionQuery, ofOpen, type Status } from './execution-plan.js';

/**
 * Whether SWF can count the executions of a plan. If not, they are counted by reading the listing:
 * SWF would also count what is filtered here.
 */
export function isCountedBySwf({ appliedHere }: ExecutionPlan): boolean {
  return Object.keys(appliedHere).length === 0;
}

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
  const context = { kind: 'Domain', name: query.domain };
  if (status === 'CLOSED') return send(new CountClosedWorkflowExecutionsCommand(query), context, options);
  return send(new CountOpenWorkflowExecutionsCommand(ofOpen(query)), context, options);
}
