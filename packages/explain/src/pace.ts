import type { History } from '@swf/history';

/** The most events that a run can have; SWF terminates it then. */
export const EVENT_LIMIT = 25_000;

/** The newest events, which tell the current pace. */
const WINDOW = 1000;

/** How fast a history grows. */
export interface Pace {
  readonly eventsPerMinute: number;
  /** When it would have all events that SWF allows. */
  readonly fullAt: Date;
}

/**
 * Returns the pace of the newest events, as of an instant; undefined without times or with a single
 * event.
 */
export function paceOf(history: History, now: Date): Pace | undefined {
  const newest = history.latest(Math.min(WINDOW, history.length));
  const from = newest[0]?.timestamp.getTime() ?? Number.NaN;
  const minutes = (now.getTime() - from) / 60_000;
  if (newest.length < 2 || !(minutes > 0)) return undefined;
  const eventsPerMinute = newest.length / minutes;
  const left = Math.max(0, EVENT_LIMIT - (newest.at(-1)?.id ?? 0));
  const fullAt = new Date(now.getTime() + (left / eventsPerMinute) * 60_000);
  return { eventsPerMinute, fullAt };
}
