import { formatDuration } from '@swf/explain';
import type { WorkflowExecution } from '@swf/models';
import type { Style } from '../output/column.js';
import type { Row } from '../output/fields.js';
import type { View } from '../output/print.js';
import { wholeSeconds } from '../output/time.js';

/** Returns an execution as a row: the attributes that SWF sent. */
export function executionRow(execution: WorkflowExecution): Row {
  return execution.toJSON() as Row;
}

/** Returns the version-qualified name of a type, as in `order@1.0`. */
export function typeName(type: unknown): string | undefined {
  const { name, version } = (type ?? {}) as { name?: string; version?: string };
  return name === undefined ? undefined : `${name}@${version ?? ''}`;
}

/** Returns `open`, or how the execution closed, in small letters: `failed`, `continued as new`. */
export function statusName(row: Row): string {
  return String(row['closeStatus'] ?? row['executionStatus'] ?? '')
    .toLowerCase()
    .replaceAll('_', ' ');
}

/**
 * Executions as a listing shows them.
 *
 * @param isClosed whether all of them are closed: when they closed says more than when they
 * started.
 */
export function executionListView(now: Date, isClosed = false): View {
  return {
    fields: [
      'domain',
      'workflowId',
      'runId',
      'workflowType.name',
      'workflowType.version',
      'executionStatus',
      'closeStatus',
      'startTimestamp',
      'closeTimestamp',
      'parent.workflowId',
      'parent.runId',
      'cancelRequested',
      'tagList',
    ],
    columns: [
      { heading: 'WORKFLOW ID', value: ({ workflowId }) => workflowId },
      { heading: 'TYPE', value: ({ workflowType }) => typeName(workflowType) },
      { heading: 'STATUS', value: statusName, style: statusStyle },
      isClosed
        ? { heading: 'CLOSED', value: ({ closeTimestamp }) => closeTimestamp }
        : { heading: 'STARTED', value: ({ startTimestamp }) => startTimestamp },
      { heading: 'DURATION', value: (row) => duration(row, now) },
      { heading: 'TAGS', value: ({ tagList }) => tagList },
    ],
    id: ['workflowId', 'runId'],
  };
}

/** One execution with everything that SWF describes. */
export function executionView(now: Date): View {
  const { fields, ...view } = executionListView(now);
  return {
    ...view,
    fields: [
      ...fields,
      'taskList',
      'taskPriority',
      'taskStartToCloseTimeout',
      'executionStartToCloseTimeout',
      'childPolicy',
      'lambdaRole',
      'openCounts.openActivityTasks',
      'openCounts.openDecisionTasks',
      'openCounts.openTimers',
      'openCounts.openChildWorkflowExecutions',
      'openCounts.openLambdaFunctions',
      'latestActivityTaskTimestamp',
      'latestExecutionContext',
      'input',
    ],
  };
}

/** The time from its start to its close, or to now. */
function duration({ startTimestamp, closeTimestamp }: Row, now: Date): string | undefined {
  if (!(startTimestamp instanceof Date)) return undefined;
  const end = closeTimestamp instanceof Date ? closeTimestamp : now;
  return formatDuration(wholeSeconds(Math.max(0, end.getTime() - startTimestamp.getTime())));
}

const STYLES: Readonly<Record<string, Style>> = {
  OPEN: 'cyan',
  COMPLETED: 'green',
  FAILED: 'red',
  TIMED_OUT: 'red',
  CANCELED: 'yellow',
  TERMINATED: 'yellow',
};

function statusStyle({ closeStatus, executionStatus }: Row): Style | undefined {
  return STYLES[String(closeStatus ?? executionStatus)];
}
