import type { ActivityTypeConfiguration, ScheduleActivityTaskDecisionAttributes } from '@aws-sdk/client-swf';
import { TASK_PRIORITY, TIMEOUT, type Timeout } from './number.js';
import { PAYLOAD } from './payload.js';
import { TASK_LIST, TASK_LIST_REF, type TaskListRef } from './reference.js';
import type { Structure } from './structure.js';

/** The defaults of an activity type, for activity tasks scheduled without such a setting. */
export interface ActivityTypeDefaults {
  /** The name of the task list. */
  readonly defaultTaskList?: string | undefined;
  /** A 32-bit integer; higher comes first. SWF's own default is 0. */
  readonly defaultTaskPriority?: number | undefined;
  /** Seconds that a worker has for a task, or `'NONE'`. */
  readonly defaultTaskStartToCloseTimeout?: Timeout | undefined;
  /** Seconds that may pass between two heartbeats, or `'NONE'`. */
  readonly defaultTaskHeartbeatTimeout?: Timeout | undefined;
  /** Seconds that a task may wait for a worker, or `'NONE'`. */
  readonly defaultTaskScheduleToStartTimeout?: Timeout | undefined;
  /** Seconds from scheduling to the end, or `'NONE'`. */
  readonly defaultTaskScheduleToCloseTimeout?: Timeout | undefined;
}

/** The codec of each default of an activity type. */
export const ACTIVITY_TYPE_DEFAULTS: Structure<ActivityTypeDefaults, ActivityTypeConfiguration> = {
  defaultTaskList: TASK_LIST,
  defaultTaskPriority: TASK_PRIORITY,
  defaultTaskStartToCloseTimeout: TIMEOUT,
  defaultTaskHeartbeatTimeout: TIMEOUT,
  defaultTaskScheduleToStartTimeout: TIMEOUT,
  defaultTaskScheduleToCloseTimeout: TIMEOUT,
};

/** The settings of an activity task; missing ones come from the defaults of its type. */
export interface ActivityTaskSettings {
  /** A string, sent as it is, or another JSON value; up to 32,768 characters. */
  readonly input?: unknown;
  /**
   * A payload for the decider itself, returned in ActivityTaskScheduled and hidden from the worker.
   */
  readonly control?: unknown;
  readonly taskList?: TaskListRef | undefined;
  /** A 32-bit integer; higher comes first. SWF's own default is 0. */
  readonly taskPriority?: number | undefined;
  /** Seconds that it may wait for a worker, or `'NONE'`. */
  readonly scheduleToStartTimeout?: Timeout | undefined;
  /** Seconds from scheduling to the end, or `'NONE'`. */
  readonly scheduleToCloseTimeout?: Timeout | undefined;
  /** Seconds that a worker has for it, or `'NONE'`. */
  readonly startToCloseTimeout?: Timeout | undefined;
  /** Seconds that may pass between two heartbeats, or `'NONE'`. */
  readonly heartbeatTimeout?: Timeout | undefined;
}

/** The codec of each setting of an activity task. */
export const ACTIVITY_TASK_SETTINGS: Structure<ActivityTaskSettings, ScheduleActivityTaskDecisionAttributes> = {
  input: PAYLOAD,
  control: PAYLOAD,
  taskList: TASK_LIST_REF,
  taskPriority: TASK_PRIORITY,
  scheduleToStartTimeout: TIMEOUT,
  scheduleToCloseTimeout: TIMEOUT,
  startToCloseTimeout: TIMEOUT,
  heartbeatTimeout: TIMEOUT,
};
