import { fullJitter } from './backoff.js';
import { sleep } from './sleep.js';
import { isTransient } from './transient.js';

/** One failed try that will be followed by another. */
export interface Retry {
  readonly error: unknown;
  /** How many tries have failed so far. */
  readonly failures: number;
  readonly delayInSeconds: number;
}

/** How long to go on trying, and whom to tell. */
export interface RetryOptions {
  /** No further try once it has fired: the task's deadline has passed or the actor gives up. */
  readonly signal: AbortSignal;
  readonly onRetry: (retry: Retry) => void;
  /** The longest wait between two tries, in seconds. */
  readonly capInSeconds?: number | undefined;
}

/** Sends until SWF answers; what it answers, faults included, is the outcome. Only what is transient is tried again. */
export async function retry<Answer>(send: () => Promise<Answer>, options: RetryOptions): Promise<Answer> {
  const { signal, onRetry, capInSeconds } = options;
  for (let failures = 1; ; failures += 1) {
    try {
      return await send();
    } catch (error) {
      if (signal.aborted || !isTransient(error)) throw error;
      const delayInSeconds = fullJitter(failures, capInSeconds);
      onRetry({ error, failures, delayInSeconds });
      await sleep(delayInSeconds, signal);
      if (signal.aborted) throw error;
    }
  }
}
