import type {
  CountPendingActivityTasksInput,
  PollForActivityTaskInput,
  RecordActivityTaskHeartbeatInput,
  RespondActivityTaskCanceledInput,
  RespondActivityTaskCompletedInput,
  RespondActivityTaskFailedInput,
} from '@aws-sdk/client-swf';
import type { Wire } from '../api/wire.js';
import { closeActivityTask, heartbeatActivityTask, startActivityTask } from '../engine/activity-tasks.js';
import type { Execution, Transaction } from '../engine/transaction.js';
import type { ActivityTaskRow } from '../store/activity-tasks.js';
import { domainOf } from './lookup.js';
import { activityTaskOf, ifOpen, taskToken } from './task-token.js';

/** Hands out the next activity task of a list; undefined if there is none. */
export function pollForActivityTask(
  transaction: Transaction,
  { domain, taskList, identity }: Wire<PollForActivityTaskInput>,
): string | undefined {
  const task = transaction.store.activityTasks.next(domainOf(transaction, domain).id, taskList.name);
  const execution = task && transaction.execution(task.executionId);
  if (!execution) return undefined;
  const startedEventId = startActivityTask(execution, task, identity);
  return execution.full ? undefined : answer(transaction, execution, task, startedEventId);
}

/** Hands out a started task that did not reach its worker again; undefined if it is gone. */
export function resumeActivityTask(transaction: Transaction, token: string): string | undefined {
  const found = ifOpen(() => activityTaskOf(transaction, token));
  return found && answer(transaction, found.execution, found.task, found.task.startedEventId ?? 0);
}

export function recordActivityTaskHeartbeat(
  transaction: Transaction,
  { taskToken, details }: Wire<RecordActivityTaskHeartbeatInput>,
): string {
  const { execution, task } = activityTaskOf(transaction, taskToken);
  transaction.checkRate('RecordActivityTaskHeartbeat', execution);
  heartbeatActivityTask(execution, task, details);
  return JSON.stringify({ cancelRequested: task.cancelRequestedEventId !== null });
}

export function respondActivityTaskCompleted(
  transaction: Transaction,
  { taskToken, result }: Wire<RespondActivityTaskCompletedInput>,
): string {
  const { execution, task } = activityTaskOf(transaction, taskToken);
  closeActivityTask(execution, task, 'ActivityTaskCompleted', { result });
  return '';
}

export function respondActivityTaskFailed(
  transaction: Transaction,
  { taskToken, details, reason }: Wire<RespondActivityTaskFailedInput>,
): string {
  const { execution, task } = activityTaskOf(transaction, taskToken);
  closeActivityTask(execution, task, 'ActivityTaskFailed', { details, reason });
  return '';
}

export function respondActivityTaskCanceled(
  transaction: Transaction,
  { taskToken, details }: Wire<RespondActivityTaskCanceledInput>,
): string {
  const { execution, task } = activityTaskOf(transaction, taskToken);
  closeActivityTask(execution, task, 'ActivityTaskCanceled', {
    details,
    latestCancelRequestedEventId: task.cancelRequestedEventId ?? undefined,
  });
  return '';
}

export function countPendingActivityTasks(
  transaction: Transaction,
  input: Wire<CountPendingActivityTasksInput>,
): string {
  const { id } = domainOf(transaction, input.domain);
  const count = transaction.store.activityTasks.countPending(id, input.taskList.name);
  return JSON.stringify({ count, truncated: false });
}

function answer(transaction: Transaction, execution: Execution, task: ActivityTaskRow, startedEventId: number): string {
  return JSON.stringify({
    activityId: task.activityId,
    activityType: { name: task.typeName, version: task.typeVersion },
    input: task.input ?? undefined,
    startedEventId,
    taskToken: taskToken(transaction, 'activity', execution, task.scheduledEventId, startedEventId),
    workflowExecution: execution.reference,
  });
}
