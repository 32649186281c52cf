import type { ChildPolicy, CloseStatus, ExecutionStatus } from '@aws-sdk/client-swf';
import { checkInteger, checkObject, checkTagList, type OptionNames, type Timeout } from '@swf/settings/wire';
import type { ExecutionRef, TypeRef } from './refs.js';

/** The number of open tasks, timers, children and functions of an execution. */
export interface OpenCounts {
  readonly openActivityTasks: number;
  /** 0 or 1. */
  readonly openDecisionTasks: number;
  readonly openTimers: number;
  readonly openChildWorkflowExecutions: number;
  readonly openLambdaFunctions: number;
}

/** The attributes of an execution. */
export interface WorkflowExecutionOptions {
  /** The run. Default: the open run, or else the latest closed one. SWF's listings name it, and they lag by some seconds. */
  readonly runId?: string | undefined;
  readonly workflowType?: TypeRef | undefined;
  readonly executionStatus?: ExecutionStatus | undefined;
  /** How it closed; undefined while it is open. */
  readonly closeStatus?: CloseStatus | undefined;
  readonly startTimestamp?: Date | undefined;
  readonly closeTimestamp?: Date | undefined;
  /** Its parent if it is a child. */
  readonly parent?: ExecutionRef | undefined;
  readonly tagList?: readonly string[] | undefined;
  readonly cancelRequested?: boolean | undefined;
  /** Seconds that it may take. */
  readonly executionStartToCloseTimeout?: number | undefined;
  /** Seconds that a decider has for a task, or `'NONE'`. */
  readonly taskStartToCloseTimeout?: Timeout | undefined;
  /** The name of the task list of its decision tasks. */
  readonly taskList?: string | undefined;
  readonly taskPriority?: number | undefined;
  readonly childPolicy?: ChildPolicy | undefined;
  readonly lambdaRole?: string | undefined;
  readonly openCounts?: OpenCounts | undefined;
  /** When the last of its activity tasks was scheduled. */
  readonly latestActivityTaskTimestamp?: Date | undefined;
  /** The last context that its decider saved, as sent. */
  readonly latestExecutionContext?: string | undefined;
  /** The input that it was started with, as sent. SWF has it only in the history. */
  readonly input?: string | undefined;
}

export const EXECUTION_OPTIONS: OptionNames<WorkflowExecutionOptions> = {
  runId: true,
  workflowType: true,
  executionStatus: true,
  closeStatus: true,
  startTimestamp: true,
  closeTimestamp: true,
  parent: true,
  tagList: true,
  cancelRequested: true,
  executionStartToCloseTimeout: true,
  taskStartToCloseTimeout: true,
  taskList: true,
  taskPriority: true,
  childPolicy: true,
  lambdaRole: true,
  openCounts: true,
  latestActivityTaskTimestamp: true,
  latestExecutionContext: true,
  input: true,
};

/** What `execution.with()` may change. */
export interface WorkflowExecutionChanges extends WorkflowExecutionOptions {
  readonly workflowId?: string | undefined;
}

/** Checks a list of tags, and returns a frozen copy. */
export function checkTags(field: string, tags: readonly string[]): readonly string[] {
  return Object.freeze([...checkTagList(field, tags)]);
}

/** Checks open counts, and returns a frozen copy. */
export function checkOpenCounts(field: string, counts: OpenCounts): OpenCounts {
  for (const [name, count] of Object.entries(checkObject(field, counts))) {
    checkInteger(`${field}.${name}`, count, { max: Number.MAX_SAFE_INTEGER });
  }
  return Object.freeze({ ...counts });
}
