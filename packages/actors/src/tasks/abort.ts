import { asError, SwfError } from '@swf/settings/errors';

/**
 * Why the signal of a running task fired:
 *
 * - `CANCEL_REQUESTED`: a decider requested the cancellation of the activity; an activity that then
 *   rejects is answered with `cancel`.
 * - `TIMED_OUT`: a timeout of the task has passed.
 * - `TASK_UNKNOWN`: SWF no longer knows the task: it timed out there, or its execution is closed.
 * - `STOPPING`: the actor is stopping and its grace has passed.
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

/** Returns why the signal of a task has fired; undefined if it has not. */
export function abortReasonOf(signal: AbortSignal): AbortReason | undefined {
  return TaskAbortedError.is(signal.reason) ? signal.reason.code : undefined;
}

const MAX_CAUSES = 16;

/**
 * Returns whether an error says that work ended because its signal fired.
 *
 * It does if it, or one of its causes, is the reason of the signal or an `AbortError`.
 */
export function isAbortOf(reason: TaskAbortedError | undefined, error: unknown): boolean {
  if (!reason) return false;
  let cause = asError(error);
  for (let depth = 0; depth < MAX_CAUSES && cause; depth += 1) {
    if (cause === reason || cause.name === 'AbortError') return true;
    cause = asError(cause.cause);
  }
  return false;
}
