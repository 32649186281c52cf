import { SwfError } from './swf-error.js';
import type { Thrown } from './thrown.js';

/**
 * Returns whether a failed read may succeed when it is sent again later: SWF throttled it or
 * answered with a 5xx, or the connection was lost.
 *
 * @param isReached whether SWF has answered before. Until then, the endpoint may be wrong, or
 * nobody may listen there: a lost connection does not pass.
 *
 * @example
 * if (!mayPass(error, true)) throw error;
 */
export function mayPass(error: unknown, isReached: boolean): boolean {
  if (!SwfError.is(error)) return false;
  if (error.code === 'CONNECTION') return isReached;
  const { $metadata } = Object(error.cause) as Thrown;
  return error.code === 'RATE_LIMIT_EXCEEDED' || Number($metadata?.httpStatusCode) >= 500;
}
