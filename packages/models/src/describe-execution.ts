import {
  DescribeWorkflowExecutionCommand,
  type WorkflowExecutionDetail,
  type WorkflowExecutionInfo,
} from '@aws-sdk/client-swf';
import { latestRunId, type RequestOptions, send } from '@swf/settings/request';
import { parseSeconds, parseTaskPriority, parseTimeout } from '@swf/settings/wire';
import type { ExecutionTarget } from './control-execution.js';
import type { WorkflowExecutionOptions } from './execution-options.js';
import { receivedInstant, type WithoutNulls } from './received.js';
import { required, requiredExecution, requiredType } from './required.js';

/** Describes the execution: its run, or without a run id the open run or else the latest closed one. */
export async function describeExecution(
  execution: ExecutionTarget,
  options?: RequestOptions,
): Promise<WorkflowExecutionDetail> {
  const { domain, workflowId, resource } = execution;
  const runId = execution.runId ?? (await latestRunId({ domain: domain.name, workflowId }, options));
  const command = new DescribeWorkflowExecutionCommand({ domain: domain.name, execution: { workflowId, runId } });
  return send(command, resource, options);
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

/** Returns the attributes in a description. */
export function fromExecutionDetail(detail: WithoutNulls<WorkflowExecutionDetail>): WorkflowExecutionOptions {
  const { executionConfiguration, openCounts, latestActivityTaskTimestamp, latestExecutionContext } = detail;
  return {
    ...fromExecutionInfo(required('executionInfo', detail.executionInfo)),
    executionStartToCloseTimeout: parseSeconds(executionConfiguration?.executionStartToCloseTimeout),
    taskStartToCloseTimeout: parseTimeout(executionConfiguration?.taskStartToCloseTimeout),
    taskList: executionConfiguration?.taskList?.name,
    taskPriority: parseTaskPriority(executionConfiguration?.taskPriority),
    childPolicy: executionConfiguration?.childPolicy,
    lambdaRole: executionConfiguration?.lambdaRole,
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
