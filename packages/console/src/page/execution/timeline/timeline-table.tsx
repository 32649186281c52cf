import { formatDuration } from '@swf/history/timeline';
import { useMemo } from 'preact/hooks';
import { localTime } from '../../components/format.js';
import { type Column, Grid } from '../../components/grid.js';
import { StatusGlyph } from '../../components/status.js';
import { TimeTitle } from '../../components/time.js';
import { now as clock } from '../../data/clock.js';
import type { Bar, TimelineRow } from '../../worker/protocol.js';
import { glyphOf, nounOf, wordsOf } from '../words.js';

export interface TimelineTableProps {
  readonly rows: readonly TimelineRow[];
  readonly now: number;
  readonly selected: number | undefined;
  readonly onOpen: (eventId: number) => void;
}

interface BarRow extends Bar, Pick<TimelineRow, 'entity' | 'label'> {}

/** The same data as the picture: a row for each bar, in order of time. */
export function TimelineTable({ rows, now, selected, onOpen }: TimelineTableProps) {
  const bars = useMemo(
    () =>
      rows
        .flatMap(({ entity, label, bars: own }) => own.map((bar): BarRow => ({ ...bar, entity, label })))
        .sort((one, other) => one.start - other.start || one.eventId - other.eventId),
    [rows],
  );
  return (
    <Grid<BarRow>
      label="Timeline as a table"
      rows={bars}
      rowKey={({ eventId, entity }) => `${entity} ${eventId}`}
      isSelected={({ eventId }) => eventId === selected}
      onOpen={({ eventId }) => onOpen(eventId)}
      columns={columnsAt(now)}
    />
  );
}

function columnsAt(now: number): readonly Column<BarRow>[] {
  return [
    {
      id: 'label',
      title: 'Label',
      width: 'minmax(96px, 2fr)',
      cell: ({ label, attempt }) => (
        <span class="status" title={label}>
          <span class="truncate">{label}</span>
          {attempt > 1 && <span class="secondary attempt-number">#{attempt}</span>}
        </span>
      ),
    },
    {
      id: 'kind',
      title: 'Kind',
      width: '88px',
      hideBelow: 760,
      cell: ({ entity }) => <span class="secondary">{nounOf(entity)}</span>,
    },
    {
      id: 'state',
      title: 'State',
      width: 'minmax(96px, 132px)',
      cell: ({ state }) => (
        <span class="status">
          <StatusGlyph state={glyphOf(state)} />
          <span class="status-word">{wordsOf(state)}</span>
        </span>
      ),
    },
    {
      id: 'scheduled',
      title: <TimeTitle>Scheduled</TimeTitle>,
      width: '148px',
      hideBelow: 900,
      cell: ({ entity, start }) => (waits(entity) ? localTime(start, clock.peek()) : NONE),
    },
    {
      id: 'started',
      title: <TimeTitle hasZone>Started</TimeTitle>,
      width: '148px',
      hideBelow: 640,
      cell: ({ work }) => (work === undefined ? NONE : localTime(work, clock.peek())),
    },
    {
      id: 'waited',
      title: 'Waited',
      width: '108px',
      isNumeric: true,
      hideBelow: 400,
      cell: ({ entity, start, work, end }) => (waits(entity) ? durationText((work ?? end ?? now) - start) : NONE),
    },
    {
      id: 'ran',
      title: 'Ran',
      width: '108px',
      isNumeric: true,
      cell: ({ entity, work, end }) =>
        work === undefined || isInstant(entity) ? NONE : durationText((end ?? now) - work),
    },
  ];
}

const NONE = <span class="secondary">–</span>;

function durationText(milliseconds: number): string {
  return formatDuration(Math.max(0, milliseconds) / 1000);
}

/** Whether somebody has to start it. */
function waits(entity: TimelineRow['entity']): boolean {
  return ['DecisionTask', 'ActivityTask', 'LambdaFunction', 'ChildWorkflowExecution'].includes(entity);
}

function isInstant(entity: TimelineRow['entity']): boolean {
  return entity === 'Signal' || entity === 'Marker';
}
