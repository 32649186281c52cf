import type { ActivityTaskTimeoutType, ScheduleActivityTaskFailedCause } from '@aws-sdk/client-swf';
import { toPriority } from '../api/wire.js';
import type { ActivityTaskRow } from '../store/activity-tasks.js';
import type { DecisionAttributes, DecisionContext } from './decision.js';
import type { EventAttributes } from './event-types.js';
import type { Execution } from './transaction.js';

type ActivityTaskClose =
  | 'ActivityTaskCompleted'
  | 'ActivityTaskFailed'
  | 'ActivityTaskCanceled'
  | 'ActivityTaskTimedOut';

type Deadlines = Pick<
  ActivityTaskRow,
  'scheduleToCloseDue' | 'scheduleToStartDue' | 'startToCloseDue' | 'heartbeatDue'
>;

type Attributes = DecisionAttributes<'scheduleActivityTaskDecisionAttributes'>;

interface TaskSettings {
  readonly taskList: string;
  readonly taskPriority: string | undefined;
  readonly scheduleToStartTimeout: string;
  readonly scheduleToCloseTimeout: string;
  readonly startToCloseTimeout: string;
  readonly heartbeatTimeout: string;
}

/** Schedules an activity task, or records why it cannot be scheduled. */
export function scheduleActivityTask(context: DecisionContext, attributes: Attributes): void {
  const { execution, decisionTaskCompletedEventId } = context;
  const { activityId, activityType } = attributes;
  const settings = resolve(execution, attributes);
  if (typeof settings === 'string')
    execution.append('ScheduleActivityTaskFailed', {
      activityId,
      activityType,
      cause: settings,
      decisionTaskCompletedEventId,
    });
  else schedule(context, attributes, settings);
}

/** Cancels a task that has not started; otherwise the next heartbeat reports the request. */
export function requestCancelActivityTask(
  { execution, decisionTaskCompletedEventId }: DecisionContext,
  { activityId }: DecisionAttributes<'requestCancelActivityTaskDecisionAttributes'>,
): void {
  const { activityTasks } = execution.store;
  const task = activityTasks.byActivityId(execution.row.id, activityId);
  if (!task) {
    const cause = 'ACTIVITY_ID_UNKNOWN';
    execution.append('RequestCancelActivityTaskFailed', { activityId, cause, decisionTaskCompletedEventId });
    return;
  }
  const latestCancelRequestedEventId = execution.append('ActivityTaskCancelRequested', {
    activityId,
    decisionTaskCompletedEventId,
  });
  if (task.startedEventId === null)
    closeActivityTask(execution, task, 'ActivityTaskCanceled', { latestCancelRequestedEventId });
  else activityTasks.requestCancel(task.id, latestCancelRequestedEventId);
}

/** Starts a task; returns the id of its ActivityTaskStarted event. */
export function startActivityTask(execution: Execution, task: ActivityTaskRow, identity: string | undefined): number {
  const startedEventId = execution.append('ActivityTaskStarted', { identity, scheduledEventId: task.scheduledEventId });
  const startToCloseDue = execution.dueAfter(task.startToCloseTimeout);
  const heartbeatDue = execution.dueAfter(task.heartbeatTimeout);
  execution.store.activityTasks.start(task.id, startedEventId, startToCloseDue, heartbeatDue);
  rearm(execution, task, { ...task, scheduleToStartDue: null, startToCloseDue, heartbeatDue });
  return startedEventId;
}

/** Records a heartbeat, whose details a later timeout reports. */
export function heartbeatActivityTask(execution: Execution, task: ActivityTaskRow, details: string | undefined): void {
  const heartbeatDue = execution.dueAfter(task.heartbeatTimeout);
  execution.store.activityTasks.heartbeat(task.id, heartbeatDue, details ?? null);
  if (heartbeatDue !== null) rearm(execution, task, { ...task, scheduleToStartDue: null, heartbeatDue });
}

/** Closes an open task with the given event. */
export function closeActivityTask<Type extends ActivityTaskClose>(
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
  execution.store.activityTasks.remove(task.id);
  execution.disarm('ActivityTaskTimeout', task.scheduledEventId);
}

/** Times out a task whose earliest deadline has passed. */
export function timeOutActivityTask(execution: Execution, scheduledEventId: number): void {
  const task = execution.store.activityTasks.byEvent(execution.row.id, scheduledEventId);
  if (!task) return;
  const next = nextTimeout(task.startedEventId === null ? task : { ...task, scheduleToStartDue: null });
  if (!next) return;
  closeActivityTask(execution, task, 'ActivityTaskTimedOut', {
    details: task.heartbeatDetails ?? undefined,
    timeoutType: next.timeoutType,
  });
}

function resolve(
  { transaction, store, row }: Execution,
  attributes: Attributes,
): TaskSettings | ScheduleActivityTaskFailedCause {
  const { activityId, activityType } = attributes;
  const { activityTypes, activityTasks } = store;
  const type = activityTypes.byName(row.domainId, activityType.name, activityType.version);
  if (!type) return 'ACTIVITY_TYPE_DOES_NOT_EXIST';
  if (type.status === 'DEPRECATED') return 'ACTIVITY_TYPE_DEPRECATED';
  if (activityTasks.byActivityId(row.id, activityId)) return 'ACTIVITY_ID_ALREADY_IN_USE';
  if (row.openActivityTasks >= transaction.limits.openActivityTasks) return 'OPEN_ACTIVITIES_LIMIT_EXCEEDED';
  const { defaults } = type;
  const taskList = attributes.taskList?.name ?? defaults.defaultTaskList?.name;
  if (!taskList) return 'DEFAULT_TASK_LIST_UNDEFINED';
  const scheduleToStartTimeout = attributes.scheduleToStartTimeout ?? defaults.defaultTaskScheduleToStartTimeout;
  if (!scheduleToStartTimeout) return 'DEFAULT_SCHEDULE_TO_START_TIMEOUT_UNDEFINED';
  const scheduleToCloseTimeout = attributes.scheduleToCloseTimeout ?? defaults.defaultTaskScheduleToCloseTimeout;
  if (!scheduleToCloseTimeout) return 'DEFAULT_SCHEDULE_TO_CLOSE_TIMEOUT_UNDEFINED';
  const startToCloseTimeout = attributes.startToCloseTimeout ?? defaults.defaultTaskStartToCloseTimeout;
  if (!startToCloseTimeout) return 'DEFAULT_START_TO_CLOSE_TIMEOUT_UNDEFINED';
  const heartbeatTimeout = attributes.heartbeatTimeout ?? defaults.defaultTaskHeartbeatTimeout;
  if (!heartbeatTimeout) return 'DEFAULT_HEARTBEAT_TIMEOUT_UNDEFINED';
  if (!transaction.mayDecide('ScheduleActivityTask', row.domainId)) return 'ACTIVITY_CREATION_RATE_EXCEEDED';
  const taskPriority = attributes.taskPriority ?? defaults.defaultTaskPriority;
  return {
    taskList,
    taskPriority,
    scheduleToStartTimeout,
    scheduleToCloseTimeout,
    startToCloseTimeout,
    heartbeatTimeout,
  };
}

function schedule(context: DecisionContext, attributes: Attributes, settings: TaskSettings): void {
  const { execution, decisionTaskCompletedEventId } = context;
  const { transaction, store, row } = execution;
  const { activityId, activityType, control, input } = attributes;
  const { taskList, ...rest } = settings;
  const scheduledEventId = execution.append('ActivityTaskScheduled', {
    activityId,
    activityType,
    control,
    decisionTaskCompletedEventId,
    input,
    taskList: { name: taskList },
    ...rest,
  });
  if (execution.full) return;
  const task = {
    executionId: row.id,
    scheduledEventId,
    activityId,
    typeName: activityType.name,
    typeVersion: activityType.version,
    input: input ?? null,
    domainId: row.domainId,
    taskList,
    priority: toPriority(settings.taskPriority),
    startToCloseTimeout: settings.startToCloseTimeout,
    heartbeatTimeout: settings.heartbeatTimeout,
    scheduleToCloseDue: execution.dueAfter(settings.scheduleToCloseTimeout),
    scheduleToStartDue: execution.dueAfter(settings.scheduleToStartTimeout),
  };
  store.activityTasks.insert(task);
  const next = nextTimeout({ ...task, startToCloseDue: null, heartbeatDue: null });
  if (next) execution.arm('ActivityTaskTimeout', next.due, scheduledEventId);
  row.openActivityTasks += 1;
  transaction.wake('activity', row.domainId, taskList);
}

function rearm(execution: Execution, task: ActivityTaskRow, deadlines: Deadlines): void {
  execution.rearm('ActivityTaskTimeout', nextTimeout(deadlines)?.due ?? null, task.scheduledEventId);
}

/** Returns the earliest of a task's deadlines. */
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
