import type { ActivityTask } from '@swf/models';
import type { CompleteLater, CompleteLaterOptions } from './complete-later.js';

/** What SWF says of an activity task: an `ActivityTask`, or only its data in another thread or process. */
export type ActivityTaskData = Pick<
  ActivityTask,
  'activityId' | 'activityType' | 'domain' | 'input' | 'startedEventId' | 'taskList' | 'taskToken' | 'workflowExecution'
>;

/** What an activity is given beside its input. */
export interface ActivityContext {
  readonly task: ActivityTaskData;
  /**
   * Fires when the activity should end; its `reason` is a `TaskAbortedError` whose `code` tells why. An activity that rejects with
   * that reason, or with an `AbortError`, after a requested cancellation is answered with `cancel`.
   */
  readonly signal: AbortSignal;
  /**
   * Gives details, at most 2,048 characters as sent, that this and the following heartbeats carry. Heartbeats go out by themselves; this
   * sends one soon, at most one a second. Throws `InvalidArgumentError` for details that are too long or cannot be JSON.
   */
  heartbeat(details?: unknown): void;

  /**
   * Leaves the task open for somebody else to complete by its token; the activity must return the
   * value. The slot is free at once. With `heartbeats: true` this worker keeps them up until the task
   * is closed or the worker stops, and `signal` goes on to fire; otherwise nothing watches the task.
   *
   * @example
   * await mail.send({ to: input.approver, token: task.taskToken });
   * return completeLater();
   */
  completeLater(options?: CompleteLaterOptions): CompleteLater;
}
