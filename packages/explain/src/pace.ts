import type { History } from '@swf/history';
import { LIMITS } from '@swf/settings/wire';

/** The newest events, which tell the current pace. */
const WINDOW = 1000;

/** How fast a history grows. */
export interface Pace {
  readonly eventsPerMinute: number;
  /** When it would have all events that SWF allows; undefined if it does not grow. */
  readonly fullAt: Date | undefined;
  /** The time that the pace was measured over, in seconds. */
  readonly seconds: number;
}

/**
 * Returns the pace of the newest events, as of an instant; undefined without times or with a single
 * event.
 *
 * The pace is that of the later half of their time if it is slower: a burst that is over says
 * nothing about the events to come.
 */
export function paceOf(history: History, now: Date): Pace | undefined {
  const times = history.latest(Math.min(WINDOW, history.length)).map(({ timestamp }) => timestamp.getTime());
  const end = now.getTime();
  const length = end - (times[0] ?? Number.NaN);
  if (times.length < 2 || !(length > 0)) return undefined;
  const late = times.filter((time) => time >= end - length / 2).length;
  const eventsPerMinute = (Math.min(times.length, 2 * late) / length) * 60_000;
  const left = Math.max(0, LIMITS.historyEvents - (history.last?.id ?? 0));
  const fullAt = new Date(end + (left / eventsPerMinute) * 60_000);
  return {
    eventsPerMinute,
    fullAt: Number.isNaN(fullAt.getTime()) ? undefined : fullAt,
    seconds: length / 1000,
  };
}
