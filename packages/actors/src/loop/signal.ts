import { ConnectionError } from '@swf/settings/errors';
import { alarm } from './sleep.js';

/**
 * Runs with a signal of its own that fires with `parent`, or with a `ConnectionError` after the limit, if there is one: a connection can be
 * dead without anybody saying so. Nothing stays on a parent that outlives thousands of such runs.
 */
export async function withSignal<Result>(
  parent: AbortSignal,
  action: (signal: AbortSignal) => Promise<Result>,
  limitInSeconds?: number,
): Promise<Result> {
  const child = new AbortController();
  const forward = () => child.abort(parent.reason);
  if (parent.aborted) forward();
  else parent.addEventListener('abort', forward);
  const expire = () => child.abort(new ConnectionError(`SWF did not answer within ${limitInSeconds} seconds`));
  const cancel = limitInSeconds === undefined ? undefined : alarm(limitInSeconds, expire);
  try {
    return await action(child.signal);
  } finally {
    cancel?.();
    parent.removeEventListener('abort', forward);
  }
}

/** Resolves when the work, which never rejects, has ended or the signal has fired; nothing stays on the signal. */
export function endedOrAborted(work: Promise<unknown>, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve();
    const end = () => {
      signal.removeEventListener('abort', end);
      resolve();
    };
    signal.addEventListener('abort', end);
    void work.then(end);
  });
}
