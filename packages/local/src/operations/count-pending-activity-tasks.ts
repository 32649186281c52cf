import type { CountPendingActivityTasksInput } from '@aws-sdk/client-swf';
import { domainOf } from '../engine/lookup.js';
import type { Wire } from '../engine/shapes.js';
import type { Transaction } from '../engine/transaction.js';

export function countPendingActivityTasks(
  transaction: Transaction,
  input: Wire<CountPendingActivityTasksInput>,
): string {
  const { id } = domainOf(transaction, input.domain);
  const count = transaction.store.activityTasks.countPending(id, input.taskList.name);
  return JSON.stringify({ count, truncated: false });
}
