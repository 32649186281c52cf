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
 * Does one activity: gets the decoded input and what belongs to the task, and gives the result.
 *
 * The parameter may be declared as what the deciders send; undeclared, it is `unknown`.
 */
export type ActivityFunction = {
  // Only a method may narrow its parameter here; a function type could not be given `(input: Order)
  // => ...`.
  perform(input: unknown, context: ActivityContext): unknown;
}['perform'];

/** The timeouts that the tasks of an activity have, where its registered type does not tell. */
export interface ActivityTimeouts {
  /**
   * Seconds; heartbeats go out at a third of it. Default: that of the registered type; where it has
   * none, every 30 seconds.
   */
  readonly heartbeatTimeout?: Timeout | undefined;
  /**
   * Seconds from the start of a task to its end: then its signal fires with `TIMED_OUT`. Default:
   * SWF alone judges.
   */
  readonly startToCloseTimeout?: Timeout | undefined;
}

export const ACTIVITY_TIMEOUTS: Structure<ActivityTimeouts, object> = {
  heartbeatTimeout: TIMEOUT,
  startToCloseTimeout: TIMEOUT,
};

/** An activity with timeouts of its own, or one that needs preparation. */
export interface ConfiguredActivity extends ActivityTimeouts {
  readonly perform: ActivityFunction;
  /** Called when its worker starts, which it keeps from starting if it throws. */
  readonly onWorkerStart?: (() => unknown) | undefined;
  /** Called when its worker has stopped, if it had started. */
  readonly onWorkerStop?: (() => unknown) | undefined;
}

const ACTIVITY_OPTIONS: OptionNames<ConfiguredActivity> = {
  perform: true,
  onWorkerStart: true,
  onWorkerStop: true,
  heartbeatTimeout: true,
  startToCloseTimeout: true,
};

/** One activity of a worker. */
export type ActivityHandler = ActivityFunction | ConfiguredActivity;

/** The activities of a worker, by `name` or `name@version`; the latter goes before. */
export type Activities = Readonly<Record<string, ActivityHandler>>;

/**
 * Returns the activities by their keys, functions as objects.
 *
 * @throws `InvalidArgumentError` for anything that is not an activity.
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

/** A task of a type that its worker has no activity for; `code` is `UNKNOWN_ACTIVITY_TYPE`. */
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
    // An instance of a class has members of its own.
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
