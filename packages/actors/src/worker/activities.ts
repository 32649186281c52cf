import type { ActivityTask, TypeRef } from '@swf/models';
import { InvalidArgumentError, SwfError } from '@swf/settings/errors';
import {
  checkObject,
  checkOptions,
  checkStructure,
  type OptionNames,
  preview,
  type Structure,
  TIMEOUT,
  type Timeout,
} from '@swf/settings/wire';
import type { ActivityContext } from './activity-context.js';

/**
 * Performs one activity: takes the decoded input and returns the result.
 *
 * The parameter may be declared as the type that the deciders send.
 */
export type ActivityFunction = {
  // Only a method may narrow its parameter: a function type would refuse `(input: Order) => ...`.
  perform(input: unknown, context: ActivityContext): unknown;
}['perform'];

/** The timeouts of an activity's tasks, if they differ from those of the registered type. */
export interface ActivityTimeouts {
  /**
   * Seconds; heartbeats go out three times within it. Default: that of the registered type, and a
   * heartbeat every 30 seconds at least.
   */
  readonly heartbeatTimeout?: Timeout | undefined;
  /** Seconds until the signal fires with `TIMED_OUT`. Default: when SWF says so. */
  readonly startToCloseTimeout?: Timeout | undefined;
}

export const ACTIVITY_TIMEOUTS: Structure<ActivityTimeouts, object> = {
  heartbeatTimeout: TIMEOUT,
  startToCloseTimeout: TIMEOUT,
};

/** An activity with timeouts of its own, or with hooks. */
export interface ConfiguredActivity extends ActivityTimeouts {
  readonly perform: ActivityFunction;
  /** Called when its worker starts; if it throws, the worker does not start. */
  readonly onWorkerStart?: (() => unknown) | undefined;
  /** Called when its worker has stopped, unless `onWorkerStart` threw. */
  readonly onWorkerStop?: (() => unknown) | undefined;
}

const ACTIVITY_OPTIONS: OptionNames<ConfiguredActivity> = {
  perform: true,
  onWorkerStart: true,
  onWorkerStop: true,
  heartbeatTimeout: true,
  startToCloseTimeout: true,
};

/** An activity of a worker. */
export type ActivityHandler = ActivityFunction | ConfiguredActivity;

/** The activities of a worker, by `name` or `name@version`; the latter takes precedence. */
export type Activities = Readonly<Record<string, ActivityHandler>>;

/**
 * Returns the activities by key.
 *
 * @throws `InvalidArgumentError` for a value that is not an activity.
 */
export function checkActivities(activities: Activities): ReadonlyMap<string, ConfiguredActivity> {
  checkObject('activities', activities);
  return new Map(Object.entries(activities).map(([key, activity]) => [key, checkActivity(key, activity)]));
}

/** Returns the activity for a type; undefined if there is none. */
export function findActivity(
  activities: ReadonlyMap<string, ConfiguredActivity>,
  type: TypeRef,
): ConfiguredActivity | undefined {
  return activities.get(`${type.name}@${type.version}`) ?? activities.get(type.name);
}

/** The worker has no activity for the type of a task; `code` is `UNKNOWN_ACTIVITY_TYPE`. */
export class UnknownActivityTypeError extends SwfError {
  constructor({ activityType, taskList }: ActivityTask) {
    const { name, version } = activityType;
    super(
      'UNKNOWN_ACTIVITY_TYPE',
      `no activity for type "${name}@${version}" in the worker of task list "${taskList}"`,
    );
    this.name = 'UnknownActivityTypeError';
  }

  static override is(value: unknown): value is UnknownActivityTypeError {
    return SwfError.is(value) && value.code === 'UNKNOWN_ACTIVITY_TYPE';
  }
}

function checkActivity(key: string, activity: ActivityHandler): ConfiguredActivity {
  const field = `activities["${key}"]`;
  if (typeof activity === 'function') return { perform: activity };
  if (typeof activity?.perform === 'function') {
    checkStructure(ACTIVITY_TIMEOUTS, activity, { field });
    // An instance of a class may have other members.
    return isPlain(activity) ? checkOptions(field, activity, ACTIVITY_OPTIONS) : activity;
  }
  throw new InvalidArgumentError(
    `${field} must be a function, or an object with a function \`perform\`, got ${preview(activity)}`,
  );
}

function isPlain(activity: ConfiguredActivity): boolean {
  const prototype: unknown = Object.getPrototypeOf(activity);
  return prototype === null || prototype === Object.prototype;
}
