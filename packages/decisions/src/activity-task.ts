import type {
  RequestCancelActivityTaskDecisionAttributes,
  ScheduleActivityTaskDecisionAttributes,
} from '@aws-sdk/client-swf';
import {
  ACTIVITY_TASK_SETTINGS,
  type ActivityTaskSettings,
  NAME,
  required,
  type Structure,
  TYPE_REF,
  type TypeRef,
} from '@swf/settings/wire';
import { BaseDecision, type Decision } from './decision.js';
import { formatAttributes } from './decision-attributes.js';

/**
 * The attributes of an activity task to schedule; missing ones come from the defaults of its type.
 */
export interface ScheduleActivityTask extends ActivityTaskSettings {
  /**
   * An id that no open activity task has; 1 to 256 characters without `:`, `/`, `|` and control
   * characters.
   */
  readonly activityId: string;
  /** A name and a version, or an `ActivityType`. */
  readonly activityType: TypeRef;
}

const SCHEDULE_ACTIVITY_TASK: Structure<ScheduleActivityTask, ScheduleActivityTaskDecisionAttributes> = {
  activityId: required(NAME),
  activityType: required(TYPE_REF),
  ...ACTIVITY_TASK_SETTINGS,
};

/** The attributes of a request to cancel an activity task. */
export interface RequestCancelActivityTask {
  /** The id of an open activity task. */
  readonly activityId: string;
}

const REQUEST_CANCEL_ACTIVITY_TASK: Structure<RequestCancelActivityTask, RequestCancelActivityTaskDecisionAttributes> =
  { activityId: required(NAME) };

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
      formatAttributes('ScheduleActivityTask', SCHEDULE_ACTIVITY_TASK, attributes),
    );
  }

  /**
   * Requests to cancel an open activity task.
   *
   * An unstarted task is canceled immediately. The worker of a started one learns about it from its
   * next heartbeat.
   *
   * @throws `InvalidArgumentError` if an attribute is unknown or breaks a rule of SWF.
   * @example
   * ActivityTaskDecision.requestCancel({ activityId: 'charge-1' });
   */
  static requestCancel(attributes: RequestCancelActivityTask): Decision<'RequestCancelActivityTask'> {
    return new ActivityTaskDecision(
      'RequestCancelActivityTask',
      formatAttributes('RequestCancelActivityTask', REQUEST_CANCEL_ACTIVITY_TASK, attributes),
    );
  }
}
