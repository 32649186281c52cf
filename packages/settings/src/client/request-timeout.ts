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
  let timer: NodeJS.Timeout;
  let reading: NodeJS.Immediate | undefined;
  // The program may have held the process meanwhile: Node reads what has come only after its timers.
  const setTimer = (milliseconds: number, work: () => void) => {
    timer = setTimeout(() => {
      reading = setImmediate(work);
    }, milliseconds);
  };
  const expire = () => fail(timeoutError(`no answer within ${timeout} ms`));
  const checkConnection = () => {
    if (sent.socket?.connecting !== false) {
      return fail(timeoutError(`no connection within ${CONNECTION_TIMEOUT_IN_MILLISECONDS} ms`));
    }
    setTimer(timeout - CONNECTION_TIMEOUT_IN_MILLISECONDS, expire);
  };
  if (timeout > CONNECTION_TIMEOUT_IN_MILLISECONDS) setTimer(CONNECTION_TIMEOUT_IN_MILLISECONDS, checkConnection);
  else setTimer(timeout, expire);
  return () => {
    clearTimeout(timer);
    clearImmediate(reading);
  };
}

function timeoutError(message: string): Error {
  return Object.assign(new Error(message), { name: 'TimeoutError', code: 'ETIMEDOUT' });
}
