import { isTaskGone, mayBeApplied } from '../requests/failure-kind.js';
import { type Retry, retry } from '../requests/retry.js';
import { type AbortReason, abortReasonOf } from './abort.js';
import type { TaskLifetime } from './task-lifetime.js';

/** What became of an answer. */
export type Delivery =
  /**
   * SWF has it. It is `unconfirmed` if SWF no longer knows the task and an earlier try may have
   * been
   * applied: a reply was lost, not the answer.
   */
  { readonly unconfirmed: boolean } | { readonly lost: AbortReason; readonly error: unknown };

/**
 * Sends an answer until SWF takes it, refuses it for good or the task is over.
 *
 * @throws what SWF says against this answer, for example that a decision is invalid.
 */
export async function deliver(
  lifetime: TaskLifetime,
  send: (signal: AbortSignal) => Promise<void>,
  onRetry: (failed: Retry) => void,
): Promise<Delivery> {
  const { late } = lifetime;
  let maybeApplied = false;
  const sendOnce = async () => {
    try {
      await lifetime.tryAnswer(send);
    } catch (error) {
      maybeApplied ||= error === late.reason || mayBeApplied(error);
      throw error;
    }
  };
  try {
    await retry(sendOnce, { signal: late, onRetry });
    return { unconfirmed: false };
  } catch (error) {
    const lost = isTaskGone(error) ? 'TASK_UNKNOWN' : abortReasonOf(late);
    if (lost === undefined) throw error;
    return lost === 'TASK_UNKNOWN' && maybeApplied ? { unconfirmed: true } : { lost, error };
  }
}
