import { ConnectionError } from '@swf/settings/errors';
import { alarm } from '../time/timers.js';

// A request that is cut may still end by itself, with a task that must not be lost.
const LAST_WORDS_IN_SECONDS = 1;

/**
 * Runs with a signal of its own that fires with `parent`, or with a `ConnectionError` after the
 * limit.
 *
 * A connection can be dead without anyone noticing. What ignores its signal is left behind a second
 * later: a credentials provider that hangs cannot be cut. Nothing stays on a parent that outlives
 * thousands of such runs.
 */
export async function withSignal<Result>(
  parent: AbortSignal,
  action: (signal: AbortSignal) => Promise<Result>,
  limitInSeconds?: number,
): Promise<Result> {
  const child = new AbortController();
  const alarms: (() => void)[] = [];
  let leave: (reason: unknown) => void = () => {};
  const left = new Promise<never>((_, reject) => {
    leave = reject;
  });
  const cut = (reason: unknown) => {
    child.abort(reason);
    alarms.push(alarm(LAST_WORDS_IN_SECONDS, () => leave(child.signal.reason)));
  };
  const forward = () => cut(parent.reason);
  if (parent.aborted) forward();
  else parent.addEventListener('abort', forward);
  if (limitInSeconds !== undefined) {
    const expire = () => cut(new ConnectionError(`SWF did not answer within ${limitInSeconds} seconds`));
    alarms.push(alarm(limitInSeconds, expire));
  }
  try {
    return await Promise.race([action(child.signal), left]);
  } finally {
    for (const cancel of alarms) cancel();
    parent.removeEventListener('abort', forward);
  }
}

/**
 * Resolves when the work, which never rejects, has ended or the signal has fired; nothing stays on
 * the signal.
 */
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
