import { type ActivityTypeStatistics, type Distribution, formatDistribution } from '@swf/explain';
import { grouped, localTime } from '../components/format.js';
import { EmptyState } from '../components/notices.js';
import { now } from '../data/clock.js';
import type { HistoryModel } from './history-model.js';

/** Counts and durations, as `swf stats` prints them. */
export function StatisticsTab({ model }: { readonly model: HistoryModel }) {
  const overview = model.overview.value;
  if (!overview) return null;
  const { statistics, pending } = overview;
  const { activityTypes, decisionTasks, events, eventsPerMinute, fullAt } = statistics;
  const pace = eventsPerMinute === undefined ? undefined : paceIn(eventsPerMinute);
  const timeout = pending.find(({ type }) => type === 'WorkflowExecution')?.deadlines[0]?.at;
  return (
    <div class="tab-scroll">
      <dl class="figures">
        <div>
          <dt>events</dt>
          <dd>{grouped(events)}</dd>
        </div>
        {pace && (
          <div>
            <dt>{pace.unit}</dt>
            <dd>{pace.count.toFixed(1)}</dd>
          </div>
        )}
        {/* A run that times out before is never full. */}
        {fullAt && !(timeout && timeout < fullAt) && (
          <div>
            <dt>reaches 25 000 events</dt>
            <dd>{localTime(fullAt.getTime(), now.value)}</dd>
          </div>
        )}
        <div>
          <dt>decisions</dt>
          <dd>
            {grouped(decisionTasks.completed)} <small>of {grouped(decisionTasks.scheduled)} scheduled</small>
          </dd>
        </div>
        <div>
          <dt>decisions timed out</dt>
          <dd class={decisionTasks.timedOut > 0 ? 'is-bad' : ''}>{grouped(decisionTasks.timedOut)}</dd>
        </div>
        <Spread title="decisions waited, p50/p95/max" of={decisionTasks.waiting} />
        <Spread title="decisions ran, p50/p95/max" of={decisionTasks.running} />
      </dl>
      {activityTypes.length === 0 ? (
        <EmptyState title="No activity was scheduled">
          Activity types appear here with their attempts and durations.
        </EmptyState>
      ) : (
        <section class="table-scroll" tabIndex={0} aria-label="Activity types">
          <table class="plain-table">
            <caption class="visually-hidden">Activity types</caption>
            <thead>
              <tr>
                <th scope="col">Activity type</th>
                {HEADINGS.map(([, title]) => (
                  <th key={title} scope="col" class="is-numeric">
                    {title}
                  </th>
                ))}
                <th scope="col" class="is-numeric">
                  Waited p50/p95/max
                </th>
                <th scope="col" class="is-numeric">
                  Ran p50/p95/max
                </th>
              </tr>
            </thead>
            <tbody>
              {activityTypes.map((type) => (
                <TypeRow key={`${type.name}@${type.version}`} type={type} />
              ))}
            </tbody>
          </table>
        </section>
      )}
    </div>
  );
}

/** Returns a pace in the shortest unit in which it is at least one; undefined if nothing happens. */
function paceIn(eventsPerMinute: number): { readonly count: number; readonly unit: string } | undefined {
  if (eventsPerMinute >= 1) return { count: eventsPerMinute, unit: 'events a minute' };
  if (eventsPerMinute * 60 >= 1) return { count: eventsPerMinute * 60, unit: 'events an hour' };
  return eventsPerMinute > 0 ? { count: eventsPerMinute * 1440, unit: 'events a day' } : undefined;
}

type Count = 'attempts' | 'open' | 'completed' | 'failed' | 'timedOut' | 'canceled' | 'refused';

const HEADINGS: readonly (readonly [count: Count, title: string])[] = [
  ['attempts', 'Attempts'],
  ['open', 'Open'],
  ['completed', 'Completed'],
  ['failed', 'Failed'],
  ['timedOut', 'Timed out'],
  ['canceled', 'Canceled'],
  ['refused', 'Refused'],
];

const BAD: readonly Count[] = ['failed', 'timedOut', 'refused'];

function TypeRow({ type }: { readonly type: ActivityTypeStatistics }) {
  return (
    <tr>
      <th scope="row">
        {type.name}
        <span class="secondary">@{type.version}</span>
      </th>
      {HEADINGS.map(([count]) => (
        <td key={count} class={`is-numeric ${type[count] === 0 ? 'is-none' : BAD.includes(count) ? 'is-bad' : ''}`}>
          {grouped(type[count])}
        </td>
      ))}
      <td class="is-numeric">{spread(type.waiting)}</td>
      <td class="is-numeric">{spread(type.running)}</td>
    </tr>
  );
}

function Spread({ title, of }: { readonly title: string; readonly of: Distribution | undefined }) {
  if (of === undefined) return null;
  return (
    <div>
      <dt>{title}</dt>
      <dd>{formatDistribution(of)}</dd>
    </div>
  );
}

function spread(distribution: Distribution | undefined): string {
  return distribution === undefined ? '–' : formatDistribution(distribution);
}
