import type { TaskListInfo } from '../../api/registrations.js';
import { counted, grouped } from '../components/format.js';
import { type Column, Grid } from '../components/grid.js';
import { Icon } from '../components/icon.js';
import { changeText, linePoints, type Sample } from './samples.js';

/** A watched list: what is known of it, and how that changed. */
export interface WatchedRow {
  readonly name: string;
  readonly info: TaskListInfo | undefined;
  readonly samples: readonly Sample[];
}

interface TaskListGridProps {
  readonly rows: readonly WatchedRow[];
  readonly hasPollers: boolean;
  readonly opened: string | undefined;
  readonly onOpen: (name: string) => void;
  readonly onRemove: (name: string) => void;
}

/** The watched task lists. */
export function TaskListGrid({ rows, hasPollers, opened, onOpen, onRemove }: TaskListGridProps) {
  const columns: readonly Column<WatchedRow>[] = [
    {
      id: 'name',
      title: 'Task list',
      width: 'minmax(120px, 1.4fr)',
      cell: ({ name }) => <span class="mono">{name}</span>,
    },
    pending('decision', 'Decisions'),
    pending('activity', 'Activities'),
    ...(hasPollers ? [POLLERS] : []),
    {
      id: 'remove',
      title: <span class="visually-hidden">Remove</span>,
      width: '44px',
      cell: ({ name }) => (
        <button
          type="button"
          class="quiet row-button"
          tabIndex={-1}
          aria-label={`Stop watching ${name}`}
          onClick={() => onRemove(name)}
        >
          <Icon name="close" />
        </button>
      ),
    },
  ];
  return (
    <Grid
      label="Task lists"
      columns={columns}
      rows={rows}
      rowKey={({ name }) => name}
      onOpen={({ name }) => onOpen(name)}
      onRowKey={({ name }, { key }) => {
        if (key !== 'Delete') return false;
        onRemove(name);
        return true;
      }}
      rowClass={({ name }) => (name === opened ? 'is-open' : '')}
    />
  );
}

function pending(kind: 'decision' | 'activity', title: string): Column<WatchedRow> {
  return {
    id: kind,
    title,
    width: 'minmax(84px, 1fr)',
    cell: ({ info, samples }) => <Pending count={info?.[kind]} samples={samples} kind={kind} />,
  };
}

const POLLERS: Column<WatchedRow> = {
  id: 'pollers',
  title: 'Who polls',
  width: 'minmax(140px, 1fr)',
  hideBelow: 480,
  cell: ({ info }) => {
    if (!info?.pollers) return '';
    if (info.pollers.length > 0) return counted(info.pollers.length, 'poll');
    const hasWork = info.decision.count + info.activity.count > 0;
    return hasWork ? <span class="is-warning">nobody; tasks wait</span> : <span class="secondary">nobody</span>;
  },
};

interface PendingProps {
  readonly count: TaskListInfo['decision'] | undefined;
  readonly samples: readonly Sample[];
  readonly kind: 'decision' | 'activity';
}

/** A count with its trend since the page was opened. */
function Pending({ count, samples, kind }: PendingProps) {
  if (!count) return <span class="secondary">…</span>;
  const change = changeText(samples, kind);
  return (
    <span class="pending-count">
      <span class="number">
        {grouped(count.count)}
        {count.truncated && '+'}
      </span>
      <svg class="trend" viewBox="-1 -1 66 18" width="66" height="18" aria-hidden="true">
        <polyline points={linePoints(samples, kind, { width: 64, height: 16 })} />
      </svg>
      {change !== undefined && (
        <span class="secondary number" title="Since the page was opened">
          {change}
        </span>
      )}
    </span>
  );
}
