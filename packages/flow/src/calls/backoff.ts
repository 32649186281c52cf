import { InvalidArgumentError } from '@swf/settings/errors';
import { checkInteger, checkOptions, LIMITS, type OptionNames, preview } from '@swf/settings/wire';
import { checkFunction } from '../definitions/checks.js';
import { seededRandom } from '../turns/seeded-random.js';

/**
 * When to try again what failed. Durations are seconds.
 */
export interface RetryOptions {
  /** The number of tries, including the first. Default: limited only by `expiration`. */
  readonly maximumAttempts?: number | undefined;
  /** The wait before the second try. Default: 1. */
  readonly initialInterval?: number | undefined;
  /** The factor by which each wait grows. Default: 2. */
  readonly backoffCoefficient?: number | undefined;
  /** The longest wait. Default: 100 times `initialInterval`. */
  readonly maximumInterval?: number | undefined;
  /** The share of a wait that is random, from 0 to 1; a replay draws the same. Default: 0.1. */
  readonly jitter?: number | undefined;
  /** No further try begins later than that, counted from the first. Default: none. */
  readonly expiration?: number | undefined;
  /**
   * Whether to try again after this error; an activity's is an `ActivityError`, whose `cause` is
   * what the worker threw. Not called for errors that carry `retryable: false`. Default: always.
   */
  readonly retryable?: ((error: unknown) => boolean) | undefined;
}

const RETRY_OPTIONS: OptionNames<RetryOptions> = {
  maximumAttempts: true,
  initialInterval: true,
  backoffCoefficient: true,
  maximumInterval: true,
  jitter: true,
  expiration: true,
  retryable: true,
};

/** Checks how to retry. */
export function checkRetryOptions(field: string, options: RetryOptions): RetryOptions {
  const { maximumAttempts, retryable, ...others } = checkOptions(field, options, RETRY_OPTIONS);
  if (retryable !== undefined) checkFunction(`${field}.retryable`, retryable);
  if (maximumAttempts !== undefined)
    checkInteger(`${field}.maximumAttempts`, maximumAttempts, { min: 1, max: 1_000_000 });
  for (const [name, value] of Object.entries(others)) {
    if (value === undefined) continue;
    const max = name === 'jitter' ? 1 : Number.MAX_VALUE;
    if (typeof value === 'number' && value >= 0 && value <= max) continue;
    const range = name === 'jitter' ? 'from 0 to 1' : 'from 0';
    throw new InvalidArgumentError(`${field}.${name} must be a number ${range}, got ${preview(value)}`);
  }
  return options;
}

/** Whole seconds before the next try; undefined if there is none. */
export function nextWait(
  options: RetryOptions,
  {
    attempt,
    error,
    elapsed,
    seed,
  }: { readonly attempt: number; readonly error: unknown; readonly elapsed: number; readonly seed: string },
): number | undefined {
  const { maximumAttempts, initialInterval = 1, backoffCoefficient = 2, jitter = 0.1 } = options;
  const { maximumInterval = 100 * initialInterval } = options;
  if (maximumAttempts !== undefined && attempt >= maximumAttempts) return undefined;
  if (isFinal(error) || (options.retryable !== undefined && !options.retryable(error))) return undefined;
  // Not 0 times Infinity, which is no number.
  const interval = initialInterval === 0 ? 0 : initialInterval * backoffCoefficient ** (attempt - 1);
  const bound = Math.min(maximumInterval, interval, LIMITS.timeoutInSeconds);
  const wait = Math.ceil(bound * (1 - jitter + jitter * seededRandom(`${seed} ${attempt}`)()));
  return options.expiration !== undefined && elapsed + wait > options.expiration ? undefined : wait;
}

/** Whether the error, or what a worker or a child threw and is its cause, forbids a retry. */
function isFinal(error: unknown): boolean {
  const { retryable, cause } = (error ?? {}) as { readonly retryable?: unknown; readonly cause?: unknown };
  const { retryable: isCauseRetryable } = (cause ?? {}) as { readonly retryable?: unknown };
  return retryable === false || isCauseRetryable === false;
}
