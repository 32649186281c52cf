import type { ClientRequest } from 'node:http';

// SWF answers a long poll after at most 60 s; its documentation requires clients to wait for 70 s.
const REQUEST_TIMEOUT_IN_MILLISECONDS = 90_000;

const CONNECTION_TIMEOUT_IN_MILLISECONDS = 10_000;

// The longest timer of Node, for a request without a timeout, which is 0 as in the SDK.
const NEVER = 2 ** 31 - 1;

/**
 * Calls `fail` if a request does not connect or is not answered in time; returns what calls that
 * off. One timer is for both.
 */
export function limitTime(
  sent: ClientRequest,
  fail: (error: Error) => void,
  requestTimeout: number = REQUEST_TIMEOUT_IN_MILLISECONDS,
): () => void {
  const timeout = requestTimeout || NEVER;
  const expire = () => fail(timeoutError(`no answer within ${timeout} ms`));
  const checkConnection = () => {
    if (sent.socket?.connecting !== false) {
      return fail(timeoutError(`no connection within ${CONNECTION_TIMEOUT_IN_MILLISECONDS} ms`));
    }
    timer = setTimeout(expire, timeout - CONNECTION_TIMEOUT_IN_MILLISECONDS);
  };
  let timer =
    timeout > CONNECTION_TIMEOUT_IN_MILLISECONDS
      ? setTimeout(checkConnection, CONNECTION_TIMEOUT_IN_MILLISECONDS)
      : setTimeout(expire, timeout);
  return () => clearTimeout(timer);
}

function timeoutError(message: string): Error {
  return Object.assign(new Error(message), { name: 'TimeoutError', code: 'ETIMEDOUT' });
}
