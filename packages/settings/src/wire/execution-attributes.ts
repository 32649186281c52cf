import type { StartWorkflowExecutionInput, WorkflowTypeConfiguration } from '@aws-sdk/client-swf';
import { SECONDS, TASK_PRIORITY, TIMEOUT, type Timeout } from './number.js';
import { PAYLOAD } from './payload.js';
import { TASK_LIST, TASK_LIST_REF, type TaskListRef } from './reference.js';
import type { Structure } from './structure.js';
import { ARN, TAG_LIST } from './text.js';
import { CHILD_POLICY, type ChildPolicy } from './word.js';

/** The defaults of a workflow type, for executions started without such a setting. */
export interface WorkflowTypeDefaults {
  /** The name of the task list of the decision tasks. */
  readonly defaultTaskList?: string | undefined;
  /** A 32-bit integer; higher comes first. SWF's own default is 0. */
  readonly defaultTaskPriority?: number | undefined;
  /** Seconds that a decider has for a task, or `'NONE'`. */
  readonly defaultTaskStartToCloseTimeout?: Timeout | undefined;
  /** Seconds that an execution may take, at most a year; SWF has no `'NONE'` here. */
  readonly defaultExecutionStartToCloseTimeout?: number | undefined;
  /** What SWF does with open children when the execution is terminated or times out. */
  readonly defaultChildPolicy?: ChildPolicy | undefined;
  /** The ARN of the IAM role with which executions call Lambda functions. */
  readonly defaultLambdaRole?: string | undefined;
}

/** The codec of each default of a workflow type. */
export const WORKFLOW_TYPE_DEFAULTS: Structure<WorkflowTypeDefaults, WorkflowTypeConfiguration> = {
  defaultTaskList: TASK_LIST,
  defaultTaskPriority: TASK_PRIORITY,
  defaultTaskStartToCloseTimeout: TIMEOUT,
  defaultExecutionStartToCloseTimeout: SECONDS,
  defaultChildPolicy: CHILD_POLICY,
  defaultLambdaRole: ARN,
};

/** The settings of a run to start; missing ones come from the defaults of its type. */
export interface ExecutionSettings {
  /** A string, sent as it is, or another JSON value; up to 32,768 characters. */
  readonly input?: unknown;
  /** Up to 5 tags of up to 256 characters. */
  readonly tagList?: readonly string[] | undefined;
  /** The task list of its decision tasks. */
  readonly taskList?: TaskListRef | undefined;
  /** A 32-bit integer; higher comes first. SWF's own default is 0. */
  readonly taskPriority?: number | undefined;
  /** Seconds that it may take, at most a year; SWF has no `'NONE'` here. */
  readonly executionStartToCloseTimeout?: number | undefined;
  /** Seconds that a decider has for a task, or `'NONE'`. */
  readonly taskStartToCloseTimeout?: Timeout | undefined;
  /** What SWF does with open children when it is terminated or times out. */
  readonly childPolicy?: ChildPolicy | undefined;
  /** The ARN of the IAM role with which it calls Lambda functions. */
  readonly lambdaRole?: string | undefined;
}

/** The codec of each setting of an execution. */
export const EXECUTION_SETTINGS: Structure<ExecutionSettings, StartWorkflowExecutionInput> = {
  input: PAYLOAD,
  tagList: TAG_LIST,
  taskList: TASK_LIST_REF,
  taskPriority: TASK_PRIORITY,
  executionStartToCloseTimeout: SECONDS,
  taskStartToCloseTimeout: TIMEOUT,
  childPolicy: CHILD_POLICY,
  lambdaRole: ARN,
};
