import type { Clock } from '../clock/clock.js';
import type { ExecutionThrottle, ThrottledCall } from '../engine/transaction.js';
import { type Rate, TokenBucket } from './token-bucket.js';

/** How often SWF lets each of these operations be called for one execution. */
const EXECUTION_RATES: Readonly<Record<ThrottledCall, Rate>> = {
  GetWorkflowExecutionHistory: [400, 200],
  RecordActivityTaskHeartbeat: [1000, 1000],
  RequestCancelWorkflowExecution: [200, 200],
  SignalWorkflowExecution: [1000, 1000],
};

const TIME_BETWEEN_SWEEPS_IN_MILLISECONDS = 10_000;

/** Tells which calls go beyond SWF's rates for an execution: one bucket for each operation on each execution. */
export function executionThrottle(clock: Clock): ExecutionThrottle {
  const buckets = new Map<string, TokenBucket>();
  let nextSweep = 0;
  return (operation, executionId) => {
    // A full bucket is as good as none; without this there would soon be buckets for executions of long ago.
    if (clock.now() >= nextSweep) {
      for (const [key, bucket] of buckets) if (bucket.full) buckets.delete(key);
      nextSweep = clock.now() + TIME_BETWEEN_SWEEPS_IN_MILLISECONDS;
    }
    const key = `${operation} ${executionId}`;
    const bucket = buckets.get(key) ?? new TokenBucket(clock, EXECUTION_RATES[operation]);
    buckets.set(key, bucket);
    return bucket.take();
  };
}
