import { isAbsolute } from 'node:path';
import { InvalidArgumentError } from '@swf/settings/errors';
import { checkInteger, checkOneOf, type OptionNames } from '@swf/settings/wire';
import { checkSeconds } from '../time/check-seconds.js';

/** An activity that is a function of a module, so that it can run outside the worker's event loop. */
export interface ModuleActivity {
  /** The module: a `file:` URL or an absolute path, as in `new URL('./resize.js', import.meta.url)`. */
  readonly module: string | URL;
  /** The name of the function's export. Default: `default`. */
  readonly export?: string | undefined;
  /**
   * Where it runs: in a thread or in a process of its own, whose end is only the end of the task, or, with `'none'`, in the worker's event loop.
   * Default: `'thread'`.
   */
  readonly isolation?: 'none' | 'thread' | 'process' | undefined;
  /** The heap that its thread or process may grow to. Default: Node's own limit. */
  readonly maxMemoryInMegabytes?: number | undefined;
  /** Seconds that it may go on after its cancellation was requested, before its thread or process is ended. Default: 10. */
  readonly cancelGraceInSeconds?: number | undefined;
}

export const MODULE_ACTIVITY_OPTIONS: OptionNames<ModuleActivity> = {
  module: true,
  export: true,
  isolation: true,
  maxMemoryInMegabytes: true,
  cancelGraceInSeconds: true,
};

/** A module activity with every default filled in. */
export interface CheckedModuleActivity {
  readonly module: string;
  readonly exportName: string;
  readonly isolation: 'none' | 'thread' | 'process';
  readonly maxMemoryInMegabytes: number | undefined;
  readonly cancelGraceInSeconds: number;
}

/** The activity, if it can be run; otherwise throws `InvalidArgumentError` naming the field. */
export function checkModuleActivity(field: string, activity: ModuleActivity): CheckedModuleActivity {
  const {
    export: exportName = 'default',
    isolation = 'thread',
    maxMemoryInMegabytes,
    cancelGraceInSeconds = 10,
  } = activity;
  const module = String(activity.module);
  if (!module.startsWith('file:') && !isAbsolute(module)) {
    throw new InvalidArgumentError(`${field}.module must be a file: URL or an absolute path, not "${module}"`);
  }
  checkOneOf(`${field}.isolation`, isolation, ['none', 'thread', 'process']);
  if (maxMemoryInMegabytes !== undefined) {
    checkInteger(`${field}.maxMemoryInMegabytes`, maxMemoryInMegabytes, { min: 1, max: 1_000_000 });
  }
  checkSeconds(`${field}.cancelGraceInSeconds`, cancelGraceInSeconds);
  return { module, exportName, isolation, maxMemoryInMegabytes, cancelGraceInSeconds };
}
