import type { Attempt } from '../worker/protocol.js';

/** How long an attempt waited and ran, in seconds; undefined if it did not, or if that is not known. */
export interface AttemptDurations {
  readonly waited: number | undefined;
  readonly ran: number | undefined;
}

/** Returns how long an attempt waited and ran; what is open goes on until now. */
export function durations(
  { scheduledAt, startedAt, closedAt, isOpen }: Pick<Attempt, 'scheduledAt' | 'startedAt' | 'closedAt' | 'isOpen'>,
  present: number,
): AttemptDurations {
  const end = isOpen ? present : closedAt?.getTime();
  return {
    waited: secondsBetween(scheduledAt?.getTime(), startedAt?.getTime() ?? end),
    ran: startedAt && secondsBetween(startedAt.getTime(), end),
  };
}

function secondsBetween(from: number | undefined, to: number | undefined): number | undefined {
  const seconds = ((to ?? Number.NaN) - (from ?? Number.NaN)) / 1000;
  if (Number.isNaN(seconds)) return undefined;
  // A clock may be behind that of SWF.
  return Math.max(0, seconds < 60 ? seconds : Math.round(seconds));
}
