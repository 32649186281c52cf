import { checkName, formatTaskPriority, formatTimeout, type OptionNames, type Timeout } from '@swf/settings/wire';
import { checkRetryOptions, type RetryOptions } from '../calls/backoff.js';
import type { PayloadCodec } from './payload.js';

/** What happens to an activity whose call is canceled. */
export type OnCancel = 'WAIT' | 'REQUEST' | 'ABANDON';

/** How an activity is scheduled. Timeouts are seconds or `'NONE'`; all of them are sent with every task. */
export interface ActivityOptions {
  /** Seconds that a worker has for a task. */
  readonly startToCloseTimeout: Timeout;
  /** The task list of its workers. Default: the registered type's. */
  readonly taskList?: string | undefined;
  /** A 32-bit integer; higher comes first. Default: the registered type's. */
  readonly taskPriority?: number | undefined;
  /** Seconds that a task may wait for a worker. Default: `'NONE'`. */
  readonly scheduleToStartTimeout?: Timeout | undefined;
  /** Seconds from scheduling to the end, for each attempt. Default: `'NONE'`. */
  readonly scheduleToCloseTimeout?: Timeout | undefined;
  /** Seconds that may pass between two heartbeats. Default: `'NONE'`. */
  readonly heartbeatTimeout?: Timeout | undefined;
  /** How to retry. Default: not at all. */
  readonly retry?: RetryOptions | undefined;
  /**
   * `'WAIT'` requests the cancellation and waits for the end; `'REQUEST'` requests it and rejects at once;
   * `'ABANDON'` rejects at once. Default: `'WAIT'`.
   */
  readonly onCancel?: OnCancel | undefined;
  /** Default: JSON. */
  readonly codec?: PayloadCodec | undefined;
}

/** What one call may set otherwise than its definition. */
export interface ActivityCallOptions extends Partial<ActivityOptions> {
  /** The activity id. Default: `<name>-<n>`. */
  readonly id?: string | undefined;
  /** A note for the history, which the worker does not see. */
  readonly control?: unknown;
}

/** The options of an activity; TypeScript reports one that is missing. */
export const ACTIVITY_OPTIONS: OptionNames<ActivityOptions> = {
  startToCloseTimeout: true,
  taskList: true,
  taskPriority: true,
  scheduleToStartTimeout: true,
  scheduleToCloseTimeout: true,
  heartbeatTimeout: true,
  retry: true,
  onCancel: true,
  codec: true,
};

/** The options of one call; TypeScript reports one that is missing. */
export const ACTIVITY_CALL_OPTIONS: OptionNames<ActivityCallOptions> = { ...ACTIVITY_OPTIONS, id: true, control: true };

/** Checks what SWF would refuse only when the activity is scheduled. */
export function checkActivityOptions(field: string, options: Partial<ActivityOptions>): void {
  const path = (name: string) => (field === 'options' ? name : `${field}.${name}`);
  for (const name of TIMEOUTS) formatTimeout(path(name), options[name]);
  formatTaskPriority(path('taskPriority'), options.taskPriority);
  if (options.taskList !== undefined) checkName(path('taskList'), options.taskList);
  if (options.retry !== undefined) checkRetryOptions(path('retry'), options.retry);
}

const TIMEOUTS = [
  'startToCloseTimeout',
  'scheduleToStartTimeout',
  'scheduleToCloseTimeout',
  'heartbeatTimeout',
] as const;
