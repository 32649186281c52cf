import { pathToFileURL } from 'node:url';
import { InvalidArgumentError } from '@swf/settings/errors';
import { checkObject, checkOptions, formatTimeout } from '@swf/settings/wire';
import type { IsolationPools } from '../isolation/isolation-pools.js';
import { type CheckedModuleActivity, checkModuleActivity } from '../isolation/module-activity.js';
import { performIsolated } from '../isolation/perform-isolated.js';
import {
  type Activities,
  type ActivityFunction,
  type ActivityHandler,
  INLINE_ACTIVITY_OPTIONS,
  type InlineActivity,
  ISOLATED_ACTIVITY_OPTIONS,
} from './activities.js';

/** The activities as they were given, checked: throws `InvalidArgumentError` for what is no activity. */
export function checkActivities(activities: Activities, pools: IsolationPools): ReadonlyMap<string, InlineActivity> {
  checkObject('activities', activities);
  return new Map(Object.entries(activities).map(([key, activity]) => [key, checkActivity(key, activity, pools)]));
}

/** Whether an activity runs in a thread or process of its own. */
export function hasIsolated(activities: Activities): boolean {
  return Object.values(activities).some((activity) => 'module' in activity && activity.isolation !== 'none');
}

function checkActivity(key: string, activity: ActivityHandler, pools: IsolationPools): InlineActivity {
  const field = `activities["${key}"]`;
  if (typeof activity === 'function') return { perform: activity };
  formatTimeout(`${field}.heartbeatTimeout`, activity?.heartbeatTimeout);
  formatTimeout(`${field}.startToCloseTimeout`, activity?.startToCloseTimeout);
  if (typeof activity === 'object' && activity && 'module' in activity) {
    const { heartbeatTimeout, startToCloseTimeout } = checkOptions(field, activity, ISOLATED_ACTIVITY_OPTIONS);
    return {
      perform: performModule(checkModuleActivity(field, activity), pools),
      heartbeatTimeout,
      startToCloseTimeout,
    };
  }
  if (typeof activity?.perform === 'function') {
    // An instance of a class has members of its own.
    return isPlain(activity) ? checkOptions(field, activity, INLINE_ACTIVITY_OPTIONS) : activity;
  }
  throw new InvalidArgumentError(
    `${field} must be a function, or an object with a function \`perform\` or a \`module\``,
  );
}

function isPlain(activity: InlineActivity): boolean {
  const prototype: unknown = Object.getPrototypeOf(activity);
  return prototype === null || prototype === Object.prototype;
}

function performModule(activity: CheckedModuleActivity, pools: IsolationPools): ActivityFunction {
  if (activity.isolation !== 'none') {
    return (input, context) => performIsolated(pools, activity, input, context);
  }
  return async (input, context) => {
    const { module, exportName } = activity;
    const url = module.startsWith('file:') ? module : pathToFileURL(module).href;
    // A file of the program's, wherever it is: nothing that a bundler could have bundled.
    const perform: unknown = (await import(/* webpackIgnore: true */ /* @vite-ignore */ url))[exportName];
    if (typeof perform !== 'function') throw new InvalidArgumentError(`${module} has no function "${exportName}"`);
    return perform(input, context);
  };
}
