import { mayPass, SwfError } from '@swf/settings/errors';

/**
 * Whether a failed request is worth sending again:
 *
 * - `transient`: it may succeed within seconds, as after throttling, a broken connection, a 5xx or
 *   a body that is not SWF's;
 * - `refused`: it succeeds when a person or a credentials provider has changed something, such as
 *   an IAM policy or an expired token;
 * - `final`: it fails again, for example because the task is gone or a decision is invalid.
 */
export type FailureKind = 'transient' | 'refused' | 'final';

const TOO_LARGE = 413;

/** Classifies the error of a request. An error of the program, not a `SwfError`, is final. */
export function failureKind(error: unknown): FailureKind {
  if (!SwfError.is(error)) return 'final';
  if (mayPass(error, true)) return 'transient';
  switch (error.code) {
    case 'SETTINGS':
    case 'OPERATION_NOT_PERMITTED':
      return 'refused';
    case 'DOES_NOT_EXIST':
    case 'INVALID_ARGUMENT':
      return 'final';
  }
  if (error.fault === undefined) return error.code === 'RESPONSE' ? 'transient' : 'final';
  if (error.code === 'LIMIT_EXCEEDED') return 'transient';
  return statusOf(error.cause) === TOO_LARGE ? 'final' : 'refused';
}

/**
 * Returns whether SWF wants fewer requests: a rate is exceeded, or a task list has too many
 * pollers.
 */
export function isThrottling(error: unknown): boolean {
  return SwfError.is(error) && (error.code === 'RATE_LIMIT_EXCEEDED' || error.code === 'LIMIT_EXCEEDED');
}

/** Returns whether SWF no longer knows the task of a request, or its execution. */
export function isTaskGone(error: unknown): boolean {
  return SwfError.is(error) && error.code === 'DOES_NOT_EXIST';
}

// Without a connection, nothing was sent.
const NOT_CONNECTED = ['ECONNREFUSED', 'EHOSTUNREACH', 'ENETUNREACH', 'ENOTFOUND', 'EAI_AGAIN'];

/**
 * Returns whether SWF may have applied a request that failed, or an earlier try of it by the SDK.
 */
export function mayBeApplied(error: unknown): boolean {
  const cause = fieldOf(error, 'cause');
  const metadata = fieldOf(cause, '$metadata');
  // The SDK retries by itself, and throws only the last error: what came before it is unknown. While
  // the machine's clock is wrong, that was most likely the same, as the SDK retries every refusal.
  if (Number(fieldOf(metadata, 'attempts')) > 1 && !fieldOf(metadata, 'clockSkewCorrected')) return true;
  const status = statusOf(cause);
  if (status !== undefined) return status < 400 || status >= 500;
  const code = fieldOf(cause, 'code') ?? fieldOf(fieldOf(cause, 'cause'), 'code');
  return SwfError.is(error) && error.code === 'CONNECTION' && !NOT_CONNECTED.includes(String(code));
}

function statusOf(cause: unknown): number | undefined {
  const status = fieldOf(fieldOf(cause, '$metadata'), 'httpStatusCode');
  return typeof status === 'number' ? status : undefined;
}

function fieldOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}
