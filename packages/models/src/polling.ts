import { InvalidArgumentError, RateLimitExceededError } from '@swf/settings/errors';
import type { RequestOptions } from '@swf/settings/request';
import { delay } from './delay.js';

/** How often SWF is asked while waiting for a change. */
export interface PollingOptions extends RequestOptions {
  /** Seconds before the second question; each further wait is half as long again. */
  readonly intervalInSeconds?: number | undefined;
  /** Seconds that a wait grows to at most. */
  readonly maxIntervalInSeconds?: number | undefined;
}

/** The waits between questions. */
export interface Pace {
  /** Waits, at most the given seconds; the next wait is longer. */
  pause(atMostInSeconds?: number): Promise<void>;
  /** Goes back to the first wait. */
  reset(): void;
}

/** Checks the options and starts a pace of growing waits. Throws `InvalidArgumentError` for an interval that is not a positive number. */
export function pace(options: PollingOptions, defaults: { readonly first: number; readonly longest: number }): Pace {
  const first = positive('intervalInSeconds', options.intervalInSeconds ?? defaults.first);
  const longest = positive('maxIntervalInSeconds', options.maxIntervalInSeconds ?? Math.max(first, defaults.longest));
  let next = first;
  return {
    async pause(atMost = Number.POSITIVE_INFINITY) {
      const seconds = Math.min(next, longest, atMost);
      next = Math.min(next * 1.5, longest);
      await delay(seconds, options.signal);
    },
    reset() {
      next = first;
    },
  };
}

/** The answer; `undefined` where SWF throttles the caller, who then only has to wait. */
export async function unlessThrottled<T>(answer: Promise<T>): Promise<T | undefined> {
  try {
    return await answer;
  } catch (error) {
    if (RateLimitExceededError.is(error)) return undefined;
    throw error;
  }
}

/** The value, if it is a number above 0. */
export function positive(field: string, value: number): number {
  if (typeof value === 'number' && value > 0) return value;
  throw new InvalidArgumentError(`${field} must be a number of seconds above 0, not ${String(value)}`);
}
