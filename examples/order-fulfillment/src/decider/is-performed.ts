import { ActivityTaskDecision, type DecisionBatch } from '@swf/decisions';
import type { CompiledHistory } from '@swf/history';
import type { Order } from '../orders/order.js';
import { type ActivityName, VERSION } from '../registration.js';

const MAX_ATTEMPTS = 3;

/** Thrown when the last attempt of an activity failed. */
export class ActivityFailedError extends Error {
  override readonly name = 'ActivityFailedError';
}

/**
 * Schedules an activity unless it is open, and again after a failed attempt.
 *
 * @returns whether it is completed
 * @throws ActivityFailedError after the third failed attempt
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
