import { Fault } from '../api/fault.js';
import type { OperationName } from '../api/operations.js';
import type { Clock } from '../clock/clock.js';
import type { DecisionThrottle, ExecutionThrottle, ThrottledCall, ThrottledDecision } from '../engine/environment.js';
import { type Rate, TokenBucket } from './token-bucket.js';

const WORK: Rate = [2000, 200];
const READ: Rate = [2000, 6];
const ADMINISTRATION: Rate = [200, 6];
const DOMAINS: Rate = [100, 6];
const TAGS: Rate = [50, 30];

/** The rates of an account's calls in a region. */
export const RATES: Readonly<Record<OperationName, Rate>> = {
  StartWorkflowExecution: WORK,
  PollForActivityTask: WORK,
  PollForDecisionTask: WORK,
  RespondActivityTaskCanceled: WORK,
  RespondActivityTaskCompleted: WORK,
  RespondActivityTaskFailed: WORK,
  RespondDecisionTaskCompleted: WORK,
  RecordActivityTaskHeartbeat: [2000, 160],
  GetWorkflowExecutionHistory: [2000, 60],
  TerminateWorkflowExecution: [2000, 60],
  SignalWorkflowExecution: [2000, 30],
  RequestCancelWorkflowExecution: [2000, 30],
  CountClosedWorkflowExecutions: READ,
  CountOpenWorkflowExecutions: READ,
  DescribeActivityType: READ,
  DescribeWorkflowExecution: READ,
  DescribeWorkflowType: READ,
  ListOpenWorkflowExecutions: [200, 48],
  RegisterActivityType: [200, 60],
  RegisterWorkflowType: [200, 60],
  CountPendingActivityTasks: ADMINISTRATION,
  CountPendingDecisionTasks: ADMINISTRATION,
  DeleteActivityType: ADMINISTRATION,
  DeleteWorkflowType: ADMINISTRATION,
  DeprecateActivityType: ADMINISTRATION,
  DeprecateWorkflowType: ADMINISTRATION,
  DescribeDomain: ADMINISTRATION,
  ListActivityTypes: ADMINISTRATION,
  ListClosedWorkflowExecutions: ADMINISTRATION,
  ListWorkflowTypes: ADMINISTRATION,
  UndeprecateActivityType: ADMINISTRATION,
  UndeprecateWorkflowType: ADMINISTRATION,
  DeprecateDomain: DOMAINS,
  ListDomains: DOMAINS,
  RegisterDomain: DOMAINS,
  UndeprecateDomain: DOMAINS,
  ListTagsForResource: TAGS,
  TagResource: TAGS,
  UntagResource: TAGS,
};

/** The rates of an account's decisions in a region. */
const DECISION_RATES: Readonly<Record<ThrottledDecision, Rate>> = {
  ScheduleActivityTask: [1000, 200],
  StartTimer: [2000, 200],
  StartChildWorkflowExecution: [500, 12],
  SignalExternalWorkflowExecution: [1200, 120],
  RequestCancelExternalWorkflowExecution: [1200, 120],
};

/** The rates of calls for one execution. */
const EXECUTION_RATES: Readonly<Record<ThrottledCall, Rate>> = {
  GetWorkflowExecutionHistory: [400, 200],
  RecordActivityTaskHeartbeat: [1000, 1000],
  RequestCancelWorkflowExecution: [200, 200],
  SignalWorkflowExecution: [1000, 1000],
};

const TIME_BETWEEN_SWEEPS_IN_MILLISECONDS = 10_000;

/** Refuses calls that exceed SWF's rates for an account: one bucket per operation and region. */
export class AccountThrottle {
  readonly #clock: Clock;
  readonly #buckets = new Map<string, TokenBucket>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** @throws {@link Fault} ThrottlingException if the operation exceeds its rate in the region. */
  check(operation: OperationName, region: string): void {
    const key = `${operation} ${region}`;
    const bucket = this.#buckets.get(key) ?? new TokenBucket(this.#clock, RATES[operation]);
    this.#buckets.set(key, bucket);
    if (!bucket.take()) throw new Fault('ThrottlingException', 'Rate exceeded');
  }
}

/** Returns a throttle with SWF's rates for decisions: one bucket per type and region. */
export function decisionThrottle(clock: Clock): DecisionThrottle {
  const buckets = new Map<string, TokenBucket>();
  return (decision, region) => {
    const key = `${decision} ${region}`;
    const bucket = buckets.get(key) ?? new TokenBucket(clock, DECISION_RATES[decision]);
    buckets.set(key, bucket);
    return bucket.take();
  };
}

/** Returns a throttle with SWF's rates for executions: one bucket per operation and execution. */
export function executionThrottle(clock: Clock): ExecutionThrottle {
  const buckets = new Map<string, TokenBucket>();
  let nextSweep = 0;
  return (operation, executionId) => {
    // A full bucket is as good as a new one; those of closed executions would pile up.
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
