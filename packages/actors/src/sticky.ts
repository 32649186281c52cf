import { randomUUID } from 'node:crypto';
import { InvalidArgumentError } from '@swf/settings/errors';
import { checkInteger, checkOptions, LIMITS, type OptionNames } from '@swf/settings/wire';

/** The task list that a decider has for itself. */
export interface StickyOptions {
  /** Whole seconds that a task may wait there before it goes back to the ordinary list, where any decider takes it. Default: 5. */
  readonly scheduleToStartTimeout?: number | undefined;
}

/** Where a sticky decider sends the further tasks of its executions. */
export interface StickyTaskList {
  readonly taskList: string;
  readonly taskListScheduleToStartTimeout: number;
}

const STICKY_OPTIONS: OptionNames<StickyOptions> = { scheduleToStartTimeout: true };

const NAME_LENGTH = 200;

/** A task list that no other decider polls; `undefined` where none is wanted. */
export function stickyTaskList(
  taskList: string,
  concurrency: number,
  options: StickyOptions | boolean = false,
): StickyTaskList | undefined {
  if (options === false) return undefined;
  if (concurrency < 2) throw new InvalidArgumentError(`sticky needs a concurrency of 2 or more, not ${concurrency}`);
  const { scheduleToStartTimeout = 5 } = options === true ? {} : checkOptions('sticky', options, STICKY_OPTIONS);
  checkInteger('sticky.scheduleToStartTimeout', scheduleToStartTimeout, { min: 1, max: LIMITS.timeoutInSeconds });
  return {
    taskList: `${taskList.slice(0, NAME_LENGTH)}-${process.pid}-${randomUUID()}`,
    taskListScheduleToStartTimeout: scheduleToStartTimeout,
  };
}
