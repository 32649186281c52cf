import { InvalidArgumentError } from '@swf/settings/errors';
import { preview } from '@swf/settings/wire';

// Node fires a timer that is longer than this at once.
const LONGEST_IN_MILLISECONDS = 2 ** 31 - 1;

/** Calls `action` after that time, however long; returns what calls it off. */
export function alarm(seconds: number, action: () => void): () => void {
  let left = seconds * 1000;
  let timer: NodeJS.Timeout;
  const set = () => {
    const step = Math.min(left, LONGEST_IN_MILLISECONDS);
    left -= step;
    timer = setTimeout(() => (left > 0 ? set() : action()), step);
  };
  set();
  return () => clearTimeout(timer);
}

/** Resolves after that time, or at once when the signal fires; never rejects. */
export function sleep(seconds: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (seconds <= 0 || signal?.aborted) return resolve();
    const end = () => {
      cancel();
      signal?.removeEventListener('abort', end);
      resolve();
    };
    const cancel = alarm(seconds, end);
    signal?.addEventListener('abort', end);
  });
}

/** Returns the seconds since that moment of `performance.now()`. */
export function secondsSince(moment: number): number {
  return (performance.now() - moment) / 1000;
}

/**
 * Returns how much of the time that is left one try, or one wait between two, may take: a quarter.
 *
 * Several in a row that hang or fail then leave time for one more. The first try may start late:
 * SWF counts from before a task was received.
 */
export function shareOf(leftInSeconds: number, { min, max }: { readonly min: number; readonly max: number }): number {
  return Math.min(max, Math.max(min, leftInSeconds / 4));
}

/**
 * Returns the seconds.
 *
 * @throws `InvalidArgumentError` if they are not a number from 0.
 */
export function checkSeconds<Seconds extends number | undefined>(field: string, value: Seconds): Seconds {
  if (value === undefined || (typeof value === 'number' && value >= 0)) return value;
  throw new InvalidArgumentError(`${field} must be a number of seconds, 0 or more, got ${preview(value)}`);
}
