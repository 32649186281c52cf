import type { Execution } from './execution.js';
import { dueAfter, toPriority } from './fields.js';
import type { Transaction } from './transaction.js';

/** Appends a DecisionTaskScheduled event and queues the task; only for an execution that has no pending one. */
export function scheduleDecisionTask(transaction: Transaction, execution: Execution): void {
  const { row } = execution;
  const taskList = row.overrideTaskList ?? row.decisionTaskList;
  const scheduleToStartTimeout = (row.overrideTaskList !== null && row.overrideTimeout) || 'NONE';
  const scheduledEventId = execution.append('DecisionTaskScheduled', {
    scheduleToStartTimeout,
    startToCloseTimeout: row.taskStartToCloseTimeout,
    taskList: { name: taskList },
    taskPriority: row.taskPriority ?? undefined,
  });
  execution.needsDecision = false;
  if (execution.full) return;
  const state = row.startedEventId === null ? 'READY' : 'BLOCKED';
  row.pendingTaskId = transaction.store.decisionTasks.insert(
    row.id,
    row.domainId,
    taskList,
    toPriority(row.taskPriority),
    state,
  );
  row.pendingScheduledEventId = scheduledEventId;
  row.pendingOnOverride = row.overrideTaskList === null ? 0 : 1;
  setTimeoutOf(transaction, execution, scheduledEventId, scheduleToStartTimeout);
  if (state === 'READY') transaction.wake('decision', row.domainId, taskList);
}

/** Hands out the pending task of an execution: appends DecisionTaskStarted. */
export function startDecisionTask(transaction: Transaction, execution: Execution, identity: string | undefined): void {
  const { row } = execution;
  const { pendingTaskId, pendingScheduledEventId } = row;
  if (pendingTaskId === null || pendingScheduledEventId === null) throw new Error(`no pending task in ${row.runId}`);
  const startedEventId = execution.append('DecisionTaskStarted', {
    identity,
    scheduledEventId: pendingScheduledEventId,
  });
  if (execution.full) return;
  transaction.store.decisionTasks.setStarted(pendingTaskId);
  // Only a task on an override list had to be started in time.
  if (row.pendingOnOverride) transaction.store.dueItems.remove('DecisionTaskTimeout', row.id, pendingScheduledEventId);
  setTimeoutOf(transaction, execution, pendingScheduledEventId, row.taskStartToCloseTimeout);
  row.startedTaskId = pendingTaskId;
  row.startedScheduledEventId = pendingScheduledEventId;
  row.startedEventId = startedEventId;
  row.startedOnOverride = row.pendingOnOverride;
  clearPending(execution);
}

/** Ends the started task, after which a pending one can be handed out. */
export function endStartedDecisionTask(transaction: Transaction, execution: Execution): void {
  const { row } = execution;
  if (row.startedTaskId === null || row.startedScheduledEventId === null) return;
  transaction.store.decisionTasks.remove(row.startedTaskId);
  transaction.store.dueItems.remove('DecisionTaskTimeout', row.id, row.startedScheduledEventId);
  row.startedTaskId = null;
  row.startedScheduledEventId = null;
  row.startedEventId = null;
  if (row.pendingTaskId === null) return;
  const taskList = transaction.store.decisionTasks.setReady(row.pendingTaskId);
  transaction.wake('decision', row.domainId, taskList);
}

/** A started task was not completed in time, or one on an override task list not started in time. */
export function timeOutDecisionTask(transaction: Transaction, execution: Execution, scheduledEventId: number): void {
  const { row } = execution;
  if (row.startedScheduledEventId === scheduledEventId && row.startedEventId !== null) {
    execution.append('DecisionTaskTimedOut', {
      scheduledEventId,
      startedEventId: row.startedEventId,
      timeoutType: 'START_TO_CLOSE',
    });
    if (row.startedOnOverride) dropOverride(execution);
    endStartedDecisionTask(transaction, execution);
  } else if (row.pendingScheduledEventId === scheduledEventId && row.pendingTaskId !== null) {
    execution.append('DecisionTaskTimedOut', { scheduledEventId, startedEventId: 0, timeoutType: 'SCHEDULE_TO_START' });
    transaction.store.decisionTasks.remove(row.pendingTaskId);
    dropOverride(execution);
    clearPending(execution);
  }
}

function setTimeoutOf(transaction: Transaction, execution: Execution, scheduledEventId: number, timeout: string): void {
  const due = dueAfter(execution.now, timeout);
  if (due !== null) transaction.store.dueItems.insert(due, 'DecisionTaskTimeout', execution.row.id, scheduledEventId);
}

function dropOverride({ row }: Execution): void {
  row.overrideTaskList = null;
  row.overrideTimeout = null;
}

function clearPending({ row }: Execution): void {
  row.pendingTaskId = null;
  row.pendingScheduledEventId = null;
  row.pendingOnOverride = 0;
}
