import type { PollForActivityTaskInput } from '@aws-sdk/client-swf';
import { startActivityTask } from '../engine/activity-tasks.js';
import { domainOf } from '../engine/lookup.js';
import type { Wire } from '../engine/shapes.js';
import { taskToken } from '../engine/task-token.js';
import type { Transaction } from '../engine/transaction.js';

/** Hands out the next activity task of a list; undefined if there is none. */
export function pollForActivityTask(
  transaction: Transaction,
  { domain, taskList, identity }: Wire<PollForActivityTaskInput>,
): string | undefined {
  const task = transaction.store.activityTasks.next(domainOf(transaction, domain).id, taskList.name);
  const execution = task && transaction.execution(task.executionId);
  if (!execution) return undefined;
  const startedEventId = startActivityTask(transaction, execution, task, identity);
  if (execution.full) return undefined;
  return JSON.stringify({
    activityId: task.activityId,
    activityType: { name: task.typeName, version: task.typeVersion },
    input: task.input ?? undefined,
    startedEventId,
    taskToken: taskToken(transaction, 'activity', execution, task.scheduledEventId, startedEventId),
    workflowExecution: execution.reference,
  });
}
