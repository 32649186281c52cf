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

/** Resolves when the signal fires. For signals that live no longer than who waits. */
export function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
