import { SwfError } from '@swf/settings/errors';

/** What is known of an activity that failed or timed out. */
export interface ActivityFailure {
  readonly activityId: string;
  readonly activityType: string;
  /** How often the activity was scheduled. */
  readonly attempts: number;
  readonly reason?: string | undefined;
  /** What SWF says of a timeout: `START_TO_CLOSE`, `HEARTBEAT`, ... */
  readonly timeoutType?: string | undefined;
  /** The details of the failure, or of the last heartbeat. */
  readonly details?: unknown;
  readonly cause?: unknown;
}

/**
 * An activity failed (`code` `ACTIVITY_FAILED`) or timed out (`ACTIVITY_TIMED_OUT`); the worker's
 * error is the `cause`.
 */
export class ActivityError extends SwfError {
  declare readonly code: 'ACTIVITY_FAILED' | 'ACTIVITY_TIMED_OUT';
  readonly activityId: string;
  readonly activityType: string;
  readonly attempts: number;
  readonly reason: string | undefined;
  readonly timeoutType: string | undefined;
  readonly details: unknown;

  constructor(code: ActivityError['code'], failure: ActivityFailure) {
    const { activityId, activityType, attempts, reason, timeoutType, details, cause } = failure;
    const how = code === 'ACTIVITY_FAILED' ? `failed: ${reason ?? 'no reason given'}` : `timed out (${timeoutType})`;
    const times = attempts === 1 ? '' : ` after ${attempts} attempts`;
    super(code, `activity ${activityId} (${activityType}) ${how}${times}`, { cause });
    this.name = 'ActivityError';
    this.activityId = activityId;
    this.activityType = activityType;
    this.attempts = attempts;
    this.reason = reason;
    this.timeoutType = timeoutType;
    this.details = details;
  }

  static override is(value: unknown): value is ActivityError {
    return SwfError.is(value) && (value.code === 'ACTIVITY_FAILED' || value.code === 'ACTIVITY_TIMED_OUT');
  }
}

/**
 * The call, or the run, was canceled; `code` is `CANCELED`, `cause` says how a canceled activity or
 * child ended.
 */
export class CanceledError extends SwfError {
  constructor(what: string, options?: ErrorOptions) {
    super('CANCELED', `${what} was canceled`, options);
    this.name = 'CanceledError';
  }

  static override is(value: unknown): value is CanceledError {
    return SwfError.is(value) && value.code === 'CANCELED';
  }
}

/** A `timeout` given to a scope, a condition or a signal has passed; `code` is `TIMEOUT`. */
export class TimeoutError extends SwfError {
  constructor(what: string, seconds: number) {
    super('TIMEOUT', `${what} timed out after ${seconds} s`);
    this.name = 'TimeoutError';
  }

  static override is(value: unknown): value is TimeoutError {
    return SwfError.is(value) && value.code === 'TIMEOUT';
  }
}

/** Remedies for refusals that are mistakes of a program. */
const REMEDIES: Readonly<Record<string, string | undefined>> = {
  ACTIVITY_TYPE_DOES_NOT_EXIST:
    'start a worker that implements it first; in testFlow, add implement(...) or mock(...) of it to `activities`',
  WORKFLOW_TYPE_DOES_NOT_EXIST: 'start a decider that has this workflow first; in testFlow, add it to `workflows`',
  ACTIVITY_TYPE_DEPRECATED: 'undeprecate the type, or call another version',
  WORKFLOW_TYPE_DEPRECATED: 'undeprecate the type, or call another version',
};

/**
 * SWF did not carry out a decision; `code` is SWF's cause, for example
 * `ACTIVITY_TYPE_DOES_NOT_EXIST`.
 */
export class DecisionFailedError extends SwfError {
  readonly eventId: number;

  constructor(what: string, cause: string, eventId: number) {
    const remedy = REMEDIES[cause];
    super(cause, `${what} was refused by SWF: ${cause} (event ${eventId})${remedy === undefined ? '' : `; ${remedy}`}`);
    this.name = 'DecisionFailedError';
    this.eventId = eventId;
  }

  static override is(value: unknown): value is DecisionFailedError {
    return SwfError.is(value) && value.name === 'DecisionFailedError';
  }
}

/**
 * A child failed, timed out or was terminated; `code` is `CHILD_WORKFLOW_EXECUTION`, `cause` what
 * its function threw.
 */
export class ChildWorkflowExecutionError extends SwfError {
  readonly closeStatus: 'FAILED' | 'TIMED_OUT' | 'TERMINATED';
  readonly reason: string | undefined;

  constructor(
    what: string,
    closing: {
      readonly closeStatus: ChildWorkflowExecutionError['closeStatus'];
      readonly reason?: string | undefined;
      readonly cause?: unknown;
    },
  ) {
    const { closeStatus, reason, cause } = closing;
    const why = reason === undefined ? '' : `: ${reason}`;
    super('CHILD_WORKFLOW_EXECUTION', `${what} is ${closeStatus}${why}`, { cause });
    this.name = 'ChildWorkflowExecutionError';
    this.closeStatus = closeStatus;
    this.reason = reason;
  }

  static override is(value: unknown): value is ChildWorkflowExecutionError {
    return SwfError.is(value) && value.code === 'CHILD_WORKFLOW_EXECUTION';
  }
}

/**
 * A Lambda function failed or timed out; `code` is `LAMBDA_FUNCTION`, `cause` what it threw, and
 * `details` what Lambda said of that.
 */
export class LambdaFunctionError extends SwfError {
  readonly details: unknown;

  constructor(what: string, how: string, failure: { readonly cause?: unknown; readonly details?: unknown } = {}) {
    super('LAMBDA_FUNCTION', `${what} ${how}`, { cause: failure.cause });
    this.name = 'LambdaFunctionError';
    this.details = failure.details;
  }

  static override is(value: unknown): value is LambdaFunctionError {
    return SwfError.is(value) && value.code === 'LAMBDA_FUNCTION';
  }
}

/** Nobody answered a human step in time; `code` is `HUMAN_TIMEOUT`. */
export class HumanTimeoutError extends SwfError {
  constructor(id: string, seconds: number) {
    super('HUMAN_TIMEOUT', `human step ${id} was not answered within ${seconds} s`);
    this.name = 'HumanTimeoutError';
  }

  static override is(value: unknown): value is HumanTimeoutError {
    return SwfError.is(value) && value.code === 'HUMAN_TIMEOUT';
  }
}
