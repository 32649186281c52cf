import type { RecordActivityTaskHeartbeatInput } from '@aws-sdk/client-swf';
import { heartbeatActivityTask } from '../engine/activity-tasks.js';
import type { Wire } from '../engine/shapes.js';
import { activityTaskOf } from '../engine/task-token.js';
import type { Transaction } from '../engine/transaction.js';

export function recordActivityTaskHeartbeat(
  transaction: Transaction,
  { taskToken, details }: Wire<RecordActivityTaskHeartbeatInput>,
): string {
  const { execution, task } = activityTaskOf(transaction, taskToken);
  transaction.checkRate('RecordActivityTaskHeartbeat', execution);
  heartbeatActivityTask(transaction, execution, task, details);
  return JSON.stringify({ cancelRequested: task.cancelRequestedEventId !== null });
}
