import { useEffect, useState } from 'preact/hooks';
import { Tabs } from '../components/tabs.js';
import { usePageUrl } from '../data/page-url.js';
import { useKeys } from '../shell/keys.js';
import { DataTab } from './data-tab.js';
import { EventPanel } from './event-panel.js';
import { EventsTab } from './events/events-tab.js';
import type { HistoryModel } from './history-model.js';
import { PayloadPanel } from './payload-panel.js';
import { PendingTab } from './pending-tab.js';
import { RelationsTab } from './relations-tab.js';
import type { RunContext } from './run-context.js';
import { useSelection } from './selection.js';
import { StatisticsTab } from './statistics-tab.js';
import { TimelineTab } from './timeline/timeline-tab.js';

interface HistoryViewProps {
  readonly model: HistoryModel;
  /** The run; undefined for a file. */
  readonly run: RunContext | undefined;
}

const TABS = ['timeline', 'events', 'pending', 'data', 'relations', 'statistics'] as const;

/** The tabs between which the panel stays open. */
const SHOWS_EVENTS: readonly string[] = ['timeline', 'events'];

/** The tabs with a filter. */
const FILTERED: readonly string[] = ['events', 'data'];

const TITLES: Readonly<Record<(typeof TABS)[number], string>> = {
  timeline: 'Timeline',
  events: 'Events',
  pending: 'Pending',
  data: 'Data',
  relations: 'Relations',
  statistics: 'Statistics',
};

/** A history in tabs, with what is selected beside them. */
export function HistoryView({ model, run }: HistoryViewProps) {
  const { query, set } = usePageUrl();
  const { event, field, select } = useSelection();
  const named = query['tab'];
  const tab = TABS.find((each) => each === named) ?? 'timeline';
  const open = (next: string) => {
    // Timeline and Events show the same events; elsewhere the panel would be about something else.
    const keepsEvent = SHOWS_EVENTS.includes(tab) && SHOWS_EVENTS.includes(next);
    set(
      { tab: next === 'timeline' ? undefined : next, field: undefined, ...(!keepsEvent && { event: undefined }) },
      'replace',
    );
  };
  const [isFiltering, setFiltering] = useState(false);
  useKeys({
    ...Object.fromEntries(
      TABS.map((id, index) => [String(index + 1), { title: `Tab ${TITLES[id]}`, run: () => open(id) }]),
    ),
    // Those that list something have a filter of their own.
    ...(!FILTERED.includes(tab) && {
      '/': {
        title: 'Filter the events',
        run: () => {
          setFiltering(true);
          open('events');
        },
      },
    }),
  });
  useEffect(() => {
    if (tab !== 'events') setFiltering(false);
  }, [tab]);
  const overview = model.overview.value;
  return (
    <div class={`history-view ${event === undefined ? '' : 'has-panel'}`}>
      <Tabs
        label="History"
        panel="history-panel"
        selected={tab}
        onSelect={open}
        tabs={TABS.map((id) => ({
          id,
          title: TITLES[id],
          count: {
            events: model.rows.value.length,
            pending: overview?.pending.filter(({ type }) => type !== 'WorkflowExecution').length,
          }[id as 'events' | 'pending'],
        }))}
      />
      <div class="history-body">
        <div class="history-panel" id="history-panel" role="tabpanel" aria-label={TITLES[tab]}>
          {tab === 'timeline' && <TimelineTab model={model} />}
          {tab === 'events' && <EventsTab model={model} isFiltering={isFiltering} />}
          {tab === 'pending' && <PendingTab model={model} />}
          {tab === 'data' && <DataTab model={model} />}
          {tab === 'relations' && <RelationsTab model={model} run={run} />}
          {tab === 'statistics' && <StatisticsTab model={model} />}
        </div>
        {event !== undefined && field === undefined && (
          <EventPanel model={model} run={run} id={event} onSelect={select} />
        )}
        {event !== undefined && field !== undefined && (
          <PayloadPanel model={model} run={run} event={event} field={field} onClose={() => select(undefined)} />
        )}
      </div>
    </div>
  );
}
