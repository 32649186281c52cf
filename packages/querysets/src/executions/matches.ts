import type { WorkflowExecutionInfo } from '@aws-sdk/client-swf';
import type { ExecutionFilter } from './execution-filter.js';

/** Checks whether an execution matches the filter. */
export function matches(info: WorkflowExecutionInfo, filter: ExecutionFilter): boolean {
  const { status, workflowId, type, tag, closeStatus, startedAfter, startedBefore, closedAfter, closedBefore } = filter;
  return (
    isOrAny(status, info.executionStatus) &&
    isOrAny(workflowId, info.execution?.workflowId) &&
    isOrAny(type?.name, info.workflowType?.name) &&
    isOrAny(type?.version, info.workflowType?.version) &&
    isOrAny(closeStatus, info.closeStatus) &&
    [tag ?? []].flat().every((each) => info.tagList?.includes(each)) &&
    isWithin(info.startTimestamp, startedAfter, startedBefore) &&
    isWithin(info.closeTimestamp, closedAfter, closedBefore)
  );
}

function isOrAny<Value>(wanted: Value | undefined, actual: Value | undefined): boolean {
  return wanted === undefined || wanted === actual;
}

function isWithin(instant: Date | undefined, after: Date | undefined, before: Date | undefined): boolean {
  if (!after && !before) return true;
  return instant !== undefined && (!after || instant >= after) && (!before || instant < before);
}
