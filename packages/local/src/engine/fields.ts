const MILLISECONDS = 1000;

/** A point in time as it is on the wire: seconds since 1970 with at most three decimals. */
export function toTimestamp(milliseconds: number): number {
  return milliseconds / MILLISECONDS;
}

/** Returns a point in time from the wire in milliseconds since 1970, within what can be stored. */
export function fromTimestamp(seconds: number): number {
  const milliseconds = Math.round(seconds * MILLISECONDS);
  return Math.max(-Number.MAX_SAFE_INTEGER, Math.min(milliseconds, Number.MAX_SAFE_INTEGER));
}

/** When a timeout that begins at `from` has passed (milliseconds since 1970), or null where it is NONE. */
export function dueAfter(from: number, timeout: string): number | null {
  return timeout === 'NONE' ? null : from + Number(timeout) * MILLISECONDS;
}

/** A task's place among the others of its list; what has no priority counts as 0. */
export function toPriority(taskPriority: string | null | undefined): number {
  return Number(taskPriority ?? 0);
}
