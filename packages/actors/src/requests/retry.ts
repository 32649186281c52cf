import { sleep } from '../time/timers.js';
import { fullJitter, LONGEST_REST_IN_SECONDS } from './backoff.js';
import { failureKind } from './failure-kind.js';

/** One failed try that will be followed by another. */
export interface Retry {
  readonly error: unknown;
  /** How many tries have failed so far. */
  readonly failures: number;
  readonly delayInSeconds: number;
}

/** How long to go on trying, and who hears of it. */
export interface RetryOptions {
  /** Ends the retries: the task's deadline has passed, or the actor gives up. */
  readonly signal: AbortSignal;
  readonly onRetry: (retry: Retry) => void;
}

/** Sends until SWF answers, or says what no further try can change; that error is thrown. */
export async function retry<Answer>(send: () => Promise<Answer>, options: RetryOptions): Promise<Answer> {
  const { signal, onRetry } = options;
  for (let failures = 1; ; failures += 1) {
    try {
      return await send();
    } catch (error) {
      const kind = failureKind(error);
      if (signal.aborted || kind === 'final') throw error;
      const delayInSeconds = fullJitter(failures, LONGEST_REST_IN_SECONDS[kind]);
      onRetry({ error, failures, delayInSeconds });
      await sleep(delayInSeconds, signal);
      if (signal.aborted) throw error;
    }
  }
}
