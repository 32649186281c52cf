import { formatDuration } from '@swf/history/timeline';
import { useMemo } from 'preact/hooks';
import { localTime } from '../../components/format.js';
import { type Column, Grid } from '../../components/grid.js';
import { StatusGlyph } from '../../components/status.js';
import type { Bar, TimelineRow } from '../../worker/protocol.js';
import { glyphOf, nounOf, wordsOf } from '../words.js';

interface TimelineTableProps {
  readonly rows: readonly TimelineRow[];
  readonly now: number;
  readonly selected: number | undefined;
  readonly onOpen: (eventId: number) => void;
}

interface BarRow extends Bar, Pick<TimelineRow, 'entity' | 'label'> {}

/** The same data as the picture: a row for each bar. */
export function TimelineTable({ rows, now, selected, onOpen }: TimelineTableProps) {
  const bars = useMemo(
    () => rows.flatMap(({ entity, label, bars: own }) => own.map((bar): BarRow => ({ ...bar, entity, label }))),
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
      width: 'minmax(120px, 2fr)',
      cell: ({ label, attempt }) => (
        <>
          {label}
          {attempt > 1 && <span class="secondary"> #{attempt}</span>}
        </>
      ),
    },
    {
      id: 'kind',
      title: 'Kind',
      width: '96px',
      hideBelow: 560,
      cell: ({ entity }) => <span class="secondary">{nounOf(entity)}</span>,
    },
    {
      id: 'state',
      title: 'State',
      width: '140px',
      cell: ({ state }) => (
        <span class="status">
          <StatusGlyph state={glyphOf(state)} />
          <span class="status-word">{wordsOf(state)}</span>
        </span>
      ),
    },
    { id: 'start', title: 'Start', width: '150px', hideBelow: 640, cell: ({ start }) => localTime(start, now) },
    {
      id: 'waited',
      title: 'Waited',
      width: '96px',
      isNumeric: true,
      hideBelow: 480,
      cell: ({ start, work, end }) => durationText((work ?? end ?? now) - start),
    },
    {
      id: 'ran',
      title: 'Ran',
      width: '96px',
      isNumeric: true,
      cell: ({ work, end }) => (work === undefined ? '' : durationText((end ?? now) - work)),
    },
  ];
}

function durationText(milliseconds: number): string {
  return milliseconds > 0 ? formatDuration(milliseconds / 1000) : '';
}
