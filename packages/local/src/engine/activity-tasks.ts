import type { ActivityTaskTimeoutType } from '@aws-sdk/client-swf';
import type { ActivityTaskRow } from '../store/activity-tasks.js';
import type { Execution } from './execution.js';
import { dueAfter } from './fields.js';
import type { EventAttributes } from './shapes.js';
import type { Transaction } from './transaction.js';

type ActivityTaskClose =
  | 'ActivityTaskCompleted'
  | 'ActivityTaskFailed'
  | 'ActivityTaskCanceled'
  | 'ActivityTaskTimedOut';

type Deadlines = Pick<
  ActivityTaskRow,
  'scheduleToCloseDue' | 'scheduleToStartDue' | 'startToCloseDue' | 'heartbeatDue'
>;

/** Arms the earliest deadline of a task that was just scheduled. */
export function armActivityTask(
  transaction: Transaction,
  task: Pick<ActivityTaskRow, 'executionId' | 'scheduledEventId' | 'scheduleToCloseDue' | 'scheduleToStartDue'>,
): void {
  const next = nextTimeout({ ...task, startToCloseDue: null, heartbeatDue: null });
  if (next) transaction.store.dueItems.insert(next.due, 'ActivityTaskTimeout', task.executionId, task.scheduledEventId);
}

/** Hands a task out: appends ActivityTaskStarted and answers its id. */
export function startActivityTask(
  transaction: Transaction,
  execution: Execution,
  task: ActivityTaskRow,
  identity: string | undefined,
): number {
  const startedEventId = execution.append('ActivityTaskStarted', { identity, scheduledEventId: task.scheduledEventId });
  const startToCloseDue = dueAfter(execution.now, task.startToCloseTimeout);
  const heartbeatDue = dueAfter(execution.now, task.heartbeatTimeout);
  transaction.store.activityTasks.start(task.id, startedEventId, startToCloseDue, heartbeatDue);
  rearm(transaction, task, { ...task, scheduleToStartDue: null, startToCloseDue, heartbeatDue });
  return startedEventId;
}

/** Notes a heartbeat: its time, and its details for a timeout to come. */
export function heartbeatActivityTask(
  transaction: Transaction,
  execution: Execution,
  task: ActivityTaskRow,
  details: string | undefined,
): void {
  const heartbeatDue = dueAfter(execution.now, task.heartbeatTimeout);
  transaction.store.activityTasks.heartbeat(task.id, heartbeatDue, details ?? null);
  if (heartbeatDue !== null) rearm(transaction, task, { ...task, scheduleToStartDue: null, heartbeatDue });
}

/** Ends an open task with its closing event. */
export function closeActivityTask<Type extends ActivityTaskClose>(
  transaction: Transaction,
  execution: Execution,
  task: ActivityTaskRow,
  type: Type,
  attributes: Omit<EventAttributes<Type>, 'scheduledEventId' | 'startedEventId'>,
): void {
  execution.append(type, {
    ...attributes,
    scheduledEventId: task.scheduledEventId,
    startedEventId: task.startedEventId ?? 0,
  } as EventAttributes<Type>);
  execution.row.openActivityTasks -= 1;
  transaction.store.activityTasks.remove(task.id);
  transaction.store.dueItems.remove('ActivityTaskTimeout', task.executionId, task.scheduledEventId);
}

/** The earliest deadline of a task has passed. */
export function timeOutActivityTask(transaction: Transaction, execution: Execution, scheduledEventId: number): void {
  const task = transaction.store.activityTasks.byEvent(execution.row.id, scheduledEventId);
  if (!task) return;
  const next = nextTimeout(task.startedEventId === null ? task : { ...task, scheduleToStartDue: null });
  if (!next) return;
  closeActivityTask(transaction, execution, task, 'ActivityTaskTimedOut', {
    details: task.heartbeatDetails ?? undefined,
    timeoutType: next.timeoutType,
  });
}

function rearm(transaction: Transaction, task: ActivityTaskRow, deadlines: Deadlines): void {
  const { dueItems } = transaction.store;
  const { executionId, scheduledEventId } = task;
  const next = nextTimeout(deadlines);
  if (!next) dueItems.remove('ActivityTaskTimeout', executionId, scheduledEventId);
  else if (!dueItems.move(next.due, 'ActivityTaskTimeout', executionId, scheduledEventId))
    dueItems.insert(next.due, 'ActivityTaskTimeout', executionId, scheduledEventId);
}

function nextTimeout(
  deadlines: Deadlines,
): { readonly due: number; readonly timeoutType: ActivityTaskTimeoutType } | undefined {
  const candidates = [
    { due: deadlines.scheduleToCloseDue, timeoutType: 'SCHEDULE_TO_CLOSE' },
    { due: deadlines.scheduleToStartDue, timeoutType: 'SCHEDULE_TO_START' },
    { due: deadlines.startToCloseDue, timeoutType: 'START_TO_CLOSE' },
    { due: deadlines.heartbeatDue, timeoutType: 'HEARTBEAT' },
  ] as const;
  let next: { due: number; timeoutType: ActivityTaskTimeoutType } | undefined;
  for (const { due, timeoutType } of candidates)
    if (due !== null && (next === undefined || due < next.due)) next = { due, timeoutType };
  return next;
}
