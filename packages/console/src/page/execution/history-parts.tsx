import { Loading } from '../components/notices.js';
import { part } from '../components/part.js';
import { SidePanel } from '../components/side-panel.js';
import type { EventPanelProps } from './event-panel.js';
import type { HistoryModel } from './history-model.js';
import type { HumanStepsProps } from './human-steps.js';
import type { PayloadPanelProps } from './payload-panel.js';
import type { RunContext } from './run-context.js';

interface TabProps {
  readonly model: HistoryModel;
  /** The run; undefined for a file. */
  readonly run: RunContext | undefined;
  /** Whether the tab was opened to filter: then the box of its filter has the focus. */
  readonly isFiltering: boolean;
}

/** The tabs of a history, each loaded when it is first shown. */
const TABS = {
  timeline: part<TabProps>(async () => (await import('./timeline/timeline-tab.js')).TimelineTab),
  events: part<TabProps>(async () => (await import('./events/events-tab.js')).EventsTab),
  pending: part<TabProps>(async () => (await import('./pending-tab.js')).PendingTab),
  data: part<TabProps>(async () => (await import('./data-tab.js')).DataTab),
  relations: part<TabProps>(async () => (await import('./relations-tab.js')).RelationsTab),
  statistics: part<TabProps>(async () => (await import('./statistics-tab.js')).StatisticsTab),
};

/** The name of a tab. */
export type TabName = keyof typeof TABS;

/** The names of the tabs, in order. */
export const TAB_NAMES = Object.keys(TABS) as readonly TabName[];

/** Returns the tab of this name; the first one if there is none. */
export function tabNamed(name: string | undefined): TabName {
  return TAB_NAMES.find((each) => each === name) ?? 'timeline';
}

/** Loads a tab ahead of time. */
export function preloadTab(name: string | undefined): void {
  void TABS[tabNamed(name)].preload();
}

/** Shows a tab. */
export function HistoryTab({ name, ...props }: TabProps & { readonly name: TabName }) {
  const Tab = TABS[name];
  return <Tab {...props} />;
}

/** The questions to people, which few runs have. */
export const HumanSteps = part<HumanStepsProps>(async () => (await import('./human-steps.js')).HumanSteps, {
  waiting: null,
});

/** An event, beside the events. */
export const EventPanel = part<EventPanelProps>(async () => (await import('./event-panel.js')).EventPanel, {
  waiting: <Loading rows={4} />,
  frame: (content, { id, onSelect }) => (
    <SidePanel title={`#${id}`} onClose={() => onSelect(undefined)}>
      {content}
    </SidePanel>
  ),
});

/** A payload, beside the payloads. */
export const PayloadPanel = part<PayloadPanelProps>(async () => (await import('./payload-panel.js')).PayloadPanel, {
  waiting: <Loading rows={3} />,
  frame: (content, { field, onClose }) => (
    <SidePanel title={field} onClose={onClose}>
      {content}
    </SidePanel>
  ),
});
