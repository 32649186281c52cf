import { useMemo } from 'preact/hooks';
import { counted, grouped } from '../../components/format.js';
import { usePageUrl } from '../../data/page-url.js';
import type { HistoryModel } from '../history-model.js';
import { Segments } from '../segments.js';
import { useSelection } from '../selection.js';
import { CompactGrid } from './compact-grid.js';
import { EventFilters } from './event-filters.js';
import { EventGrid } from './event-grid.js';
import { type EventsView, filterIn, filterQuery, findAttempts, viewIn } from './event-query.js';
import { JsonLinesView } from './json-lines-view.js';
import { useFoundEvents } from './use-found-events.js';

const VIEWS: readonly (readonly [view: EventsView, title: string])[] = [
  ['full', 'Full'],
  ['compact', 'Compact'],
  ['json', 'JSON'],
];

interface EventsTabProps {
  readonly model: HistoryModel;
  /** Whether the tab was opened to filter: then the box of the filter has the focus. */
  readonly isFiltering: boolean;
}

/** The events: each one, an attempt a row, or as JSON. */
export function EventsTab({ model, isFiltering }: EventsTabProps) {
  const { query, set } = usePageUrl();
  const { event, select } = useSelection();
  const view = viewIn(query);
  const filter = filterIn(query);
  const rows = model.rows.value;
  const overview = model.overview.value;
  const found = useFoundEvents(model, filter, view === 'full');
  const attempts = useMemo(() => findAttempts(overview?.attempts ?? [], filter), [overview, JSON.stringify(filter)]);
  const states = useMemo(() => [...new Set(rows.map(({ state }) => state))].sort(), [rows]);
  const isFollowing = query['follow'] === '1';
  const canFollow = model.isLive && overview?.heading.isOpen === true && view !== 'json';
  return (
    <div class="tab-body">
      <div class="toolbar">
        <Segments
          label="View"
          segments={VIEWS}
          selected={view}
          onSelect={(id) => set({ view: id === 'full' ? undefined : id }, 'replace')}
        />
        {view !== 'json' && (
          <EventFilters
            filter={filter}
            states={states}
            hasFocus={isFiltering}
            onChange={(next) => set(filterQuery(next), 'replace')}
          />
        )}
        {canFollow && (
          <button
            type="button"
            class={isFollowing ? 'is-on' : ''}
            aria-pressed={isFollowing}
            title="Keep the newest row in view"
            onClick={() => set({ follow: isFollowing ? undefined : '1' }, 'replace')}
          >
            Follow
          </button>
        )}
        <span class="toolbar-count secondary" aria-live="off">
          {view === 'full' && countText(found.length, rows.length, 'event')}
          {view === 'compact' && countText(attempts.length, overview?.attempts.length ?? 0, 'attempt')}
        </span>
      </div>
      {view === 'full' && (
        <EventGrid rows={found} selected={event} isFollowing={canFollow && isFollowing} onOpen={select} />
      )}
      {view === 'compact' && <CompactGrid rows={attempts} selected={event} onOpen={select} />}
      {view === 'json' && <JsonLinesView model={model} event={event} />}
    </div>
  );
}

function countText(found: number, all: number, thing: string): string {
  return found === all ? counted(all, thing) : `${grouped(found)} of ${counted(all, thing)}`;
}
