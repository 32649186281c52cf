import type { ComponentChildren } from 'preact';
import type { ExecutionInfo } from '../../../api/executions.js';
import type { Column } from '../../components/grid.js';
import { RunId } from '../../components/run-id.js';
import { Status, stateOf } from '../../components/status.js';
import { Duration, LocalTime, RelativeTime } from '../../components/time.js';
import { preference } from '../../data/preferences.js';
import { exportedReason, ReasonCell } from './reason-cell.js';

/** A column of the executions, which can be chosen, ordered and exported. */
export interface ExecutionColumn extends Omit<Column<ExecutionInfo>, 'title'> {
  readonly title: string;
  /** Its name in an export. */
  readonly field: string;
  readonly value: (execution: ExecutionInfo) => unknown;
  /** Shown in its place of a run that no longer matches the filter: what is known is out of date. */
  readonly outdated?: ComponentChildren;
}

const NOTHING = <span class="secondary">–</span>;

/** All columns but the workflow id, which is always there. */
export const executionColumns: readonly ExecutionColumn[] = [
  {
    id: 'status',
    title: 'Status',
    field: 'status',
    width: '142px',
    narrowWidth: '94px',
    cell: (row) => <Status state={stateOf(row)} />,
    outdated: (
      <span class="status">
        <span class="status-word">no longer matches</span>
      </span>
    ),
    value: (row) => row.closeStatus ?? row.executionStatus,
  },
  {
    id: 'type',
    title: 'Type',
    field: 'workflowType',
    width: 'minmax(120px, 0.3fr)',
    hideBelow: 560,
    cell: ({ workflowType: { name, version } }) => (
      <span title={`${name}@${version}`}>
        {name}
        <span class="type-version">@{version}</span>
      </span>
    ),
    value: ({ workflowType: { name, version } }) => `${name}@${version}`,
  },
  {
    id: 'started',
    title: 'Started',
    field: 'startTimestamp',
    width: '90px',
    narrowWidth: '78px',
    cell: ({ startTimestamp }) => <RelativeTime at={startTimestamp} />,
    value: ({ startTimestamp }) => startTimestamp,
  },
  {
    id: 'duration',
    title: 'Duration',
    field: 'durationInSeconds',
    width: '102px',
    hideBelow: 680,
    cell: ({ startTimestamp, closeTimestamp }) => <Duration from={startTimestamp} to={closeTimestamp} />,
    outdated: NOTHING,
    value: ({ startTimestamp, closeTimestamp }) =>
      closeTimestamp && (Date.parse(closeTimestamp) - Date.parse(startTimestamp)) / 1000,
  },
  {
    id: 'closed',
    title: 'Closed',
    field: 'closeTimestamp',
    width: '150px',
    narrowWidth: '78px',
    cell: ({ closeTimestamp }) =>
      closeTimestamp === undefined ? (
        NOTHING
      ) : (
        <>
          <span class="if-wide">
            <LocalTime at={closeTimestamp} />
          </span>
          <span class="if-narrow">
            <RelativeTime at={closeTimestamp} />
          </span>
        </>
      ),
    value: ({ closeTimestamp }) => closeTimestamp,
  },
  {
    id: 'tags',
    title: 'Tags',
    field: 'tagList',
    width: 'minmax(136px, 0.3fr)',
    hideBelow: 820,
    cell: ({ tagList = [] }) => (
      <span class="tags" title={tagList.join(', ')}>
        {tagList.map((tag) => (
          <span key={tag} class="tag">
            {tag}
          </span>
        ))}
      </span>
    ),
    value: ({ tagList = [] }) => tagList,
  },
  {
    id: 'why',
    title: 'Why',
    field: 'why',
    width: 'minmax(60px, 2.4fr)',
    narrowWidth: '30px',
    cell: (row) => <ReasonCell row={row} />,
    outdated: NOTHING,
    value: exportedReason,
  },
  {
    id: 'parent',
    title: 'Parent',
    field: 'parentWorkflowId',
    width: 'minmax(120px, 1fr)',
    hideBelow: 680,
    cell: ({ parent }) => (parent ? <span class="mono">{parent.workflowId}</span> : NOTHING),
    value: ({ parent }) => parent?.workflowId,
  },
  {
    id: 'run',
    title: 'Run',
    field: 'runId',
    width: '110px',
    hideBelow: 680,
    cell: ({ runId }) => <RunId runId={runId} />,
    value: ({ runId }) => runId,
  },
];

/** The ids of the columns that are shown, in their order. */
export const chosenColumns = preference<readonly string[]>(
  'swf.columns',
  ['status', 'type', 'started', 'duration', 'tags', 'why'],
  (stored) =>
    Array.isArray(stored)
      ? stored.filter((id): id is string => executionColumns.some((each) => each.id === id))
      : undefined,
);

/** Returns the columns with these ids, in that order. */
export function columnsNamed(ids: readonly string[]): readonly ExecutionColumn[] {
  return ids.flatMap((id) => executionColumns.filter((each) => each.id === id));
}
