import type { ActivityTask, TypeRef } from '@swf/models';
import { SwfError } from '@swf/settings/errors';
import type { OptionNames, Timeout } from '@swf/settings/wire';
import { MODULE_ACTIVITY_OPTIONS, type ModuleActivity } from '../isolation/module-activity.js';
import type { ActivityContext } from './activity-context.js';

/**
 * Does one activity: gets the decoded input and what belongs to the task, and gives the result.
 *
 * The parameter may be declared as what the deciders send; undeclared, it is `unknown`.
 */
export type ActivityFunction = {
  // Only a method may narrow its parameter here; a function type could not be given `(input: Order) => ...`.
  perform(input: unknown, context: ActivityContext): unknown;
}['perform'];

/** The timeouts that the tasks of an activity have, where its registered type does not tell. */
export interface ActivityTimeouts {
  /** Seconds; heartbeats go out at a third of it. Default: that of the registered type; where it has none, every 30 seconds. */
  readonly heartbeatTimeout?: Timeout | undefined;
  /** Seconds from the start of a task to its end: then its signal fires with `TIMED_OUT`. Default: SWF alone judges. */
  readonly startToCloseTimeout?: Timeout | undefined;
}

/** An activity with timeouts of its own. */
export interface InlineActivity extends ActivityTimeouts {
  readonly perform: ActivityFunction;
}

/** An activity that is a function of a module, with timeouts of its own. */
export interface IsolatedActivity extends ActivityTimeouts, ModuleActivity {}

export const INLINE_ACTIVITY_OPTIONS: OptionNames<InlineActivity> = {
  perform: true,
  heartbeatTimeout: true,
  startToCloseTimeout: true,
};

export const ISOLATED_ACTIVITY_OPTIONS: OptionNames<IsolatedActivity> = {
  ...MODULE_ACTIVITY_OPTIONS,
  heartbeatTimeout: true,
  startToCloseTimeout: true,
};

/** One activity of a worker. */
export type ActivityHandler = ActivityFunction | InlineActivity | IsolatedActivity;

/** The activities of a worker, by `name` or `name@version`; the latter goes before. */
export type Activities = Readonly<Record<string, ActivityHandler>>;

/** The activity for a type. */
export function findActivity(
  activities: ReadonlyMap<string, InlineActivity>,
  type: TypeRef,
): InlineActivity | undefined {
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
