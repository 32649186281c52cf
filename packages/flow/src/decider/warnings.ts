import type { DecisionTask } from '@swf/actors';

/** What is logged at the end of a run, for each promise that nobody awaited. */
export const UNHANDLED_REJECTION = 'a promise of the workflow was rejected, and nobody handled it';

/**
 * Whether this is the first task of a run that SWF would never hand out again if its answer were
 * lost.
 */
export function isFirstWithoutTimeout({ previousStartedEventId, startToCloseTimeout }: DecisionTask): boolean {
  return previousStartedEventId === 0 && startToCloseTimeout === 'NONE';
}
