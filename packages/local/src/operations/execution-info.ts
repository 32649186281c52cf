import type { WorkflowExecutionInfo } from '@aws-sdk/client-swf';
import { toTimestamp } from '../engine/fields.js';
import type { Wire } from '../engine/shapes.js';
import type { ListedExecution } from '../store/listings.js';

/** A run as SWF's structure WorkflowExecutionInfo. */
export function executionInfo(row: ListedExecution): Wire<WorkflowExecutionInfo> {
  const open = row.closeTime === null;
  return {
    cancelRequested: open && row.cancelRequested === 1,
    closeStatus: (row.closeStatus as WorkflowExecutionInfo['closeStatus'] | null) ?? undefined,
    closeTimestamp: row.closeTime === null ? undefined : toTimestamp(row.closeTime),
    execution: { runId: row.runId, workflowId: row.workflowId },
    executionStatus: open ? 'OPEN' : 'CLOSED',
    parent:
      row.parentWorkflowId === null || row.parentRunId === null
        ? undefined
        : { runId: row.parentRunId, workflowId: row.parentWorkflowId },
    startTimestamp: toTimestamp(row.startTime),
    tagList: row.tagList === null ? undefined : (JSON.parse(row.tagList) as readonly string[]),
    workflowType: { name: row.typeName, version: row.typeVersion },
  };
}
