import {
  checkStructure,
  type OptionNames,
  type Structure,
  TASK_LIST,
  TASK_PRIORITY,
  TIMEOUT,
  type Timeout,
} from '@swf/settings/wire';
import { checkRetryOptions, type RetryOptions } from '../calls/backoff.js';
import { checkOwnOptions } from './checks.js';
import type { PayloadCodec } from './payload.js';
import type { Schema } from './schema.js';

/** What happens to an activity whose call is canceled. */
export type OnCancel = 'WAIT' | 'REQUEST' | 'ABANDON';

/**
 * How to schedule an activity. Timeouts are seconds or `'NONE'`; all of them are sent with every
 * task.
 */
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
   * `'WAIT'` requests the cancellation and waits for the end; `'REQUEST'` requests it and rejects
   * at once; `'ABANDON'` rejects at once. Default: `'WAIT'`.
   */
  readonly onCancel?: OnCancel | undefined;
  /** Default: the program's, or else JSON. */
  readonly codec?: PayloadCodec | undefined;
  /** Validates inputs, before they are performed. */
  readonly input?: Schema | undefined;
  /** Validates results, before they are sent. */
  readonly result?: Schema | undefined;
}

/** What one call may override. */
export interface ActivityCallOptions
  extends Omit<ActivityOptions, 'startToCloseTimeout' | 'heartbeatTimeout' | 'input' | 'result'> {
  /** Seconds that a worker has for the task. Default: the definition's. */
  readonly startToCloseTimeout?: Timeout | undefined;
  /**
   * Seconds that may pass between two heartbeats. Default: the definition's. The worker does not
   * hear of it: it sends heartbeats three times within the definition's, and every 30 seconds at
   * least. A shorter one has room for fewer, unless it is 90 seconds or more.
   */
  readonly heartbeatTimeout?: Timeout | undefined;
  /** The activity id. Default: `<name>-<n>`. */
  readonly id?: string | undefined;
  /** A note for the history, which the worker does not see. */
  readonly control?: unknown;
}

/** The options that SWF is sent. */
type Settings = Omit<ActivityCallOptions, 'retry' | 'onCancel' | 'codec' | 'id' | 'control'>;

const SETTINGS: Structure<Settings, object> = {
  startToCloseTimeout: TIMEOUT,
  taskList: TASK_LIST,
  taskPriority: TASK_PRIORITY,
  scheduleToStartTimeout: TIMEOUT,
  scheduleToCloseTimeout: TIMEOUT,
  heartbeatTimeout: TIMEOUT,
};

/** The options of an activity; TypeScript reports one that is missing. */
export const ACTIVITY_OPTIONS: OptionNames<ActivityOptions> = {
  ...SETTINGS,
  retry: true,
  onCancel: true,
  codec: true,
  input: true,
  result: true,
};

/** The options of one call; TypeScript reports one that is missing. */
export const ACTIVITY_CALL_OPTIONS: OptionNames<ActivityCallOptions> = {
  ...SETTINGS,
  retry: true,
  onCancel: true,
  codec: true,
  id: true,
  control: true,
};

/** Checks what SWF would refuse only when the activity is scheduled. */
export function checkActivityOptions(options: ActivityOptions | ActivityCallOptions): void {
  checkStructure(SETTINGS, options);
  checkOwnOptions(options);
  if (options.retry !== undefined) checkRetryOptions('retry', options.retry);
}
