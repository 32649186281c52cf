import type { Deadline, PendingItem } from '@swf/explain';
import { formatDuration } from '@swf/history/timeline';
import { type Column, Grid } from '../components/grid.js';
import { EmptyState } from '../components/notices.js';
import { StatusGlyph } from '../components/status.js';
import { Countdown } from './countdown.js';
import type { HistoryModel } from './history-model.js';
import { useSelection } from './selection.js';
import { glyphOf, nounOf, wordsOf } from './words.js';

/** Everything that is open, with its deadlines. */
export function PendingTab({ model }: { readonly model: HistoryModel }) {
  const { event, select } = useSelection();
  const overview = model.overview.value;
  const items = overview?.pending ?? [];
  const present = model.present.value;
  if (!model.isRead.value) {
    return (
      <EmptyState title="What is pending is not known yet">
        The history has not been read to its end: what is open in this part may have closed since.
      </EmptyState>
    );
  }
  if (items.length === 0) {
    return (
      <EmptyState title="Nothing is pending">
        The execution has closed{overview ? `: ${overview.heading.status}` : ''}. Events has all that happened.
      </EmptyState>
    );
  }
  return (
    <div class="tab-body">
      <Grid
        label="Pending"
        rows={items}
        rowKey={({ type, id, eventId }) => `${type} ${id} ${eventId}`}
        isSelected={({ eventId }) => eventId === event}
        onOpen={({ eventId }) => select(eventId)}
        columns={columnsAt(
          present,
          items.some(({ deadlines }) => deadlines.length > 1),
        )}
      />
    </div>
  );
}

function columnsAt(present: number, hasSecond: boolean): readonly Column<PendingItem>[] {
  const columns: readonly Column<PendingItem>[] = [
    {
      id: 'what',
      title: 'What',
      width: 'minmax(120px, 1.5fr)',
      cell: ({ type, id }) => (
        <>
          <span class="secondary">{nounOf(type)}</span> {id}
        </>
      ),
    },
    {
      id: 'state',
      title: 'State',
      width: '150px',
      hideBelow: 620,
      cell: ({ state, cancelRequested }) => (
        <span class="status">
          <StatusGlyph state={cancelRequested ? 'cancel-requested' : glyphOf(state)} />
          <span class="status-word">{cancelRequested ? 'cancel requested' : wordsOf(state)}</span>
        </span>
      ),
    },
    {
      id: 'since',
      title: 'For',
      width: '96px',
      hideBelow: 720,
      isNumeric: true,
      cell: ({ since, startedAt }) => ageText(startedAt ?? since, present),
    },
    {
      id: 'who',
      title: 'Worker or list',
      width: 'minmax(120px, 1.4fr)',
      hideBelow: 880,
      cell: ({ identity, taskList }) => (
        <span title={identity === undefined ? 'task list' : 'identity'}>
          {identity ?? (taskList === undefined ? '' : `list ${taskList}`)}
        </span>
      ),
    },
    {
      id: 'next',
      title: 'Next deadline',
      width: 'minmax(330px, 2fr)',
      narrowWidth: 'minmax(0, 2fr)',
      cell: ({ deadlines, heartbeatTimeout }) => (
        <DeadlineCell deadline={deadlines[0]} heartbeat={heartbeatTimeout} present={present} />
      ),
    },
    {
      id: 'then',
      title: 'Then',
      width: 'minmax(0, 2fr)',
      hideBelow: 1080,
      cell: ({ deadlines }) =>
        deadlines[1] && <DeadlineCell deadline={deadlines[1]} heartbeat={undefined} present={present} />,
    },
  ];
  return hasSecond ? columns : columns.slice(0, -1);
}

interface DeadlineCellProps {
  readonly deadline: Deadline | undefined;
  readonly heartbeat: number | undefined;
  readonly present: number;
}

function DeadlineCell({ deadline, heartbeat, present }: DeadlineCellProps) {
  const beat = heartbeat === undefined ? '' : `heartbeat every ${formatDuration(heartbeat)}`;
  if (deadline === undefined) return <span class="secondary">{beat === '' ? 'none' : beat}</span>;
  return (
    <span class="deadline" title={beat}>
      <Countdown at={deadline.at} present={present} /> <span class="secondary">{deadline.name}</span>
    </span>
  );
}

function ageText(since: Date | undefined, present: number): string {
  if (since === undefined) return '';
  return formatDuration(Math.max(0, Math.round((present - since.getTime()) / 1000)));
}
