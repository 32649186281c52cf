import type { OptionNames } from '@swf/settings/wire';
import { ACTOR_OPTIONS, type ActorOptions } from '../actor/actor-options.js';
import type { Activities } from './activities.js';

/** Options of an activity worker. */
export interface ActivityWorkerOptions extends ActorOptions {
  /** The activities for all types on the task list. A worker without them overrides `perform`. */
  readonly activities?: Activities | undefined;
}

export const WORKER_OPTIONS: OptionNames<ActivityWorkerOptions> = {
  ...ACTOR_OPTIONS,
  activities: true,
};
