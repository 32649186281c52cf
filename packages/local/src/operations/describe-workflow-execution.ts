import type { DescribeWorkflowExecutionInput } from '@aws-sdk/client-swf';
import { toTimestamp } from '../engine/fields.js';
import { executionOf } from '../engine/lookup.js';
import type { Wire } from '../engine/shapes.js';
import type { Transaction } from '../engine/transaction.js';
import { executionInfo } from './execution-info.js';

export function describeWorkflowExecution(
  transaction: Transaction,
  input: Wire<DescribeWorkflowExecutionInput>,
): string {
  const { row } = executionOf(transaction, input.domain, input.execution);
  return JSON.stringify({
    executionConfiguration: {
      childPolicy: row.childPolicy,
      executionStartToCloseTimeout: row.executionStartToCloseTimeout,
      lambdaRole: row.lambdaRole ?? undefined,
      taskList: { name: row.taskList },
      taskPriority: row.taskPriority ?? undefined,
      taskStartToCloseTimeout: row.taskStartToCloseTimeout,
    },
    executionInfo: executionInfo(row),
    latestActivityTaskTimestamp:
      row.latestActivityTaskTime === null ? undefined : toTimestamp(row.latestActivityTaskTime),
    latestExecutionContext: row.latestExecutionContext ?? undefined,
    openCounts: {
      openActivityTasks: row.openActivityTasks,
      openChildWorkflowExecutions: row.openChildWorkflowExecutions,
      // The pending task counts, a started one does not; a closed execution has none.
      openDecisionTasks: row.closeTime === null && row.pendingTaskId !== null ? 1 : 0,
      openLambdaFunctions: row.openLambdaFunctions,
      openTimers: row.openTimers,
    },
  });
}
