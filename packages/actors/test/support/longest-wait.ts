import type { History } from '@swf/history';

/**
 * The longest time between two events, in seconds: what somebody waited for something that had been
 * lost.
 */
export function longestWait(history: History): number {
  const times = history.events.map(({ timestamp }) => timestamp.getTime());
  return Math.max(...times.map((time, index) => time - (times[index - 1] ?? time))) / 1000;
}
