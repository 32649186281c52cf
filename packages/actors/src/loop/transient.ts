import { SwfError } from '@swf/settings/errors';

/** Whether the same request may succeed later: throttling, connections that break, and faults of the server. */
export function isTransient(error: unknown): boolean {
  if (!SwfError.is(error)) return false;
  return error.code === 'RATE_LIMIT_EXCEEDED' || error.code === 'CONNECTION' || isServerFault(error.cause);
}

/** Whether SWF asks for fewer requests: its rates are exceeded, or a task list has too many pollers. */
export function isThrottling(error: unknown): boolean {
  return SwfError.is(error) && (error.code === 'RATE_LIMIT_EXCEEDED' || error.code === 'LIMIT_EXCEEDED');
}

/** Whether SWF no longer knows the task, or its execution, that a request was about. */
export function isUnknown(error: unknown): boolean {
  return SwfError.is(error) && error.code === 'DOES_NOT_EXIST';
}

function isServerFault(cause: unknown): boolean {
  if (typeof cause !== 'object' || cause === null || !('$metadata' in cause)) return false;
  const { httpStatusCode } = cause.$metadata as { httpStatusCode?: number };
  return httpStatusCode !== undefined && httpStatusCode >= 500;
}
