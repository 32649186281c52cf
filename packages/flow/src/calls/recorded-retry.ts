import { parsePayload } from '@swf/settings/wire';
import type { RetryOptions } from './backoff.js';

interface RetryControl {
  readonly $retry?: Omit<RetryOptions, 'retryable'>;
  readonly control?: unknown;
}

/**
 * Returns the `control` of an activity that is retried: it keeps the numbers, so that another
 * `retry` in the code affects later calls only.
 */
export function controlWithRetry(retry: RetryOptions | undefined, control: unknown): unknown {
  if (retry === undefined) return control;
  const { retryable: _retryable, ...$retry } = retry;
  return control === undefined ? { $retry } : { $retry, control };
}

/** Returns how a recorded call is retried: by its first numbers, and by the code's `retryable`. */
export function recordedRetry(control: string | undefined, retry: RetryOptions | undefined): RetryOptions | undefined {
  const parsed = parsePayload(control);
  if (typeof parsed !== 'object' || parsed === null || !('$retry' in parsed)) return undefined;
  return { ...(parsed as RetryControl).$retry, retryable: retry?.retryable };
}
