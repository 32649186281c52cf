import type {
  CloseStatus,
  ExecutionStatus,
  WorkflowExecutionConfiguration,
  WorkflowExecutionDetail,
  WorkflowExecutionInfo,
} from '@aws-sdk/client-swf';
import { requiredExecution, requiredType } from '@swf/settings/request';
import {
  BOOLEAN,
  COUNT,
  DATA,
  EXECUTION_REF,
  EXECUTION_SETTINGS,
  type ExecutionRef,
  type ExecutionSettings,
  INSTANT,
  nested,
  parseStructure,
  RUN_ID,
  receivedWord,
  type Structure,
  TASK_LIST,
  TYPE_REF,
  type TypeRef,
} from '@swf/settings/wire';
import { receivedInstant, type WithoutNulls } from './received.js';

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
export interface WorkflowExecutionOptions extends ExecutionSettings {
  /**
   * The run. Default: the open run, or else the latest closed one. SWF's listings name it, and they
   * lag by some seconds.
   */
  readonly runId?: string | undefined;
  readonly workflowType?: TypeRef | undefined;
  readonly executionStatus?: ExecutionStatus | undefined;
  /** How it closed; undefined while it is open. */
  readonly closeStatus?: CloseStatus | undefined;
  readonly startTimestamp?: Date | undefined;
  readonly closeTimestamp?: Date | undefined;
  /** Its parent if it is a child. */
  readonly parent?: ExecutionRef | undefined;
  readonly cancelRequested?: boolean | undefined;
  /** The name of the task list of its decision tasks. */
  readonly taskList?: string | undefined;
  readonly openCounts?: OpenCounts | undefined;
  /** When the last of its activity tasks was scheduled. */
  readonly latestActivityTaskTimestamp?: Date | undefined;
  /** The last context that its decider saved, as sent. */
  readonly latestExecutionContext?: string | undefined;
  /** The input that it was started with, as sent. SWF has it only in the history. */
  readonly input?: string | undefined;
}

const OPEN_COUNTS = nested<OpenCounts>({
  openActivityTasks: COUNT,
  openDecisionTasks: COUNT,
  openTimers: COUNT,
  openChildWorkflowExecutions: COUNT,
  openLambdaFunctions: COUNT,
});

export const EXECUTION: Structure<WorkflowExecutionOptions, WorkflowExecutionConfiguration> = {
  runId: RUN_ID,
  workflowType: TYPE_REF,
  executionStatus: receivedWord<ExecutionStatus>(),
  closeStatus: receivedWord<CloseStatus>(),
  startTimestamp: INSTANT,
  closeTimestamp: INSTANT,
  parent: EXECUTION_REF,
  cancelRequested: BOOLEAN,
  ...EXECUTION_SETTINGS,
  taskList: TASK_LIST,
  openCounts: OPEN_COUNTS,
  latestActivityTaskTimestamp: INSTANT,
  latestExecutionContext: DATA,
  input: DATA,
};

/** What `execution.with()` may change. */
export interface WorkflowExecutionChanges extends WorkflowExecutionOptions {
  readonly workflowId?: string | undefined;
}

/** Returns the attributes in a listing's entry. */
export function fromExecutionInfo(info: WithoutNulls<WorkflowExecutionInfo>): WorkflowExecutionOptions {
  const { executionStatus, closeStatus, cancelRequested, tagList = [] } = info;
  const { workflowId, runId } = requiredExecution('execution', info.execution);
  const resource = { kind: 'WorkflowExecution', name: workflowId };
  return {
    runId,
    workflowType: requiredType('workflowType', info.workflowType, resource),
    executionStatus,
    closeStatus,
    startTimestamp: receivedInstant('startTimestamp', info.startTimestamp),
    closeTimestamp: receivedInstant('closeTimestamp', info.closeTimestamp),
    parent: info.parent && requiredExecution('parent', info.parent, resource),
    tagList,
    cancelRequested,
  };
}

/** Returns the attributes in a description, and in the listing's entry that is part of it. */
export function fromExecutionDetail(
  info: WithoutNulls<WorkflowExecutionInfo>,
  detail: WithoutNulls<WorkflowExecutionDetail>,
): WorkflowExecutionOptions {
  const { executionConfiguration, openCounts, latestActivityTaskTimestamp, latestExecutionContext } = detail;
  return {
    ...fromExecutionInfo(info),
    ...parseStructure(EXECUTION, executionConfiguration ?? {}),
    openCounts: {
      openActivityTasks: openCounts?.openActivityTasks ?? 0,
      openDecisionTasks: openCounts?.openDecisionTasks ?? 0,
      openTimers: openCounts?.openTimers ?? 0,
      openChildWorkflowExecutions: openCounts?.openChildWorkflowExecutions ?? 0,
      openLambdaFunctions: openCounts?.openLambdaFunctions ?? 0,
    },
    latestActivityTaskTimestamp: receivedInstant('latestActivityTaskTimestamp', latestActivityTaskTimestamp),
    latestExecutionContext,
  };
}
