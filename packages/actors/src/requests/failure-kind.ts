import { SwfError } from '@swf/settings/errors';

/**
 * What a failed request says about sending it again:
 *
 * - `transient`: it may succeed within seconds (throttling, a broken connection, a 5xx, a body that is not SWF's);
 * - `refused`: it succeeds once a person or a credentials provider has changed something, such as an IAM policy or an expired token;
 * - `final`: the same request fails again, for example because the task is gone or a decision is invalid.
 */
export type FailureKind = 'transient' | 'refused' | 'final';

const TOO_LARGE = 413;

/**
 * Classifies the error of a request. An error that is not a `SwfError` was thrown by the program
 * and is final.
 */
export function failureKind(error: unknown): FailureKind {
  if (!SwfError.is(error)) return 'final';
  switch (error.code) {
    case 'CONNECTION':
    case 'RATE_LIMIT_EXCEEDED':
      return 'transient';
    case 'SETTINGS':
    case 'OPERATION_NOT_PERMITTED':
      return 'refused';
    case 'DOES_NOT_EXIST':
    case 'INVALID_ARGUMENT':
      return 'final';
  }
  const status = statusOf(error.cause);
  if (error.fault === undefined) return error.code === 'RESPONSE' ? 'transient' : 'final';
  if (status !== undefined && status >= 500) return 'transient';
  if (error.code === 'LIMIT_EXCEEDED') return 'transient';
  return status === TOO_LARGE ? 'final' : 'refused';
}

/** Whether SWF asks for fewer requests: a rate is exceeded, or a task list has too many pollers. */
export function isThrottling(error: unknown): boolean {
  return SwfError.is(error) && (error.code === 'RATE_LIMIT_EXCEEDED' || error.code === 'LIMIT_EXCEEDED');
}

/** Whether SWF no longer knows the task of a request, or its execution. */
export function isTaskGone(error: unknown): boolean {
  return SwfError.is(error) && error.code === 'DOES_NOT_EXIST';
}

// Without a connection, nothing was sent.
const NOT_CONNECTED = ['ECONNREFUSED', 'EHOSTUNREACH', 'ENETUNREACH', 'ENOTFOUND', 'EAI_AGAIN'];

/**
 * Whether SWF may have applied a request, or an earlier try of it by the SDK, that failed: only its
 * reply is known to be missing.
 */
export function mayBeApplied(error: unknown): boolean {
  if (!SwfError.is(error)) return false;
  const metadata = fieldOf(error.cause, '$metadata');
  // The SDK retries by itself, and throws the last error only.
  if (isTaskGone(error)) return Number(fieldOf(metadata, 'attempts')) > 1;
  const status = statusOf(error.cause);
  if (status !== undefined) return status < 400 || status >= 500;
  const code = fieldOf(error.cause, 'code') ?? fieldOf(fieldOf(error.cause, 'cause'), 'code');
  return error.code === 'CONNECTION' && !NOT_CONNECTED.includes(String(code));
}

function statusOf(cause: unknown): number | undefined {
  const status = fieldOf(fieldOf(cause, '$metadata'), 'httpStatusCode');
  return typeof status === 'number' ? status : undefined;
}

function fieldOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}
