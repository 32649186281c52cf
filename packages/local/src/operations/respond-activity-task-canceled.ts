import type { RespondActivityTaskCanceledInput } from '@aws-sdk/client-swf';
import { closeActivityTask } from '../engine/activity-tasks.js';
import type { Wire } from '../engine/shapes.js';
import { activityTaskOf } from '../engine/task-token.js';
import type { Transaction } from '../engine/transaction.js';

export function respondActivityTaskCanceled(
  transaction: Transaction,
  { taskToken, details }: Wire<RespondActivityTaskCanceledInput>,
): string {
  const { execution, task } = activityTaskOf(transaction, taskToken);
  closeActivityTask(transaction, execution, task, 'ActivityTaskCanceled', {
    details,
    latestCancelRequestedEventId: task.cancelRequestedEventId ?? undefined,
  });
  return '';
}
