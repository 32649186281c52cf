import type { History } from '@swf/history';

/** One run of an activity: its task, and when its answer could first be sent. */
export interface ActivityRunRecord {
  readonly startedEventId: number;
  readonly answeredAt: Date;
}

/** An activity that ran more than once. */
export interface RepeatedActivity {
  /** Whether SWF would still have taken the answer of an earlier run. */
  readonly isFault: boolean;
  /** The history of the execution, with the moments of the answers. */
  readonly report: string;
}

/** Returns what happened to an activity that ran more than once; undefined if it ran once. */
export function repeatedActivity(history: History, runs: readonly ActivityRunRecord[]): RepeatedActivity | undefined {
  if (runs.length === 1) return undefined;
  const earlier = runs.slice(0, -1);
  const isFault = runs.length === 0 || earlier.some((run) => !hadEnded(history, run));
  const lines = [
    ...history.events.map(({ id, name, timestamp, raw }) => ({
      at: timestamp,
      text: `${id} ${name} ${name.includes('TimedOut') ? JSON.stringify(raw) : ''}`,
    })),
    ...runs.map(({ startedEventId, answeredAt }) => ({
      at: answeredAt,
      text: `answer of the task started by event ${startedEventId} is tried first`,
    })),
  ].sort((one, other) => one.at.getTime() - other.at.getTime());
  return { isFault, report: lines.map(({ at, text }) => `${at.toISOString()} ${text}`).join('\n') };
}

function hadEnded(history: History, { startedEventId, answeredAt }: ActivityRunRecord): boolean {
  const end = history.events.find(
    ({ attributes, name }) =>
      name.startsWith('ActivityTask') && 'startedEventId' in attributes && attributes.startedEventId === startedEventId,
  );
  const close = history.last;
  const at = end?.timestamp ?? (close?.name.startsWith('WorkflowExecution') ? close.timestamp : undefined);
  return at !== undefined && at.getTime() <= answeredAt.getTime();
}
