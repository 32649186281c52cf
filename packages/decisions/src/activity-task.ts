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

/**
 * The attributes of an activity task to schedule; missing ones come from the defaults of its type.
 */
export interface ScheduleActivityTask {
  /**
   * An id that no open activity task has; 1 to 256 characters without `:`, `/`, `|` and control
   * characters.
   */
  readonly activityId: string;
  /** A name and a version, or an `ActivityType`. */
  readonly activityType: TypeRef;
  /** A string, sent as it is, or another JSON value; up to 32,768 characters. */
  readonly input?: unknown;
  /**
   * A payload for the decider itself, returned in ActivityTaskScheduled and hidden from the worker.
   */
  readonly control?: unknown;
  readonly taskList?: TaskListRef | undefined;
  /** A 32-bit integer; higher goes first. SWF's default: 0. */
  readonly taskPriority?: number | undefined;
  /** Seconds, or `'NONE'`. */
  readonly scheduleToStartTimeout?: Timeout | undefined;
  /** Seconds, or `'NONE'`. */
  readonly scheduleToCloseTimeout?: Timeout | undefined;
  /** Seconds, or `'NONE'`. */
  readonly startToCloseTimeout?: Timeout | undefined;
  /** Seconds, or `'NONE'`. */
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

/** The attributes of a request to cancel an activity task. */
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
   * @throws `InvalidArgumentError` if an attribute is unknown or breaks a rule of SWF.
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
   * Requests to cancel an open activity task.
   *
   * An unstarted task is canceled at once. The worker of a started one learns about it from its
   * next heartbeat.
   *
   * @throws `InvalidArgumentError` if an attribute is unknown or breaks a rule of SWF.
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
