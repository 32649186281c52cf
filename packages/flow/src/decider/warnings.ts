import type { DecisionTask } from '@swf/actors';

// SWF ends a run at 25,000 events.
const LONG_HISTORY = 20_000;
const SLOW_IN_SECONDS = 1;

/** What is logged at the end of a run, for each promise that nobody awaited. */
export const UNHANDLED_REJECTION = 'a promise of the workflow was rejected, and nobody handled it';

/**
 * Whether this is the first task of its run with a history so long that it should have continued as
 * new.
 */
export function isFirstOfLongHistory({ previousStartedEventId, startedEventId }: DecisionTask): boolean {
  return startedEventId >= LONG_HISTORY && previousStartedEventId < LONG_HISTORY;
}

/** Whether a turn kept the process from everything else for too long. */
export function isSlow(seconds: number): boolean {
  return seconds > SLOW_IN_SECONDS;
}

/**
 * Whether this is the first task of a run that SWF would never hand out again if its answer were
 * lost.
 */
export function isFirstWithoutTimeout({ previousStartedEventId, startToCloseTimeout }: DecisionTask): boolean {
  return previousStartedEventId === 0 && startToCloseTimeout === 'NONE';
}
