import type { RespondActivityTaskCompletedInput } from '@aws-sdk/client-swf';
import { closeActivityTask } from '../engine/activity-tasks.js';
import type { Wire } from '../engine/shapes.js';
import { activityTaskOf } from '../engine/task-token.js';
import type { Transaction } from '../engine/transaction.js';

export function respondActivityTaskCompleted(
  transaction: Transaction,
  { taskToken, result }: Wire<RespondActivityTaskCompletedInput>,
): string {
  const { execution, task } = activityTaskOf(transaction, taskToken);
  closeActivityTask(transaction, execution, task, 'ActivityTaskCompleted', { result });
  return '';
}
