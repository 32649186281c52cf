import { formatDuration } from '@swf/history/timeline';
import { localTime } from '../../components/format.js';
import { type Column, Grid } from '../../components/grid.js';
import { EmptyState } from '../../components/notices.js';
import { StatusGlyph } from '../../components/status.js';
import { TimeTitle } from '../../components/time.js';
import { now } from '../../data/clock.js';
import type { AttemptRow } from '../../worker/protocol.js';
import { glyphOf, nounOf, wordsOf } from '../words.js';

interface CompactGridProps {
  readonly rows: readonly AttemptRow[];
  readonly selected: number | undefined;
  readonly onOpen: (id: number) => void;
}

/** One row for each attempt of an activity, timer, child, function, signal and marker. */
export function CompactGrid({ rows, selected, onOpen }: CompactGridProps) {
  if (rows.length === 0) {
    return (
      <EmptyState title="No attempt to show">
        An attempt is one of an activity, timer, child, function, signal or marker. Remove a filter, or look at all
        events.
      </EmptyState>
    );
  }
  const row = rows.find(({ eventId }) => eventId === selected);
  return (
    <Grid
      label="Attempts"
      columns={COLUMNS}
      rows={rows}
      rowKey={keyOf}
      rowClass={({ state }) => (glyphOf(state) === 'failed' || glyphOf(state) === 'timed-out' ? 'is-failure' : '')}
      isSelected={({ eventId }) => eventId === selected}
      reveal={row && keyOf(row)}
      onOpen={({ eventId }) => onOpen(eventId)}
    />
  );
}

function keyOf({ eventId, type, id, attempt }: AttemptRow): string {
  return `${eventId} ${type} ${id} ${attempt}`;
}

const COLUMNS: readonly Column<AttemptRow>[] = [
  {
    id: 'event',
    title: '#',
    width: '64px',
    isNumeric: true,
    cell: ({ eventId }) => <span class="number secondary">{eventId}</span>,
  },
  {
    id: 'time',
    title: <TimeTitle hasZone>Time</TimeTitle>,
    width: '164px',
    hideBelow: 760,
    cell: ({ scheduledAt }) => <span class="number">{timeText(scheduledAt)}</span>,
  },
  {
    id: 'type',
    title: 'Type',
    width: '84px',
    hideBelow: 480,
    cell: ({ type }) => <span class="secondary">{nounOf(type)}</span>,
  },
  {
    id: 'id',
    title: 'Id',
    width: 'minmax(120px, 2fr)',
    cell: ({ id, attempt }) => (
      <>
        {id}
        {attempt > 1 && <span class="secondary"> #{attempt}</span>}
      </>
    ),
  },
  {
    id: 'state',
    title: 'State',
    width: '150px',
    cell: ({ state }) => (
      <span class="status">
        <StatusGlyph state={glyphOf(state)} />
        <span class="status-word">{wordsOf(state)}</span>
      </span>
    ),
  },
  {
    id: 'took',
    title: 'Took',
    width: '96px',
    isNumeric: true,
    hideBelow: 560,
    cell: ({ seconds }) => (seconds === undefined ? '' : formatDuration(Math.round(seconds * 1000) / 1000)),
  },
  {
    id: 'reason',
    title: 'Reason',
    width: 'minmax(0, 2fr)',
    hideBelow: 640,
    cell: ({ reason, details }) => <span class="secondary">{reason ?? details}</span>,
  },
];

function timeText(at: Date | undefined): string {
  return at === undefined ? 'no time' : localTime(at.getTime(), now.peek());
}
