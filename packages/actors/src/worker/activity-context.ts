import type { ActivityTask } from '@swf/models';
import { InvalidArgumentError } from '@swf/settings/errors';
import { checkOptions, type OptionNames, preview } from '@swf/settings/wire';

/**
 * What SWF says of an activity task: an `ActivityTask`, or only its data in another thread or
 * process.
 */
export type ActivityTaskData = Pick<
  ActivityTask,
  'activityId' | 'activityType' | 'domain' | 'input' | 'startedEventId' | 'taskList' | 'taskToken' | 'workflowExecution'
>;

/** What an activity is given beside its input. */
export interface ActivityContext {
  readonly task: ActivityTaskData;
  /**
   * Fires when the activity should end; its `reason` is a `TaskAbortedError` whose `code` tells
   * why. An activity that rejects with
   * that reason, or with an `AbortError`, after a requested cancellation is answered with `cancel`.
   */
  readonly signal: AbortSignal;
  /**
   * Gives details, at most 2,048 characters as sent, that this and the following heartbeats carry.
   * Heartbeats go out by themselves; this
   * sends one soon, at most one a second. Throws `InvalidArgumentError` for details that are too
   * long or cannot be JSON.
   */
  heartbeat(details?: unknown): void;

  /**
   * Leaves the task open for somebody else to complete by its token; the activity must return the
   * value. The slot is free at once. With `heartbeats: true` this worker keeps them up until the
   * task
   * is closed or the worker stops, and `signal` goes on to fire; otherwise nothing watches the
   * task.
   *
   * @example
   * await mail.send({ to: input.approver, token: task.taskToken });
   * return completeLater();
   */
  completeLater(options?: CompleteLaterOptions): CompleteLater;
}

/** How a task is left open. */
export interface CompleteLaterOptions {
  /** Whether this worker keeps the heartbeats up while it runs. Default: false. */
  readonly heartbeats?: boolean | undefined;
}

const COMPLETE_LATER_OPTIONS: OptionNames<CompleteLaterOptions> = { heartbeats: true };

/**
 * What an activity returns whose task is completed elsewhere; made by `context.completeLater()`.
 */
export class CompleteLater {
  readonly heartbeats: boolean;

  /**
   * @throws `InvalidArgumentError` for an unknown option, or `heartbeats` that is not a boolean.
   */
  constructor(options?: CompleteLaterOptions) {
    const { heartbeats = false } = checkOptions('options', options, COMPLETE_LATER_OPTIONS);
    if (typeof heartbeats !== 'boolean') {
      throw new InvalidArgumentError(`heartbeats must be a boolean, got ${preview(heartbeats)}`);
    }
    this.heartbeats = heartbeats;
  }

  /**
   * Refuses to be a part of a result, which would complete the task.
   *
   * @throws `InvalidArgumentError`
   */
  toJSON(): never {
    throw new InvalidArgumentError('completeLater() must be returned by the activity itself');
  }
}
