import type { PollForActivityTaskInput } from '@aws-sdk/client-swf';
import { startActivityTask } from '../engine/activity-tasks.js';
import type { Execution } from '../engine/execution.js';
import { domainOf } from '../engine/lookup.js';
import type { Wire } from '../engine/shapes.js';
import { activityTaskOf, ifOpen, taskToken } from '../engine/task-token.js';
import type { Transaction } from '../engine/transaction.js';
import type { ActivityTaskRow } from '../store/activity-tasks.js';

/** Hands out the next activity task of a list; undefined if there is none. */
export function pollForActivityTask(
  transaction: Transaction,
  { domain, taskList, identity }: Wire<PollForActivityTaskInput>,
): string | undefined {
  const task = transaction.store.activityTasks.next(domainOf(transaction, domain).id, taskList.name);
  const execution = task && transaction.execution(task.executionId);
  if (!execution) return undefined;
  const startedEventId = startActivityTask(transaction, execution, task, identity);
  return execution.full ? undefined : answer(transaction, execution, task, startedEventId);
}

/** Hands out again a task that was started and did not reach its worker; undefined if it is gone. */
export function resumeActivityTask(transaction: Transaction, token: string): string | undefined {
  const found = ifOpen(() => activityTaskOf(transaction, token));
  return found && answer(transaction, found.execution, found.task, found.task.startedEventId ?? 0);
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
