import { randomUUID } from 'node:crypto';
import { InvalidArgumentError } from '@swf/settings/errors';
import { checkInteger, checkOptions, LIMITS, type OptionNames } from '@swf/settings/wire';

/** Options of a sticky task list. */
export interface StickyOptions {
  /** Whole seconds that a task may wait on it before it returns to the common list. Default: 5. */
  readonly scheduleToStartTimeout?: number | undefined;
}

/** The task list of one decider for further tasks of its executions. */
export interface StickyTaskList {
  readonly taskList: string;
  readonly taskListScheduleToStartTimeout: number;
}

const STICKY_OPTIONS: OptionNames<StickyOptions> = { scheduleToStartTimeout: true };

const NAME_LENGTH = 200;

/** Returns a task list that no other decider polls; undefined if the option is off. */
export function stickyTaskList(
  taskList: string,
  concurrency: number,
  options: StickyOptions | boolean = false,
): StickyTaskList | undefined {
  if (options === false) return undefined;
  if (concurrency < 2) throw new InvalidArgumentError(`sticky needs a concurrency of 2 or more, got ${concurrency}`);
  const { scheduleToStartTimeout = 5 } = options === true ? {} : checkOptions('sticky', options, STICKY_OPTIONS);
  checkInteger('sticky.scheduleToStartTimeout', scheduleToStartTimeout, { min: 1, max: LIMITS.timeoutInSeconds });
  return {
    taskList: `${taskList.slice(0, NAME_LENGTH)}-${process.pid}-${randomUUID()}`,
    taskListScheduleToStartTimeout: scheduleToStartTimeout,
  };
}
