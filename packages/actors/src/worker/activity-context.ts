import type { ActivityTask } from '@swf/models';
import { InvalidArgumentError } from '@swf/settings/errors';
import { BOOLEAN, checkOptions, encodePayload, LIMITS, type OptionNames } from '@swf/settings/wire';
import type { TaskLifetime } from '../tasks/task-lifetime.js';

/** An activity task: an `ActivityTask`, or only its data in another thread or process. */
export type ActivityTaskData = Pick<
  ActivityTask,
  'activityId' | 'activityType' | 'domain' | 'input' | 'startedEventId' | 'taskList' | 'taskToken' | 'workflowExecution'
>;

/** What an activity gets in addition to its input. */
export interface ActivityContext {
  readonly task: ActivityTaskData;
  /**
   * Fires when the activity should end, with a `TaskAbortedError` whose `code` says why.
   *
   * If the code is `CANCEL_REQUESTED` and the activity rejects with that reason or an `AbortError`,
   * its task is canceled.
   */
  readonly signal: AbortSignal;
  /**
   * Sets the details of all further heartbeats, at most 2,048 characters as sent.
   *
   * Heartbeats go out without it too; this sends one soon, at most one a second.
   *
   * @throws `InvalidArgumentError` for details that are too long or cannot be JSON.
   */
  heartbeat(details?: unknown): void;

  /**
   * Leaves the task open, to be completed by its token; the activity must return the value.
   *
   * The slot is free at once. With `heartbeats: true` the worker sends them until the task is
   * closed or the worker stops, and `signal` can still fire; otherwise nothing watches the task.
   *
   * @example
   * await mail.send({ to: input.approver, token: task.taskToken });
   * return completeLater();
   */
  completeLater(options?: CompleteLaterOptions): CompleteLater;
}

/** Options of a task that is left open. */
export interface CompleteLaterOptions {
  /** Whether the worker sends heartbeats until it stops. Default: false. */
  readonly heartbeats?: boolean | undefined;
}

const COMPLETE_LATER_OPTIONS: OptionNames<CompleteLaterOptions> = { heartbeats: true };

/** Returned by an activity whose task is completed elsewhere; made by `context.completeLater()`. */
export class CompleteLater {
  readonly heartbeats: boolean;

  /**
   * @throws `InvalidArgumentError` for an unknown option, or `heartbeats` that is not a boolean.
   */
  constructor(options?: CompleteLaterOptions) {
    const { heartbeats = false } = checkOptions('options', options, COMPLETE_LATER_OPTIONS);
    this.heartbeats = BOOLEAN.check('heartbeats', heartbeats);
  }

  /**
   * Refuses to become part of a result, which would complete the task.
   *
   * @throws `InvalidArgumentError`
   */
  toJSON(): never {
    throw new InvalidArgumentError('completeLater() must be returned by the activity itself');
  }
}

/** Returns the context of one activity; it refuses details that SWF would refuse. */
export function contextOf(
  task: ActivityTask,
  lifetime: TaskLifetime,
  beat: (details: string | undefined) => void,
): ActivityContext {
  return Object.freeze({
    task,
    get signal() {
      return lifetime.signal;
    },
    heartbeat: (details: unknown) => beat(encodePayload('details', details, LIMITS.heartbeatDetails)),
    completeLater: (options?: CompleteLaterOptions) => new CompleteLater(options),
  });
}
