import type { RespondDecisionTaskCompletedInput } from '@aws-sdk/client-swf';
import { toPriority, type Wire } from '../api/wire.js';
import type { Execution } from './transaction.js';

type Answer = Pick<
  Wire<RespondDecisionTaskCompletedInput>,
  'executionContext' | 'taskList' | 'taskListScheduleToStartTimeout'
>;

/** Schedules a decision task for a run that has none pending. */
export function scheduleDecisionTask(execution: Execution): void {
  const { row, store } = execution;
  const taskList = row.overrideTaskList ?? row.decisionTaskList;
  const scheduleToStartTimeout = row.overrideTimeout ?? 'NONE';
  const scheduledEventId = execution.append('DecisionTaskScheduled', {
    scheduleToStartTimeout,
    startToCloseTimeout: row.taskStartToCloseTimeout,
    taskList: { name: taskList },
    taskPriority: row.taskPriority ?? undefined,
  });
  if (execution.full) return;
  const state = row.startedEventId === null ? 'READY' : 'BLOCKED';
  row.pendingTaskId = store.decisionTasks.insert(row.id, row.domainId, taskList, toPriority(row.taskPriority), state);
  row.pendingScheduledEventId = scheduledEventId;
  row.pendingOnOverride = row.overrideTaskList === null ? 0 : 1;
  execution.arm('DecisionTaskTimeout', execution.dueAfter(scheduleToStartTimeout), scheduledEventId);
  if (state === 'READY') execution.transaction.wake('decision', row.domainId, taskList);
}

/** Starts the pending decision task of a run. */
export function startDecisionTask(execution: Execution, identity: string | undefined): void {
  const { row, store } = execution;
  const { pendingTaskId, pendingScheduledEventId } = row;
  if (pendingTaskId === null || pendingScheduledEventId === null) throw new Error(`no pending task in ${row.runId}`);
  const startedEventId = execution.append('DecisionTaskStarted', {
    identity,
    scheduledEventId: pendingScheduledEventId,
  });
  if (execution.full) return;
  store.decisionTasks.setStarted(pendingTaskId);
  // Only a task on an override list had a timeout to be started in.
  if (row.pendingOnOverride) execution.disarm('DecisionTaskTimeout', pendingScheduledEventId);
  execution.arm('DecisionTaskTimeout', execution.dueAfter(row.taskStartToCloseTimeout), pendingScheduledEventId);
  row.startedTaskId = pendingTaskId;
  row.startedScheduledEventId = pendingScheduledEventId;
  row.startedEventId = startedEventId;
  row.startedOnOverride = row.pendingOnOverride;
  clearPending(execution);
}

/** Completes the started decision task; returns the id of the DecisionTaskCompleted event. */
export function completeDecisionTask(execution: Execution, answer: Answer): number {
  const { row } = execution;
  const startedEventId = row.startedEventId ?? 0;
  const decisionTaskCompletedEventId = execution.append('DecisionTaskCompleted', {
    executionContext: answer.executionContext,
    scheduledEventId: row.startedScheduledEventId ?? 0,
    startedEventId,
    taskList: answer.taskList,
    taskListScheduleToStartTimeout: answer.taskListScheduleToStartTimeout,
  });
  row.previousStartedEventId = startedEventId;
  row.latestExecutionContext = answer.executionContext ?? row.latestExecutionContext;
  moveToTaskList(execution, answer);
  endStartedDecisionTask(execution);
  return decisionTaskCompletedEventId;
}

/** Moves later decision tasks to another list: for good, or with a timeout until one times out. */
function moveToTaskList({ row }: Execution, { taskList, taskListScheduleToStartTimeout: timeout }: Answer): void {
  if (!taskList) return;
  if (timeout && timeout !== 'NONE') {
    row.overrideTaskList = taskList.name;
    row.overrideTimeout = timeout;
    return;
  }
  row.decisionTaskList = taskList.name;
  row.overrideTaskList = null;
  row.overrideTimeout = null;
}

/** Ends the started task; a pending one can be handed out now. */
function endStartedDecisionTask(execution: Execution): void {
  const { row, store } = execution;
  if (row.startedTaskId === null || row.startedScheduledEventId === null) return;
  store.decisionTasks.remove(row.startedTaskId);
  execution.disarm('DecisionTaskTimeout', row.startedScheduledEventId);
  row.startedTaskId = null;
  row.startedScheduledEventId = null;
  row.startedEventId = null;
  if (row.pendingTaskId === null) return;
  const taskList = store.decisionTasks.setReady(row.pendingTaskId);
  execution.transaction.wake('decision', row.domainId, taskList);
}

/** Times out a task that was not completed in time, or not started in time on an override list. */
export function timeOutDecisionTask(execution: Execution, scheduledEventId: number): void {
  const { row, store } = execution;
  if (row.startedScheduledEventId === scheduledEventId && row.startedEventId !== null) {
    execution.append('DecisionTaskTimedOut', {
      scheduledEventId,
      startedEventId: row.startedEventId,
      timeoutType: 'START_TO_CLOSE',
    });
    if (row.startedOnOverride) dropOverride(execution);
    endStartedDecisionTask(execution);
  } else if (row.pendingScheduledEventId === scheduledEventId && row.pendingTaskId !== null) {
    execution.append('DecisionTaskTimedOut', { scheduledEventId, startedEventId: 0, timeoutType: 'SCHEDULE_TO_START' });
    store.decisionTasks.remove(row.pendingTaskId);
    dropOverride(execution);
    clearPending(execution);
  }
}

function dropOverride({ row }: Execution): void {
  row.overrideTaskList = null;
  row.overrideTimeout = null;
}

function clearPending({ row }: Execution): void {
  row.pendingTaskId = null;
  row.pendingScheduledEventId = null;
}
