import type { Limits } from '../limits.js';

/** Decisions whose rate SWF limits. */
export type ThrottledDecision =
  | 'ScheduleActivityTask'
  | 'StartTimer'
  | 'StartChildWorkflowExecution'
  | 'SignalExternalWorkflowExecution'
  | 'RequestCancelExternalWorkflowExecution';

/** Returns whether a decision is allowed in a region now, and counts it if so. */
export type DecisionThrottle = (decision: ThrottledDecision, region: string) => boolean;

/** Operations whose rate SWF also limits per execution, not only per account. */
export type ThrottledCall =
  | 'GetWorkflowExecutionHistory'
  | 'RecordActivityTaskHeartbeat'
  | 'RequestCancelWorkflowExecution'
  | 'SignalWorkflowExecution';

/** Returns whether an operation is allowed on an execution now, and counts it if so. */
export type ExecutionThrottle = (operation: ThrottledCall, executionId: number) => boolean;

/** The account, the quotas and the throttles of a service. */
export interface Environment {
  /** Undefined if decisions are not throttled. */
  readonly mayDecide: DecisionThrottle | undefined;
  readonly mayCall: ExecutionThrottle;
  readonly limits: Limits;
  readonly account: string;
}
