import { useMemo } from 'preact/hooks';
import { localTime } from '../../components/format.js';
import { type Column, Grid } from '../../components/grid.js';
import { EmptyState } from '../../components/notices.js';
import { StatusGlyph } from '../../components/status.js';
import { TimeTitle } from '../../components/time.js';
import { now } from '../../data/clock.js';
import type { EventRow } from '../../worker/protocol.js';
import { glyphOf } from '../words.js';

interface EventGridProps {
  readonly rows: readonly EventRow[];
  readonly selected: number | undefined;
  readonly isFollowing: boolean;
  readonly onOpen: (id: number) => void;
}

/** One row for each event. */
export function EventGrid({ rows, selected, isFollowing, onOpen }: EventGridProps) {
  const hasDates = hasDate(rows[0]) || hasDate(rows.at(-1));
  const columns = useMemo(() => columnsWith(hasDates, rows), [hasDates, rows]);
  if (rows.length === 0) {
    return <EmptyState title="No event matches">Remove a filter to see more.</EmptyState>;
  }
  const selectedRow = rows.find(({ id }) => id === selected);
  const last = rows.at(-1);
  const revealed = isFollowing ? last : selectedRow;
  return (
    <Grid
      label="Events"
      columns={columns}
      rows={rows}
      rowKey={({ position }) => String(position)}
      rowClass={({ hasFailed }) => (hasFailed ? 'is-failure' : '')}
      isSelected={({ id }) => id === selected}
      reveal={revealed && String(revealed.position)}
      onOpen={({ id }) => onOpen(id)}
    />
  );
}

/** Whether the time of an event is shown with its date. */
function hasDate(row: EventRow | undefined): boolean {
  return row !== undefined && localTime(row.time, now.peek()).includes(' ');
}

/** Returns the columns; dates need room, and only times that differ from the row before stand out. */
function columnsWith(hasDates: boolean, rows: readonly EventRow[]): readonly Column<EventRow>[] {
  return [
    {
      id: 'id',
      title: '#',
      width: '56px',
      isNumeric: true,
      cell: ({ id }) => <span class="number secondary">{id}</span>,
    },
    {
      id: 'time',
      title: <TimeTitle hasZone>Time</TimeTitle>,
      width: hasDates ? '192px' : '120px',
      hideBelow: 560,
      cell: ({ time }, index) => (
        <span class={rows[index - 1]?.time === time ? 'is-same-time' : ''}>
          <TimeCell time={time} />
        </span>
      ),
    },
    {
      id: 'event',
      title: 'Event',
      width: 'minmax(208px, 1fr)',
      narrowWidth: 'minmax(0, 1fr)',
      cell: ({ name, state, time }) => (
        <span class="status">
          <StatusGlyph state={glyphOf(state)} />
          <span class="event-name">
            <span class="truncate" title={name}>
              {name}
            </span>
            {/* Where there is no room for its column, the time is under the name. */}
            <span class="narrow-time">
              <TimeCell time={time} />
            </span>
          </span>
        </span>
      ),
    },
    {
      id: 'attributes',
      title: 'Attributes',
      width: 'minmax(0, 1.4fr)',
      hideBelow: 560,
      cell: ({ text }) => <span class="secondary">{text}</span>,
    },
  ];
}

function TimeCell({ time }: { readonly time: number }) {
  if (Number.isNaN(time)) return <span class="secondary">no time</span>;
  const iso = new Date(time).toISOString();
  return (
    <time dateTime={iso} title={iso} class="number">
      {localTime(time, now.peek())}
      <span class="secondary">.{iso.slice(20, 23)}</span>
    </time>
  );
}
