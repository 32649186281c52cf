import { useMemo, useRef } from 'preact/hooks';
import { counted, grouped } from '../../components/format.js';
import { Grid } from '../../components/grid.js';
import { EmptyState } from '../../components/notices.js';
import { part } from '../../components/part.js';
import { usePageUrl } from '../../data/page-url.js';
import { useKeys } from '../../shell/keys.js';
import type { TimelineRow } from '../../worker/protocol.js';
import type { HistoryModel } from '../history-model.js';
import { Segments } from '../segments.js';
import { useSelection } from '../selection.js';
import { anchorOf } from './anchor.js';
import { Axis } from './axis.js';
import { Bars } from './bars.js';
import { idleGaps, keptGaps, periodOf } from './idle-gaps.js';
import { isInView } from './layout.js';
import { Legend } from './legend.js';
import { RowLabel } from './row-label.js';
import { moved, Scale, WHOLE, zoomed } from './scale.js';
import type { TimelineTableProps } from './timeline-table.js';
import { useChartWidth } from './use-chart-width.js';
import { useWheel } from './use-wheel.js';
import { useZoom } from './use-zoom.js';

const STEP = 1.6;

/** Room at both sides for half of a diamond. */
const MARGIN = 8;

const TimelineTable = part<TimelineTableProps>(async () => (await import('./timeline-table.js')).TimelineTable);

const FORMS = [
  ['picture', 'Picture'],
  ['table', 'Table'],
] as const;

/** What happened when: a row for each label, its attempts side by side. */
export function TimelineTab({ model }: { readonly model: HistoryModel }) {
  const { query, set } = usePageUrl();
  const { event, select } = useSelection();
  const [view, setView] = useZoom();
  const frame = useRef<HTMLDivElement>(null);
  const chart = useRef<HTMLDivElement>(null);
  const rows = model.overview.value?.timeline ?? [];
  const width = useChartWidth(chart, rows.length > 0 && query['as'] !== 'table');
  const now = model.present.value;
  const period = useMemo(() => periodOf(rows, now), [rows, now]);
  const gaps = useMemo(() => idleGaps(rows, period), [rows, period]);
  // What is folded is decided when the run has been read, or by the reader: news of it moves nothing.
  const folded = useRef(query['fold'] === '0' ? [] : gaps);
  if (!model.isRead.value && query['fold'] !== '0') folded.current = gaps;
  const kept = keptGaps(gaps, folded.current);
  const isFolded = kept.length > 0;
  const scale = new Scale(period, kept, view, Math.max(1, width), MARGIN);
  const zoomBy = (factor: number) =>
    setView(zoomed(view, factor, anchorOf(rows, scale, focusedBar(frame.current) ?? event)));
  useKeys({
    ']': { title: 'Zoom in', run: () => zoomBy(STEP) },
    '[': { title: 'Zoom out', run: () => zoomBy(1 / STEP) },
    '{': { title: 'Earlier', run: () => setView(moved(view, -0.5)) },
    '}': { title: 'Later', run: () => setView(moved(view, 0.5)) },
    '0': { title: 'Show the whole run', run: () => setView(WHOLE) },
  });
  useWheel(frame, chart, scale, setView);
  if (rows.length === 0) {
    return (
      <EmptyState title="No event has a time">The timeline needs the times of events. Events lists them.</EmptyState>
    );
  }
  const isTable = query['as'] === 'table';
  const isZoomed = view.from > 0 || view.to < 1;
  const shown = isZoomed ? rows.filter((row) => isInView(row, scale, now)) : rows;
  return (
    <div class="tab-body" ref={frame}>
      <div class="toolbar">
        <Segments
          label="Show as"
          segments={FORMS}
          selected={isTable ? 'table' : 'picture'}
          onSelect={(id) => set({ as: id === 'table' ? id : undefined }, 'replace')}
        />
        {!isTable && gaps.length > 0 && (
          <button
            type="button"
            class={isFolded ? 'is-on' : ''}
            aria-pressed={isFolded}
            title="Idle: nobody works, nothing happens"
            onClick={() => {
              folded.current = isFolded ? [] : gaps;
              set({ fold: isFolded ? '0' : undefined }, 'replace');
            }}
          >
            Fold idle time
          </button>
        )}
        {!isTable && (
          <>
            <button
              type="button"
              class="quiet square"
              aria-label="Zoom out"
              title="Zoom out ([)"
              disabled={!isZoomed}
              onClick={() => zoomBy(1 / STEP)}
            >
              −
            </button>
            <button
              type="button"
              class="quiet square"
              aria-label="Zoom in"
              title="Zoom in (])"
              onClick={() => zoomBy(STEP)}
            >
              +
            </button>
            {isZoomed && (
              <button type="button" class="quiet" title="Show the whole run (0)" onClick={() => setView(WHOLE)}>
                Whole run
              </button>
            )}
            <Legend hasFold={isFolded} />
            <span class="toolbar-count secondary timeline-hint">
              {isZoomed
                ? `${grouped(shown.length)} of ${counted(rows.length, 'row')} in view`
                : 'Drag along the axis to zoom'}
            </span>
          </>
        )}
      </div>
      {isTable ? (
        <TimelineTable rows={rows} now={now} selected={event} onOpen={select} />
      ) : (
        <Grid<TimelineRow>
          label="Timeline"
          rows={shown}
          rowKey={keyOf}
          rowClass={({ entity }) => `timeline-row is-${entity}`}
          isSelected={({ bars }) => event !== undefined && bars.some(({ eventId }) => eventId === event)}
          onOpen={({ bars }) => select(bars.at(-1)?.eventId)}
          onRowKey={(_, pressed) => focusBar(pressed)}
          columns={[
            { id: 'label', title: 'Label', width: 'minmax(104px, 24%)', cell: (row) => <RowLabel row={row} /> },
            {
              id: 'bars',
              title: <Axis chart={chart} scale={scale} width={width} onZoom={setView} />,
              width: 'minmax(0, 1fr)',
              cell: (row) => (
                <Bars row={row} scale={scale} width={width} now={now} selected={event} onSelect={select} />
              ),
            },
          ]}
        />
      )}
    </div>
  );
}

function keyOf({ entity, label }: TimelineRow): string {
  return `${entity} ${label}`;
}

/** Returns the event of the bar that has the focus. */
function focusedBar(frame: HTMLElement | null): number | undefined {
  const id = frame?.querySelector<HTMLElement>('.bar:focus')?.dataset['event'];
  return id === undefined ? undefined : Number(id);
}

/** Right moves from a row into its bars. */
function focusBar({ key, currentTarget }: KeyboardEvent): boolean {
  if (key !== 'ArrowRight' || !(currentTarget instanceof Element)) return false;
  const bar = currentTarget.querySelector<HTMLElement>('[data-active="true"] .bar');
  bar?.focus();
  return bar !== null;
}
