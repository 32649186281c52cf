import { InvalidArgumentError } from '@swf/settings/errors';
import { preview } from '@swf/settings/wire';

// A timer of Node's that is longer than this fires at once.
const LONGEST_IN_MILLISECONDS = 2 ** 31 - 1;

/** Calls `action` after that time, however long; the function that comes back calls it off. */
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

/** Resolves after that time, or at once when the signal fires; it never rejects. */
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

/** The seconds since that moment of `performance.now()`. */
export function secondsSince(moment: number): number {
  return (performance.now() - moment) / 1000;
}

/**
 * Returns the seconds if they are a number from 0.
 *
 * @throws `InvalidArgumentError` naming field and value otherwise.
 */
export function checkSeconds<Seconds extends number | undefined>(field: string, value: Seconds): Seconds {
  if (value === undefined || (typeof value === 'number' && value >= 0)) return value;
  throw new InvalidArgumentError(`${field} must be a number of seconds, 0 or more, not ${preview(value)}`);
}
