import type { ActorState } from '../lifecycle/lifecycle.js';
import type { Retry } from '../requests/retry.js';
import type { AbortReason } from '../tasks/abort.js';
import type { StuckReason } from './health.js';

/** An answered task. */
export interface Answered<Task> {
  readonly task: Task;
  /** Seconds since the task was received. */
  readonly seconds: number;
  /**
   * Whether the answer was probably applied but never confirmed: a reply was lost on the way, and
   * SWF no longer knew the task when the answer was sent again.
   */
  readonly unconfirmed: boolean;
}

/**
 * The events of an actor and what their listeners are called with.
 *
 * Listeners get one value; those of `error` get the error and the task, if there is one.
 */
export interface ActorEvents<Task = unknown> {
  /** The state changed. */
  state: [change: { readonly state: ActorState; readonly previous: ActorState }];
  /** A long poll was opened. */
  poll: [poll: { readonly taskList: string }];
  /** A long poll ended, with a task, whose history is read next, or empty. */
  polled: [poll: { readonly taskList: string; readonly empty: boolean; readonly seconds: number }];
  /** A task was received and started. */
  task: [task: Task];
  /** SWF accepted the decisions of a decision task, or the result of an activity. */
  completed: [answered: Answered<Task> & { readonly decisions?: number }];
  /** SWF accepted the failure of an activity. */
  failed: [answered: Answered<Task> & { readonly reason: string; readonly error: unknown }];
  /** SWF accepted the cancellation of an activity. */
  canceled: [answered: Answered<Task>];
  /** An activity left its task open with `completeLater`, to be completed by its token. */
  deferred: [deferral: { readonly task: Task; readonly seconds: number; readonly heartbeats: boolean }];
  /** SWF accepted a heartbeat. */
  heartbeat: [beat: { readonly task: Task; readonly cancelRequested: boolean }];
  /** The signal of a running task fired. */
  aborted: [abort: { readonly task: Task; readonly reason: AbortReason }];
  /**
   * A task ended without an answer: SWF no longer knows it, accepted no answer in time, or the
   * history of a decision task could not be read and is empty. SWF dispatches it again after its
   * timeout.
   */
  lost: [loss: { readonly task: Task; readonly reason: AbortReason; readonly error?: unknown }];
  /** Deciding a task held the process for more than a second without a break. */
  slow: [decision: { readonly task: Task; readonly seconds: number }];
  /**
   * A history has reached 20,000 events, reported once per run; SWF ends an execution at 25,000.
   */
  history: [history: { readonly task: Task; readonly events: number }];
  /**
   * Work goes on although its task has ended, or has no timeout and has been silent for long.
   * `seconds` count from the receipt of the task.
   */
  stuck: [stuck: { readonly task: Task; readonly reason: StuckReason; readonly seconds: number }];
  /** A task has been handled, whatever its outcome, and its slot is free. */
  done: [task: Task];
  /** A request failed and will be sent again. */
  retry: [retry: Retry & { readonly operation: string; readonly task: Task | undefined }];
  /**
   * A non-transient error: `decide` threw, SWF refuses an answer or a poll. Logged if there is no
   * listener.
   */
  error: [error: unknown, task?: Task];
}
