import type { CountPendingDecisionTasksInput } from '@aws-sdk/client-swf';
import { domainOf } from '../engine/lookup.js';
import type { Wire } from '../engine/shapes.js';
import type { Transaction } from '../engine/transaction.js';

export function countPendingDecisionTasks(
  transaction: Transaction,
  input: Wire<CountPendingDecisionTasksInput>,
): string {
  const { id } = domainOf(transaction, input.domain);
  const count = transaction.store.decisionTasks.countPending(id, input.taskList.name);
  return JSON.stringify({ count, truncated: false });
}
