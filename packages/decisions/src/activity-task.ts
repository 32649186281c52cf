import {
  checkName,
  encodePayload,
  formatTaskPriority,
  formatTimeout,
  LIMITS,
  type OptionNames,
  type Timeout,
} from '@swf/settings/wire';
import { BaseDecision, type Decision } from './decision.js';
import { attributesOf, ifGiven } from './fields.js';
import { formatTaskList, formatType, type TaskListRef, type TypeRef } from './refs.js';

/** What schedules an activity task. Timeouts are whole seconds or `'NONE'`; what is left out comes from the activity type's defaults. */
export interface ScheduleActivityTask {
  /** The task's id, unlike that of any open activity task; 1 to 256 characters without `:`, `/`, `|` and control characters. */
  readonly activityId: string;
  /** The type by name and version, or an `ActivityType`. */
  readonly activityType: TypeRef;
  /** A string as it is, other JSON encoded; up to 32,768 characters. */
  readonly input?: unknown;
  /** JSON for the decider alone: it comes back in ActivityTaskScheduled and is not shown to the worker. */
  readonly control?: unknown;
  readonly taskList?: TaskListRef | undefined;
  /** A whole number of 32 bits; higher goes first. SWF's default: 0. */
  readonly taskPriority?: number | undefined;
  readonly scheduleToStartTimeout?: Timeout | undefined;
  readonly scheduleToCloseTimeout?: Timeout | undefined;
  readonly startToCloseTimeout?: Timeout | undefined;
  readonly heartbeatTimeout?: Timeout | undefined;
}

const SCHEDULE_ACTIVITY_TASK: OptionNames<ScheduleActivityTask> = {
  activityId: true,
  activityType: true,
  input: true,
  control: true,
  taskList: true,
  taskPriority: true,
  scheduleToStartTimeout: true,
  scheduleToCloseTimeout: true,
  startToCloseTimeout: true,
  heartbeatTimeout: true,
};

/** What asks for the cancellation of an activity task. */
export interface RequestCancelActivityTask {
  /** The id of an open activity task. */
  readonly activityId: string;
}

const REQUEST_CANCEL_ACTIVITY_TASK: OptionNames<RequestCancelActivityTask> = { activityId: true };

/** The decisions about activity tasks. */
export class ActivityTaskDecision<
  Type extends 'ScheduleActivityTask' | 'RequestCancelActivityTask',
> extends BaseDecision<Type> {
  /**
   * Schedules an activity task.
   *
   * @throws `InvalidArgumentError` where an attribute breaks a rule of SWF.
   * @example
   * ActivityTaskDecision.schedule({
   *   activityId: 'charge-1',
   *   activityType: { name: 'charge-card', version: '1.0' },
   *   taskList: 'payments',
   *   input: { order: 42 },
   *   startToCloseTimeout: 30,
   * });
   */
  static schedule(attributes: ScheduleActivityTask): Decision<'ScheduleActivityTask'> {
    return new ActivityTaskDecision(
      'ScheduleActivityTask',
      attributesOf('ScheduleActivityTask', attributes, SCHEDULE_ACTIVITY_TASK, (given, at) => ({
        activityId: checkName(at('activityId'), given.activityId),
        activityType: formatType(at('activityType'), given.activityType),
        input: encodePayload(at('input'), given.input, LIMITS.data),
        control: encodePayload(at('control'), given.control, LIMITS.data),
        taskList: ifGiven(given.taskList, (taskList) => formatTaskList(at('taskList'), taskList)),
        taskPriority: formatTaskPriority(at('taskPriority'), given.taskPriority),
        scheduleToStartTimeout: formatTimeout(at('scheduleToStartTimeout'), given.scheduleToStartTimeout),
        scheduleToCloseTimeout: formatTimeout(at('scheduleToCloseTimeout'), given.scheduleToCloseTimeout),
        startToCloseTimeout: formatTimeout(at('startToCloseTimeout'), given.startToCloseTimeout),
        heartbeatTimeout: formatTimeout(at('heartbeatTimeout'), given.heartbeatTimeout),
      })),
    );
  }

  /**
   * Asks for the cancellation of an open activity task: one that no worker has started is canceled at once, another learns it from its next heartbeat.
   *
   * @throws `InvalidArgumentError` where the id breaks a rule of SWF.
   * @example
   * ActivityTaskDecision.requestCancel({ activityId: 'charge-1' });
   */
  static requestCancel(attributes: RequestCancelActivityTask): Decision<'RequestCancelActivityTask'> {
    return new ActivityTaskDecision(
      'RequestCancelActivityTask',
      attributesOf('RequestCancelActivityTask', attributes, REQUEST_CANCEL_ACTIVITY_TASK, (given, at) => ({
        activityId: checkName(at('activityId'), given.activityId),
      })),
    );
  }
}
