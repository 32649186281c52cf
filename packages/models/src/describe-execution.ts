import {
  DescribeWorkflowExecutionCommand,
  type WorkflowExecutionDetail,
  type WorkflowExecutionInfo,
} from '@aws-sdk/client-swf';
import { latestRunId, type RequestOptions, send } from '@swf/settings/request';
import { parseSeconds, parseTaskPriority, parseTimeout } from '@swf/settings/wire';
import { answered, answeredExecution, answeredType } from './answered.js';
import type { Steerable } from './steer-execution.js';
import type { WorkflowExecutionOptions } from './workflow-execution.js';

/** What SWF says of the execution; without a run id, of the open run, or the last one where none is open. */
export async function describeExecution(
  execution: Steerable,
  options?: RequestOptions,
): Promise<WorkflowExecutionDetail> {
  const { domain, workflowId, resource } = execution;
  const runId = execution.runId ?? (await latestRunId({ domain: domain.name, workflowId }, options));
  const command = new DescribeWorkflowExecutionCommand({ domain: domain.name, execution: { workflowId, runId } });
  return send(command, resource, options);
}

/** The attributes that a listing's entry tells. */
export function fromExecutionInfo(info: WorkflowExecutionInfo): WorkflowExecutionOptions {
  const { executionStatus, closeStatus, startTimestamp, closeTimestamp, cancelRequested, tagList } = info;
  const { workflowId, runId } = answeredExecution('execution', info.execution);
  const told = { kind: 'WorkflowExecution', name: workflowId };
  return {
    runId,
    workflowType: answeredType('workflowType', info.workflowType, told),
    executionStatus,
    closeStatus,
    startTimestamp,
    closeTimestamp,
    parent: info.parent && answeredExecution('parent', info.parent, told),
    tagList: tagsOf(tagList),
    cancelRequested,
  };
}

/** The attributes that a description tells. */
export function fromDetail(detail: WorkflowExecutionDetail): WorkflowExecutionOptions {
  const { executionConfiguration, openCounts, latestActivityTaskTimestamp, latestExecutionContext } = detail;
  return {
    ...fromExecutionInfo(answered('executionInfo', detail.executionInfo)),
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
    latestActivityTaskTimestamp,
    latestExecutionContext,
  };
}

/** SWF leaves an empty list out, and has been seen to answer with a null for a tag that was null. */
function tagsOf(tagList: readonly (string | null)[] = []): readonly string[] {
  return tagList.filter((tag) => tag !== null);
}
