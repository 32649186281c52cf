import type { DecisionTask } from '@swf/actors';
import { delay } from '@swf/settings/request';
import { refusedTimersOf } from '../calls/throttle.js';
import type { Run } from '../turns/run.js';

const LONGEST_WAIT_IN_SECONDS = 8;

/**
 * Waits before an answer whose only way to wait, a timer, SWF keeps refusing: each refusal brings
 * the next task at once, and costs 4 of the 25,000 events of a history.
 */
export async function waitForRate(run: Run, task: DecisionTask, signal: AbortSignal): Promise<void> {
  const refused = refusedTimersOf(run);
  if (refused === 0) return;
  const { startToCloseTimeout } = task;
  const most = typeof startToCloseTimeout === 'number' ? startToCloseTimeout / 4 : LONGEST_WAIT_IN_SECONDS;
  const seconds = Math.min(2 ** (refused - 1), LONGEST_WAIT_IN_SECONDS, most);
  // A decider that stops answers at once.
  await delay(seconds, signal).catch(() => {});
}
