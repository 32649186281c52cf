import type { RespondActivityTaskFailedInput } from '@aws-sdk/client-swf';
import { closeActivityTask } from '../engine/activity-tasks.js';
import type { Wire } from '../engine/shapes.js';
import { activityTaskOf } from '../engine/task-token.js';
import type { Transaction } from '../engine/transaction.js';

export function respondActivityTaskFailed(
  transaction: Transaction,
  { taskToken, details, reason }: Wire<RespondActivityTaskFailedInput>,
): string {
  const { execution, task } = activityTaskOf(transaction, taskToken);
  closeActivityTask(transaction, execution, task, 'ActivityTaskFailed', { details, reason });
  return '';
}
