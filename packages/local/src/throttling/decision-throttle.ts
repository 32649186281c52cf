import type { Clock } from '../clock/clock.js';
import type { DecisionThrottle, ThrottledDecision } from '../engine/transaction.js';
import { type Rate, TokenBucket } from './token-bucket.js';

/** How often SWF lets an account make each kind of decision in a region. */
const DECISION_RATES: Readonly<Record<ThrottledDecision, Rate>> = {
  ScheduleActivityTask: [1000, 200],
  StartTimer: [2000, 200],
  StartChildWorkflowExecution: [500, 12],
  SignalExternalWorkflowExecution: [1200, 120],
  RequestCancelExternalWorkflowExecution: [1200, 120],
};

/** Tells which decisions go beyond SWF's rates: one bucket for each kind. */
export function decisionThrottle(clock: Clock): DecisionThrottle {
  const buckets = new Map<ThrottledDecision, TokenBucket>();
  return (decision) => {
    const bucket = buckets.get(decision) ?? new TokenBucket(clock, DECISION_RATES[decision]);
    buckets.set(decision, bucket);
    return bucket.take();
  };
}
