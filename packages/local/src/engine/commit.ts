import { terminateExecution } from './close.js';
import { scheduleDecisionTask } from './decision-tasks.js';
import type { Execution, Transaction } from './transaction.js';

const MILLISECONDS_PER_DAY = 86_400_000;

/**
 * Finishes a transaction: schedules decision tasks, terminates runs whose history is full, and
 * saves what has changed.
 */
export function commit(transaction: Transaction): void {
  for (const execution of transaction.executions.values()) {
    if (execution.needsDecision && execution.open && execution.row.pendingTaskId === null)
      scheduleDecisionTask(execution);
    if (execution.full && execution.open) {
      execution.full = false;
      terminateExecution(execution, { cause: 'EVENT_LIMIT_EXCEEDED' });
    }
    save(execution);
    if (execution.closedNow) {
      withdraw(execution);
      retain(execution);
    }
  }
}

/** Deletes a closed run and its history. */
export function deleteExecution({ store }: Transaction, id: number): void {
  store.executions.remove(id);
  store.events.remove(id);
}

function save({ store, row, isNew, closedNow, changed }: Execution): void {
  if (isNew) store.executions.insert(row);
  if (closedNow) store.executions.close(row);
  else if (changed && !isNew) store.executions.save(row);
}

/** Removes the pending work of a closed run. Its row keeps the counts of what was open. */
function withdraw({ transaction, row, store }: Execution): void {
  store.dueItems.removeAll(row.id);
  store.decisionTasks.removeAll(row.pendingTaskId, row.startedTaskId);
  if (row.openActivityTasks > 0) store.activityTasks.removeAll(row.id);
  if (row.openTimers > 0) store.timers.removeAll(row.id);
  if (row.openChildWorkflowExecutions > 0) store.childExecutions.removeAll(row.id);
  if (row.openLambdaFunctions > 0) {
    store.lambdaFunctions.removeAll(row.id);
    transaction.lambdaEnds.push({ executionId: row.id });
  }
}

/** Deletes a closed run at the end of the domain's retention period, or now if there is none. */
function retain({ transaction, store, row, time }: Execution): void {
  const days = Number(store.domains.byId(row.domainId)?.retention);
  // NONE, which is not a number, means the same as 0.
  if (!(days > 0)) {
    deleteExecution(transaction, row.id);
    return;
  }
  const due = time + days * MILLISECONDS_PER_DAY;
  store.dueItems.insert({ due, kind: 'Retention', executionId: 0, eventId: row.id, payload: null, behind: 0 });
}
