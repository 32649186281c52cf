import type { ActivityTypeConfiguration, ScheduleActivityTaskFailedCause } from '@aws-sdk/client-swf';
import { armActivityTask } from '../activity-tasks.js';
import { dueAfter, toPriority } from '../fields.js';
import type { Wire } from '../shapes.js';
import type { DecisionAttributes, DecisionContext } from './decision.js';

type Attributes = DecisionAttributes<'scheduleActivityTaskDecisionAttributes'>;

/** Schedules an activity task with all of its settings resolved, or notes the first cause that speaks against it. */
export function scheduleActivityTask(context: DecisionContext, attributes: Attributes): void {
  const { execution, decisionTaskCompletedEventId } = context;
  const { activityId, activityType } = attributes;
  const settings = resolve(context, attributes);
  if (typeof settings === 'string')
    execution.append('ScheduleActivityTaskFailed', {
      activityId,
      activityType,
      cause: settings,
      decisionTaskCompletedEventId,
    });
  else schedule(context, attributes, settings);
}

interface Settings {
  readonly taskList: string;
  readonly taskPriority: string | undefined;
  readonly scheduleToStartTimeout: string;
  readonly scheduleToCloseTimeout: string;
  readonly startToCloseTimeout: string;
  readonly heartbeatTimeout: string;
}

function resolve(
  { transaction, execution }: DecisionContext,
  attributes: Attributes,
): Settings | ScheduleActivityTaskFailedCause {
  const { row } = execution;
  const { activityId, activityType } = attributes;
  const { activityTypes, activityTasks } = transaction.store;
  const type = activityTypes.byName(row.domainId, activityType.name, activityType.version);
  if (!type) return 'ACTIVITY_TYPE_DOES_NOT_EXIST';
  if (type.status === 'DEPRECATED') return 'ACTIVITY_TYPE_DEPRECATED';
  if (activityTasks.byActivityId(row.id, activityId)) return 'ACTIVITY_ID_ALREADY_IN_USE';
  if (row.openActivityTasks >= transaction.limits.openActivityTasks) return 'OPEN_ACTIVITIES_LIMIT_EXCEEDED';
  const defaults = JSON.parse(type.configuration) as Wire<ActivityTypeConfiguration>;
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

function schedule(context: DecisionContext, attributes: Attributes, settings: Settings): void {
  const { transaction, execution, decisionTaskCompletedEventId } = context;
  const { row, now } = execution;
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
    scheduleToCloseDue: dueAfter(now, settings.scheduleToCloseTimeout),
    scheduleToStartDue: dueAfter(now, settings.scheduleToStartTimeout),
  };
  transaction.store.activityTasks.insert(task);
  armActivityTask(transaction, task);
  row.openActivityTasks += 1;
  transaction.wake('activity', row.domainId, taskList);
}
