import { useLayoutEffect, useState } from 'preact/hooks';
import { Tabs } from '../components/tabs.js';
import { usePageUrl } from '../data/page-url.js';
import { useKeys } from '../shell/keys.js';
import type { HistoryModel } from './history-model.js';
import {
  EventPanel,
  HistoryTab,
  PayloadPanel,
  preloadTab,
  TAB_NAMES,
  type TabName,
  tabNamed,
} from './history-parts.js';
import type { RunContext } from './run-context.js';
import { useSelection } from './selection.js';

interface HistoryViewProps {
  readonly model: HistoryModel;
  /** The run; undefined for a file. */
  readonly run: RunContext | undefined;
}

/** The tabs between which the panel stays open. */
const SHOWS_EVENTS: readonly string[] = ['timeline', 'events'];

/** The tabs with a filter. */
const FILTERED: readonly string[] = ['events', 'data'];

const TITLES: Readonly<Record<TabName, string>> = {
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
  const tab = tabNamed(query['tab']);
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
      TAB_NAMES.map((id, index) => [String(index + 1), { title: `Tab ${TITLES[id]}`, run: () => open(id) }]),
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
  // Not after the next paint: it would undo what a quick reader's key has set by then.
  useLayoutEffect(() => {
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
        onNear={preloadTab}
        tabs={TAB_NAMES.map((id) => ({
          id,
          title: TITLES[id],
          count: {
            events: model.rows.value.length,
            pending: model.isRead.value ? overview?.pending.length : undefined,
          }[id as 'events' | 'pending'],
        }))}
      />
      <div class="history-body">
        <div class="history-panel" id="history-panel" role="tabpanel" aria-label={TITLES[tab]}>
          <HistoryTab name={tab} model={model} run={run} isFiltering={isFiltering} />
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
