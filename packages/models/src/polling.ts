import { InvalidArgumentError } from '@swf/settings/errors';
import { delay, REQUEST_OPTIONS, type RequestOptions } from '@swf/settings/request';
import { type OptionNames, preview } from '@swf/settings/wire';

const GROWTH = 1.5;

// Node's timers hold less than 25 days.
const ONE_DAY_IN_SECONDS = 86_400;

/** How often to poll SWF for a change. */
export interface PollingOptions extends RequestOptions {
  /**
   * Seconds between the first two requests, at most a day; each later wait is 1.5 times as long.
   */
  readonly intervalInSeconds?: number | undefined;
  /** The upper bound of the waits in seconds, at most a day. */
  readonly maxIntervalInSeconds?: number | undefined;
}

export const POLLING_OPTIONS: OptionNames<PollingOptions> = {
  intervalInSeconds: true,
  maxIntervalInSeconds: true,
  ...REQUEST_OPTIONS,
};

/** The waits between requests. */
export interface Pace {
  /** Waits, but not longer than this; the next wait is longer. */
  pause(atMostInSeconds?: number): Promise<void>;
  /** Goes back to the first wait. */
  reset(): void;
}

/**
 * Returns waits that grow from `first` to `longest`, unless the options say otherwise.
 *
 * @throws `InvalidArgumentError` for an impossible interval.
 */
export function pace(options: PollingOptions, defaults: { readonly first: number; readonly longest: number }): Pace {
  const { intervalInSeconds = defaults.first, maxIntervalInSeconds, signal } = options;
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

function checkInterval(field: string, value: number): number {
  if (typeof value === 'number' && value > 0 && value <= ONE_DAY_IN_SECONDS) return value;
  throw new InvalidArgumentError(
    `${field} must be seconds above 0 and at most ${ONE_DAY_IN_SECONDS}, got ${preview(value)}`,
  );
}
