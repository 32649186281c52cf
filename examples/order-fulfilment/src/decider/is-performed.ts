import { ActivityTaskDecision, type DecisionBatch } from '@swf/decisions';
import type { CompiledHistory } from '@swf/history';
import type { Order } from '../orders/order.js';
import { type ActivityName, VERSION } from '../registration.js';

const MAX_ATTEMPTS = 3;

/** An activity that failed as often as it may. */
export class ActivityFailedError extends Error {
  override readonly name = 'ActivityFailedError';
}

/**
 * Sees to it that an activity gets done: schedules it when it has not begun, and again when an attempt failed or timed out.
 *
 * True once it is completed; throws `ActivityFailedError` after the third attempt.
 */
export function isPerformed(batch: DecisionBatch, state: CompiledHistory, name: ActivityName, order: Order): boolean {
  const attempts = state.activityTasks.attempts(name);
  const latest = attempts.at(-1);
  if (latest?.state === 'completed') return true;
  if (latest?.open) return false;
  if (latest && attempts.length === MAX_ATTEMPTS) {
    throw new ActivityFailedError(`${name} ${latest.state}: ${latest.reason ?? latest.timeoutType ?? latest.cause}`);
  }
  batch.add(
    ActivityTaskDecision.schedule({
      activityId: name,
      activityType: { name, version: VERSION },
      input: { order, attempt: attempts.length + 1 },
    }),
  );
  return false;
}
