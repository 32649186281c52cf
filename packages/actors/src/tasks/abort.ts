import { SwfError } from '@swf/settings/errors';

/**
 * Why the signal of a running task fired:
 *
 * - `CANCEL_REQUESTED`: the decider asked SWF to cancel the activity; to stop and reject is answered with `cancel`.
 * - `TIMED_OUT`: the task's timeout has passed.
 * - `TASK_UNKNOWN`: SWF no longer knows the task: it timed out there, or its execution is closed.
 * - `STOPPING`: the actor stops and its grace has passed.
 */
export type AbortReason = 'CANCEL_REQUESTED' | 'TIMED_OUT' | 'TASK_UNKNOWN' | 'STOPPING';

const MESSAGES: Readonly<Record<AbortReason, string>> = {
  CANCEL_REQUESTED: 'the cancellation of the task was requested',
  TIMED_OUT: 'the timeout of the task has passed',
  TASK_UNKNOWN: 'SWF no longer knows the task',
  STOPPING: 'the actor is stopping',
};

/**
 * The `reason` of a task's `AbortSignal`; its `code` is an {@link AbortReason}, its `name` the
 * `AbortError` that callers of aborted work look for.
 */
export class TaskAbortedError extends SwfError {
  declare readonly code: AbortReason;

  constructor(reason: AbortReason) {
    super(reason, MESSAGES[reason]);
    this.name = 'AbortError';
  }

  static override is(value: unknown): value is TaskAbortedError {
    return SwfError.is(value) && Object.hasOwn(MESSAGES, value.code);
  }
}

/** Why the signal of a task has fired; `undefined` where it hasn't. */
export function abortReasonOf(signal: AbortSignal): AbortReason | undefined {
  return TaskAbortedError.is(signal.reason) ? signal.reason.code : undefined;
}

const MAX_CAUSES = 16;

/**
 * Whether an error says that work ended because `signal` fired: its reason, an `AbortError`, or one
 * that was caused by either.
 */
export function isAbortOf(signal: AbortSignal, error: unknown): boolean {
  if (!signal.aborted) return false;
  let cause = error;
  for (let depth = 0; depth < MAX_CAUSES; depth += 1) {
    if (cause === signal.reason) return true;
    if (!(cause instanceof Error)) return false;
    if (cause.name === 'AbortError') return true;
    cause = cause.cause;
  }
  return false;
}
