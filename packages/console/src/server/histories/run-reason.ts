import { type Facts, type Finding, why } from '@swf/explain';
import { History, HistoryQuerySet, type RawEvent } from '@swf/history';
import type { RunReason } from '../../api/execution.js';
import type { HistoryCache } from './history-cache.js';
import type { Reading, Run } from './run-history.js';

/** What a run closed with is in its last events. */
const LAST_EVENTS = 100;

/** A run, as a list shows it. */
export interface ListedRun extends Run {
  readonly isClosed: boolean;
}

/** Returns in one line why a run waits, or how it closed, with at most one request of SWF. */
export async function runReason(
  { isClosed, ...run }: ListedRun,
  histories: HistoryCache,
  reading: Reading,
  facts: Facts,
): Promise<RunReason> {
  const at = facts.now.toISOString();
  if (isClosed && !histories.known(run)?.isWhole) {
    return { at, finding: reasonIn(await lastEvents(run, reading), facts) };
  }
  const { events, more } = await histories.get(run).after(0, reading);
  // What is open may have been scheduled in any of the events: a part of them proves nothing.
  if (more) return { at, isTooLong: true };
  return { at, finding: reasonIn(History.from(events.map((text): RawEvent => JSON.parse(text))), facts) };
}

function lastEvents({ domain, workflowId, runId }: Run, { client, signal }: Reading): Promise<History> {
  const histories = new HistoryQuerySet({ name: domain }, { client, signal });
  return histories.get({ workflowId, runId }, { reverse: true, limit: LAST_EVENTS });
}

function reasonIn(history: History, facts: Facts): RunReason['finding'] {
  const [finding] = why(history, facts);
  if (finding === undefined) return undefined;
  const { code, severity, certainty, message, details, since } = finding;
  const headline = headlineOf(finding, history, facts) ?? message;
  return { code, severity, certainty, headline, details: [message, ...details], since: since?.toISOString() };
}

/** Says what waits on which list in less than a sentence: a row of a list has no room for one. */
function headlineOf({ code, subject }: Finding, history: History, { pollers }: Facts): string | undefined {
  const { activityTasks, pendingDecisionTask } = history.validPrefix.compile();
  const isActivity = code === 'ACTIVITY_WAITS';
  if (!isActivity && code !== 'DECISION_WAITS') return undefined;
  const waiting = isActivity
    ? activityTasks.open().find(({ activityId }) => activityId === subject.id)
    : pendingDecisionTask;
  const list = waiting?.taskList;
  if (list === undefined) return undefined;
  const kind = isActivity ? 'activity' : 'decision';
  const isPolled = pollers?.some((poller) => poller.kind === kind && poller.taskList === list) ?? true;
  return `${isActivity ? subject.id : 'decision'} waits on ${list}${isPolled ? '' : ', nobody polls'}`;
}
