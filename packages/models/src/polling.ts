import { InvalidArgumentError, RateLimitExceededError } from '@swf/settings/errors';
import type { RequestOptions } from '@swf/settings/request';
import { checkObject, show } from '@swf/settings/wire';
import { delay } from './delay.js';

const GROWTH = 1.5;

// A timer of Node's holds less than 25 days.
const ONE_DAY_IN_SECONDS = 86_400;

/** How often SWF is asked while a change is waited for. */
export interface PollingOptions extends RequestOptions {
  /** Seconds between the first questions, at most a day; each further wait is half as long again. */
  readonly intervalInSeconds?: number | undefined;
  /** Seconds that the waits grow to, at most a day. */
  readonly maxIntervalInSeconds?: number | undefined;
}

/** The waits between questions. */
export interface Pace {
  /** Waits, but no longer than given; the next wait is longer. */
  pause(atMostInSeconds?: number): Promise<void>;
  /** Goes back to the first wait. */
  reset(): void;
}

/** Waits that grow from `first` to `longest` unless the options say otherwise. Throws `InvalidArgumentError` for an interval that cannot be. */
export function pace(options: PollingOptions, defaults: { readonly first: number; readonly longest: number }): Pace {
  const { intervalInSeconds = defaults.first, maxIntervalInSeconds, signal } = checkObject('options', options);
  const first = checkInterval('intervalInSeconds', intervalInSeconds);
  const longest = checkInterval('maxIntervalInSeconds', maxIntervalInSeconds ?? Math.max(first, defaults.longest));
  let next = Math.min(first, longest);
  return {
    async pause(atMost = longest) {
      const seconds = Math.min(next, atMost);
      next = Math.min(next * GROWTH, longest);
      await delay(seconds, signal);
    },
    reset() {
      next = Math.min(first, longest);
    },
  };
}

/** The answer; `undefined` where SWF throttles the caller, who only has to ask later. */
export async function unlessThrottled<T>(answer: Promise<T>): Promise<T | undefined> {
  try {
    return await answer;
  } catch (error) {
    if (RateLimitExceededError.is(error)) return undefined;
    throw error;
  }
}

function checkInterval(field: string, value: number): number {
  if (typeof value === 'number' && value > 0 && value <= ONE_DAY_IN_SECONDS) return value;
  throw new InvalidArgumentError(
    `${field} must be seconds above 0 and at most ${ONE_DAY_IN_SECONDS}, not ${show(value)}`,
  );
}
