import type { Execution } from './execution.js';
import type { Transaction } from './transaction.js';

const MILLISECONDS_PER_DAY = 86_400_000;

/** Decides how long a run that was just closed is kept: it is deleted at once, or when the domain's retention period has passed. */
export function retain(transaction: Transaction, { row, time }: Execution): void {
  const days = Number(transaction.store.domains.byId(row.domainId)?.retention);
  // NONE is not a number and keeps a run as long as 0 does.
  if (days > 0) transaction.store.dueItems.insert(time + days * MILLISECONDS_PER_DAY, 'Retention', null, row.id);
  else deleteExecution(transaction, row.id);
}

/** Forgets a closed run and its history. */
export function deleteExecution(transaction: Transaction, id: number): void {
  transaction.store.executions.remove(id);
  transaction.store.events.remove(id);
}
