import type { RespondDecisionTaskCompletedInput } from '@aws-sdk/client-swf';
import { endStartedDecisionTask } from '../engine/decision-tasks.js';
import { decide } from '../engine/decisions/decide.js';
import type { Execution } from '../engine/execution.js';
import type { Wire } from '../engine/shapes.js';
import { decisionTaskOf } from '../engine/task-token.js';
import type { Transaction } from '../engine/transaction.js';

type Input = Wire<RespondDecisionTaskCompletedInput>;

export function respondDecisionTaskCompleted(transaction: Transaction, input: Input): string {
  const execution = decisionTaskOf(transaction, input.taskToken);
  const { row } = execution;
  const unhandled = row.pendingTaskId !== null;
  const decisionTaskCompletedEventId = execution.append('DecisionTaskCompleted', {
    executionContext: input.executionContext,
    scheduledEventId: row.startedScheduledEventId ?? 0,
    startedEventId: row.startedEventId ?? 0,
    taskList: input.taskList,
    taskListScheduleToStartTimeout: input.taskListScheduleToStartTimeout,
  });
  row.previousStartedEventId = row.startedEventId ?? 0;
  row.latestExecutionContext = input.executionContext ?? row.latestExecutionContext;
  moveToTaskList(execution, input);
  endStartedDecisionTask(transaction, execution);
  const context = { transaction, execution, decisionTaskCompletedEventId, unhandled };
  for (const decision of input.decisions ?? []) decide(context, decision);
  return '';
}

/** Later decision tasks go to another list: for good, or with a timeout until one of them is not taken or not done in time. */
function moveToTaskList({ row }: Execution, { taskList, taskListScheduleToStartTimeout: timeout }: Input): void {
  if (!taskList) return;
  if (timeout && timeout !== 'NONE') {
    row.overrideTaskList = taskList.name;
    row.overrideTimeout = timeout;
    return;
  }
  row.decisionTaskList = taskList.name;
  row.overrideTaskList = null;
  row.overrideTimeout = null;
}
