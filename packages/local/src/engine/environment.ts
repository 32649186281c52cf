import type { Limits } from '../limits.js';

/** Decisions whose rate SWF limits. */
export type ThrottledDecision =
  | 'ScheduleActivityTask'
  | 'StartTimer'
  | 'StartChildWorkflowExecution'
  | 'SignalExternalWorkflowExecution'
  | 'RequestCancelExternalWorkflowExecution';

/** Returns whether a decision is allowed in a region now, and uses up a turn if so. */
export type DecisionThrottle = (decision: ThrottledDecision, region: string) => boolean;

/** Operations whose rate SWF limits for each execution, apart from that of the account. */
export type ThrottledCall =
  | 'GetWorkflowExecutionHistory'
  | 'RecordActivityTaskHeartbeat'
  | 'RequestCancelWorkflowExecution'
  | 'SignalWorkflowExecution';

/** Returns whether an operation is allowed on an execution now, and uses up a turn if so. */
export type ExecutionThrottle = (operation: ThrottledCall, executionId: number) => boolean;

/** The account and the quotas that the service runs with. */
export interface Environment {
  /** Undefined if decisions are not throttled. */
  readonly mayDecide: DecisionThrottle | undefined;
  readonly mayCall: ExecutionThrottle;
  readonly limits: Limits;
  readonly account: string;
}
