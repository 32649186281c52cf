import { isTaskGone, mayBeApplied } from '../requests/failure-kind.js';
import { type Retry, retry } from '../requests/retry.js';
import type { AbortReason } from './abort.js';
import type { TaskLifetime } from './task-lifetime.js';

/** What happened to an answer. */
export type Delivery =
  /**
   * SWF has it. It is `unconfirmed` if SWF no longer knows the task and an earlier try may have
   * been applied: a reply was lost, not the answer.
   */
  { readonly unconfirmed: boolean } | { readonly lost: AbortReason; readonly error: unknown };

/**
 * Sends an answer until SWF accepts it, refuses it for good or the task is over.
 *
 * @throws whatever SWF says against this answer, for example that a decision is invalid.
 */
export async function deliver(
  lifetime: TaskLifetime,
  send: (signal: AbortSignal) => Promise<void>,
  onRetry: (failed: Retry) => void,
): Promise<Delivery> {
  let maybeApplied = false;
  const sendOnce = async () => {
    try {
      await lifetime.tryAnswer(send);
    } catch (error) {
      maybeApplied ||= (lifetime.isOver && error === lifetime.late) || mayBeApplied(error);
      throw error;
    }
  };
  try {
    await retry(sendOnce, lifetime, onRetry);
    return { unconfirmed: false };
  } catch (error) {
    const lost = isTaskGone(error) ? 'TASK_UNKNOWN' : lifetime.late?.code;
    if (lost === undefined) throw error;
    return lost === 'TASK_UNKNOWN' && maybeApplied ? { unconfirmed: true } : { lost, error };
  }
}
