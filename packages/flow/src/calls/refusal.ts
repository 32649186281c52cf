import type { AnyEvent } from '@swf/history';
import { seededRandom } from '../turns/ids.js';
import type { Run } from '../turns/run.js';
import { EngineTimer } from './engine-timer.js';

const LONGEST_WAIT_IN_SECONDS = 60;

/** Why SWF did not carry out a decision; undefined if the event says something else. */
export function causeOf(event: AnyEvent): string | undefined {
  return (event.attributes as { readonly cause?: string }).cause;
}

/**
 * Whether the same decision will be carried out later: a rate or a quota of open things is
 * exceeded.
 */
export function isThrottled(cause: string): boolean {
  return cause.endsWith('_RATE_EXCEEDED') || /^OPEN_.*_LIMIT_EXCEEDED$/.test(cause);
}

/**
 * Waits before a throttled decision is made again: 1, 2, 4 ... 60 s, with jitter that replays the
 * same.
 */
export function afterThrottling(run: Run, id: string, attempt: number, again: () => void): EngineTimer {
  const bound = Math.min(LONGEST_WAIT_IN_SECONDS, 2 ** (attempt - 1));
  const timerId = `${id}.throttled-${attempt}`;
  const jitter = seededRandom(`${run.identity.runId} ${timerId}`)();
  return new EngineTimer(run, timerId, Math.ceil(bound * (0.5 + jitter / 2)), again);
}
