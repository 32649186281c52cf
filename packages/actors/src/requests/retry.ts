import { shareOf, sleep } from '../time/timers.js';
import { fullJitter, LONGEST_REST_IN_SECONDS } from './backoff.js';
import { failureKind } from './failure-kind.js';

/** One failed try that will be followed by another. */
export interface Retry {
  readonly error: unknown;
  /** How many tries have failed so far. */
  readonly failures: number;
  readonly delayInSeconds: number;
}

/** The time within which a request is retried. */
export interface RetryPeriod {
  /** Whether no further try is of use. */
  readonly isOver: boolean;
  /** Seconds until the end; infinite if that is not known. */
  readonly leftInSeconds: number;
  /** Waits between two tries; ends early with the period, or when a try is likely to succeed. */
  wait(seconds: number): Promise<void>;
}

const SHORTEST_CAP_IN_SECONDS = 1;

/**
 * Sends a request until SWF accepts it.
 *
 * No delay takes more than a quarter of the time that is left, so that an outage that ends in time
 * costs nothing.
 *
 * @throws whatever no further try can change, and the last error when the period is over.
 */
export async function retry<Answer>(
  send: () => Promise<Answer>,
  period: RetryPeriod,
  onRetry: (retry: Retry) => void,
): Promise<Answer> {
  for (let failures = 1; ; failures += 1) {
    try {
      return await send();
    } catch (error) {
      const kind = failureKind(error);
      if (period.isOver || kind === 'final') throw error;
      const bounds = { min: SHORTEST_CAP_IN_SECONDS, max: LONGEST_REST_IN_SECONDS[kind] };
      const delayInSeconds = fullJitter(failures, shareOf(period.leftInSeconds, bounds));
      onRetry({ error, failures, delayInSeconds });
      await period.wait(delayInSeconds);
      if (period.isOver) throw error;
    }
  }
}

/** Returns the period that ends when the signal fires, or at a deadline before that. */
export function until(signal: AbortSignal, leftInSeconds = () => Number.POSITIVE_INFINITY): RetryPeriod {
  return {
    get isOver() {
      return signal.aborted;
    },
    get leftInSeconds() {
      return leftInSeconds();
    },
    wait: (seconds) => sleep(seconds, signal),
  };
}
