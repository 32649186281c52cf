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

/** Returns a throttle by SWF's rates: one bucket for each kind of decision in each region. */
export function decisionThrottle(clock: Clock): DecisionThrottle {
  const buckets = new Map<string, TokenBucket>();
  return (decision, region) => {
    const key = `${decision} ${region}`;
    const bucket = buckets.get(key) ?? new TokenBucket(clock, DECISION_RATES[decision]);
    buckets.set(key, bucket);
    return bucket.take();
  };
}
