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

/** What becomes of an open child when its parent is terminated or times out. */
export type ChildPolicy = 'TERMINATE' | 'REQUEST_CANCEL' | 'ABANDON';

const CHILD_POLICIES: readonly ChildPolicy[] = ['TERMINATE', 'REQUEST_CANCEL', 'ABANDON'];

/** What a run that a decision starts is given. What is left out comes from its type's defaults, not from the run that decides. */
export interface ExecutionSettings {
  /** A string as it is, other JSON encoded; up to 32,768 characters. */
  readonly input?: unknown;
  readonly taskList?: TaskListRef | undefined;
  /** A whole number of 32 bits; higher goes first. */
  readonly taskPriority?: number | undefined;
  /** Whole seconds, up to 31,536,000; SWF takes no `NONE` here. */
  readonly executionStartToCloseTimeout?: number | undefined;
  /** Whole seconds, up to 31,536,000, or `'NONE'`. */
  readonly taskStartToCloseTimeout?: Timeout | undefined;
  readonly childPolicy?: ChildPolicy | undefined;
  /** Up to 5 tags of up to 256 characters. */
  readonly tagList?: readonly string[] | undefined;
  /** The ARN of the role that Lambda functions are invoked with. */
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

/** The settings as they are sent; throws `InvalidArgumentError`, naming the attribute, where one breaks a rule of SWF. */
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

/** The SDK's type of a list is a mutable one, though nothing writes to it. */
function frozenCopy(list: readonly string[]): string[] {
  const copy = [...list];
  Object.freeze(copy);
  return copy;
}
