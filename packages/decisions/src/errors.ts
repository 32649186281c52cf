import { SwfError } from '@swf/settings/errors';
import type { Evidence } from './batch/evidence.js';
import type { Decision } from './decision.js';

/**
 * Why SWF would refuse a decision: SWF's cause, or `INVALID_ARGUMENT` or `LIMIT_EXCEEDED` if it
 * would refuse the whole answer.
 */
export type RefusalCode =
  | 'ACTIVITY_ID_ALREADY_IN_USE'
  | 'ACTIVITY_ID_UNKNOWN'
  | 'ACTIVITY_TYPE_DEPRECATED'
  | 'DEFAULT_CHILD_POLICY_UNDEFINED'
  | 'DEFAULT_EXECUTION_START_TO_CLOSE_TIMEOUT_UNDEFINED'
  | 'DEFAULT_HEARTBEAT_TIMEOUT_UNDEFINED'
  | 'DEFAULT_SCHEDULE_TO_CLOSE_TIMEOUT_UNDEFINED'
  | 'DEFAULT_SCHEDULE_TO_START_TIMEOUT_UNDEFINED'
  | 'DEFAULT_START_TO_CLOSE_TIMEOUT_UNDEFINED'
  | 'DEFAULT_TASK_LIST_UNDEFINED'
  | 'DEFAULT_TASK_START_TO_CLOSE_TIMEOUT_UNDEFINED'
  | 'ID_ALREADY_IN_USE'
  | 'INVALID_ARGUMENT'
  | 'LIMIT_EXCEEDED'
  | 'OPEN_ACTIVITIES_LIMIT_EXCEEDED'
  | 'OPEN_CHILDREN_LIMIT_EXCEEDED'
  | 'OPEN_TIMERS_LIMIT_EXCEEDED'
  | 'TIMER_ID_ALREADY_IN_USE'
  | 'TIMER_ID_UNKNOWN'
  | 'UNHANDLED_DECISION'
  | 'UNKNOWN_EXTERNAL_WORKFLOW_EXECUTION'
  | 'WORKFLOW_ALREADY_RUNNING'
  | 'WORKFLOW_TYPE_DEPRECATED';

/** The reason why a decision is refused, and its evidence. */
export interface Refusal {
  readonly code: RefusalCode;
  readonly explanation: string;
  /** The event or earlier decision that it conflicts with; undefined if there is none. */
  readonly evidence?: Evidence | undefined;
}

/**
 * A decision that SWF would refuse.
 *
 * `code` is SWF's cause, or `INVALID_ARGUMENT` or `LIMIT_EXCEEDED` if SWF would refuse the whole
 * answer.
 */
export class DecisionRefusedError extends SwfError {
  declare readonly code: RefusalCode;
  /** The refused decision. */
  readonly decision: Decision;
  /** Its index in the batch. */
  readonly index: number;
  /** The event or earlier decision that it conflicts with; undefined if there is none. */
  readonly evidence: Evidence | undefined;

  constructor(decision: Decision, index: number, { code, explanation, evidence }: Refusal) {
    super(code, `${decision.type} (decision ${index + 1}): ${code}: ${explanation}`);
    this.name = 'DecisionRefusedError';
    this.decision = decision;
    this.index = index;
    this.evidence = evidence;
  }

  static override is(value: unknown): value is DecisionRefusedError {
    return SwfError.is(value) && value.name === 'DecisionRefusedError';
  }
}
