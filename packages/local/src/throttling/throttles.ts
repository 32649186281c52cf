import { Fault } from '../api/fault.js';
import type { OperationName } from '../api/operations.js';
import type { Clock } from '../clock/clock.js';
import type { DecisionThrottle, ExecutionThrottle, ThrottledCall, ThrottledDecision } from '../engine/environment.js';
import type { Rate } from './token-bucket.js';
import { TokenBuckets } from './token-buckets.js';

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

/** SWF's rates for an account's calls and decisions per region, and for calls per execution. */
export class Throttles {
  readonly #calls: TokenBuckets;
  readonly #callsOfExecutions: TokenBuckets;
  readonly #decisions: TokenBuckets;

  constructor(clock: Clock) {
    this.#calls = new TokenBuckets(clock);
    this.#callsOfExecutions = new TokenBuckets(clock);
    this.#decisions = new TokenBuckets(clock);
  }

  /** When a refused call is next accepted, in milliseconds since 1970; undefined if it is now. */
  get nextRefill(): number | undefined {
    const refills = [this.#calls.nextRefill, this.#callsOfExecutions.nextRefill].filter((at) => at !== undefined);
    return refills.length === 0 ? undefined : Math.min(...refills);
  }

  readonly mayDecide: DecisionThrottle = (decision, region) =>
    this.#decisions.take(`${decision} ${region}`, DECISION_RATES[decision]);

  readonly mayCall: ExecutionThrottle = (operation, executionId) =>
    this.#callsOfExecutions.take(`${operation} ${executionId}`, EXECUTION_RATES[operation]);

  /** @throws {@link Fault} ThrottlingException if the operation exceeds its rate in the region. */
  check(operation: OperationName, region: string): void {
    if (this.#calls.take(`${operation} ${region}`, RATES[operation])) return;
    throw new Fault('ThrottlingException', 'Rate exceeded');
  }
}
