const FIRST_IN_MILLISECONDS = 500;
const LONGEST_IN_MILLISECONDS = 30_000;

/** Returns the wait before a reconnect, with full jitter: a restarted console is not stormed. */
export function backoff(failures: number, random: () => number = Math.random): number {
  return Math.round(random() * Math.min(LONGEST_IN_MILLISECONDS, FIRST_IN_MILLISECONDS * 2 ** failures));
}
