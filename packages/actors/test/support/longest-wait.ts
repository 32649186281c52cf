import type { History } from '@swf/history';

/**
 * Returns the longest time between two events, in seconds: how long an execution waited for a task
 * that was lost.
 */
export function longestWait(history: History): number {
  const times = history.events.map(({ timestamp }) => timestamp.getTime());
  return Math.max(...times.map((time, index) => time - (times[index - 1] ?? time))) / 1000;
}
