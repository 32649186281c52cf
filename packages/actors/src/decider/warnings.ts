import type { DecisionTask } from './decision-task.js';

// SWF ends an execution at 25,000 events.
const LONG_HISTORY = 20_000;
const SLOW_IN_SECONDS = 1;

/**
 * Whether this is the first task of its run with a history so long that it should have continued as
 * new.
 */
export function isFirstOfLongHistory({ previousStartedEventId, startedEventId }: DecisionTask): boolean {
  return startedEventId >= LONG_HISTORY && previousStartedEventId < LONG_HISTORY;
}

/** Whether a decision kept the process from everything else for too long. */
export function isSlow(seconds: number): boolean {
  return seconds > SLOW_IN_SECONDS;
}
