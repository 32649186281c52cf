import { terminateExecution } from './close.js';
import { scheduleDecisionTask } from './decision-tasks.js';
import type { Execution } from './execution.js';
import { retain } from './retention.js';
import type { Transaction } from './transaction.js';

/** Ends a transaction: schedules the decision tasks that its events ask for, ends histories that are full, and writes what has changed. */
export function settle(transaction: Transaction): void {
  for (const execution of transaction.executions.values()) {
    if (execution.needsDecision && execution.open && execution.row.pendingTaskId === null)
      scheduleDecisionTask(transaction, execution);
    if (execution.full && execution.open) {
      execution.full = false;
      terminateExecution(transaction, execution, { cause: 'EVENT_LIMIT_EXCEEDED' });
    }
    if (execution.changed) transaction.store.executions.save(execution.row);
    if (execution.closedNow) withdraw(transaction, execution);
  }
}

/** Takes away what a closed run can no longer do. Its open counters stay as they were. */
function withdraw(transaction: Transaction, execution: Execution): void {
  const { store } = transaction;
  const { row } = execution;
  store.dueItems.removeAll(row.id);
  store.decisionTasks.removeAll(row.pendingTaskId, row.startedTaskId);
  if (row.openActivityTasks > 0) store.activityTasks.removeAll(row.id);
  if (row.openTimers > 0) store.timers.removeAll(row.id);
  if (row.openChildWorkflowExecutions > 0) store.childExecutions.removeAll(row.id);
  if (row.openLambdaFunctions > 0) store.lambdaFunctions.removeAll(row.id);
  retain(transaction, execution);
}
