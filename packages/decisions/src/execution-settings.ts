import {
  checkLength,
  checkOneOf,
  checkTagList,
  encodePayload,
  formatSeconds,
  formatTaskPriority,
  formatTimeout,
  LIMITS,
  type OptionNames,
  type Timeout,
} from '@swf/settings/wire';
import { ifGiven } from './fields.js';
import { formatTaskList, type TaskListRef } from './refs.js';

/** What happens to an open child when its parent is terminated or times out. */
export type ChildPolicy = 'TERMINATE' | 'REQUEST_CANCEL' | 'ABANDON';

const CHILD_POLICIES: readonly ChildPolicy[] = ['TERMINATE', 'REQUEST_CANCEL', 'ABANDON'];

/**
 * The settings of a run to start; missing ones come from the defaults of its type, not from the
 * current run.
 */
export interface ExecutionSettings {
  /** A string, sent as it is, or another JSON value; up to 32,768 characters. */
  readonly input?: unknown;
  readonly taskList?: TaskListRef | undefined;
  /** A 32-bit integer; higher goes first. */
  readonly taskPriority?: number | undefined;
  /** Seconds, up to 31,536,000; `'NONE'` is not allowed. */
  readonly executionStartToCloseTimeout?: number | undefined;
  /** Seconds, up to 31,536,000, or `'NONE'`. */
  readonly taskStartToCloseTimeout?: Timeout | undefined;
  readonly childPolicy?: ChildPolicy | undefined;
  /** Up to 5 tags of up to 256 characters. */
  readonly tagList?: readonly string[] | undefined;
  /** The ARN of the role for invoking Lambda functions. */
  readonly lambdaRole?: string | undefined;
}

export const EXECUTION_SETTINGS: OptionNames<ExecutionSettings> = {
  input: true,
  taskList: true,
  taskPriority: true,
  executionStartToCloseTimeout: true,
  taskStartToCloseTimeout: true,
  childPolicy: true,
  tagList: true,
  lambdaRole: true,
};

/** Formats the settings for the SDK. @throws `InvalidArgumentError` if one breaks a rule of SWF. */
export function formatExecutionSettings(given: ExecutionSettings, at: (name: string) => string) {
  return {
    input: encodePayload(at('input'), given.input, LIMITS.data),
    taskList: ifGiven(given.taskList, (taskList) => formatTaskList(at('taskList'), taskList)),
    taskPriority: formatTaskPriority(at('taskPriority'), given.taskPriority),
    executionStartToCloseTimeout: formatSeconds(at('executionStartToCloseTimeout'), given.executionStartToCloseTimeout),
    taskStartToCloseTimeout: formatTimeout(at('taskStartToCloseTimeout'), given.taskStartToCloseTimeout),
    childPolicy: ifGiven(given.childPolicy, (policy) => checkOneOf(at('childPolicy'), policy, CHILD_POLICIES)),
    tagList: ifGiven(given.tagList, (tags) => frozenCopy(checkTagList(at('tagList'), tags))),
    lambdaRole: ifGiven(given.lambdaRole, (role) => checkLength(at('lambdaRole'), role, { min: 1, max: LIMITS.arn })),
  };
}

/** Returns a frozen copy, typed as mutable because the SDK's type is. */
function frozenCopy(list: readonly string[]): string[] {
  const copy = [...list];
  Object.freeze(copy);
  return copy;
}
