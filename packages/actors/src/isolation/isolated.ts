import { isAbsolute } from 'node:path';
import { InvalidArgumentError } from '@swf/settings/errors';
import { checkInteger, checkOneOf, checkOptions, checkStructure, type OptionNames } from '@swf/settings/wire';
import { checkSeconds } from '../time/timers.js';
import { ACTIVITY_TIMEOUTS, type ActivityTimeouts, type ConfiguredActivity } from '../worker/activities.js';
import { sharedHosts } from './host-pool.js';
import type { ModuleCall } from './message.js';
import { performIsolated } from './perform-isolated.js';
import { checkRunner, checkRunnerExists } from './runner.js';

/** The options of an isolated activity: a function of a module, with timeouts of its own. */
export interface IsolatedActivityOptions extends ActivityTimeouts {
  /**
   * The module: a `file:` URL or an absolute path, as in `new URL('./resize.js', import.meta.url)`.
   */
  readonly module: string | URL;
  /** The name of the function's export. Default: `default`. */
  readonly export?: string | undefined;
  /** Where it runs. If its thread or process ends, only its task fails. Default: `'thread'`. */
  readonly isolation?: 'thread' | 'process' | undefined;
  /** The heap limit of its thread or process. Default: Node's own. */
  readonly maxMemoryInMegabytes?: number | undefined;
  /** Seconds from a requested cancellation to the end of its thread or process. Default: 10. */
  readonly cancelGraceInSeconds?: number | undefined;
  /**
   * Where `isolated/run.mjs` of this package is: a `file:` URL or an absolute path. Only a bundle
   * needs it, because the file has to be copied beside it. Default: where the package has it.
   */
  readonly runner?: string | URL | undefined;
}

const OPTIONS: OptionNames<IsolatedActivityOptions> = {
  module: true,
  export: true,
  isolation: true,
  maxMemoryInMegabytes: true,
  cancelGraceInSeconds: true,
  runner: true,
  ...ACTIVITY_TIMEOUTS,
};

/**
 * Returns an activity that runs in a thread or process, outside the worker's event loop.
 *
 * Threads and processes run one activity at a time, are shared by all isolated activities of this
 * process, and end when they have been idle for 30 seconds or the last worker has stopped.
 *
 * @throws `InvalidArgumentError` naming the option.
 *
 * @example
 * const resize = isolated({ module: new URL('./resize.js', import.meta.url), isolation: 'process' });
 * const worker = new ActivityWorker(domain, 'images', { activities: { resize } });
 */
export function isolated(options: IsolatedActivityOptions): ConfiguredActivity {
  const given = checkOptions('options', options, OPTIONS);
  const { heartbeatTimeout, startToCloseTimeout } = given;
  checkStructure(ACTIVITY_TIMEOUTS, given);
  const runner = checkRunner(given.runner);
  const call = checkCall(given);
  const hosts = sharedHosts(runner);
  return {
    perform: (input, context) => performIsolated(hosts, call, input, context),
    heartbeatTimeout,
    startToCloseTimeout,
    onWorkerStart: () => {
      checkRunnerExists(runner);
      hosts.addUser();
    },
    onWorkerStop: () => hosts.removeUser(),
  };
}

function checkCall(options: IsolatedActivityOptions): ModuleCall {
  const {
    export: exportName = 'default',
    isolation = 'thread',
    maxMemoryInMegabytes,
    cancelGraceInSeconds = 10,
  } = options;
  const module = String(options.module);
  if (!module.startsWith('file:') && !isAbsolute(module)) {
    throw new InvalidArgumentError(`module must be a file: URL or an absolute path, got "${module}"`);
  }
  checkOneOf('isolation', isolation, ['thread', 'process']);
  if (maxMemoryInMegabytes !== undefined) {
    checkInteger('maxMemoryInMegabytes', maxMemoryInMegabytes, { min: 1, max: 1_000_000 });
  }
  checkSeconds('cancelGraceInSeconds', cancelGraceInSeconds);
  return { module, exportName, isolation, maxMemoryInMegabytes, cancelGraceInSeconds };
}
