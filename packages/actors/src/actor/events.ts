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
 * What actors tell of themselves, by the name of the event. Listeners get one value, but `error`
 * gets the error and then the task, if there was one.
 */
export interface ActorEvents<Task = unknown> {
  /** The state has changed. */
  state: [change: { readonly state: ActorState; readonly previous: ActorState }];
  /** A long poll begins. */
  poll: [poll: { readonly taskList: string }];
  /** A long poll has ended, with a task or empty. */
  polled: [poll: { readonly taskList: string; readonly empty: boolean; readonly seconds: number }];
  /** A task was received and begins. */
  task: [task: Task];
  /** SWF has the answer: the decisions of a decision task, or the result of an activity. */
  completed: [answered: Answered<Task> & { readonly decisions?: number }];
  /** SWF has the failure of an activity. */
  failed: [answered: Answered<Task> & { readonly reason: string; readonly error: unknown }];
  /** SWF has the cancellation of an activity. */
  canceled: [answered: Answered<Task>];
  /**
   * An activity left its task open with `completeLater`; somebody else completes it by its token.
   */
  deferred: [deferral: { readonly task: Task; readonly seconds: number; readonly heartbeats: boolean }];
  /** SWF has taken a heartbeat. */
  heartbeat: [beat: { readonly task: Task; readonly cancelRequested: boolean }];
  /** The signal of a running task has fired. */
  aborted: [abort: { readonly task: Task; readonly reason: AbortReason }];
  /**
   * A task ended without an answer: SWF no longer knows it or took no answer in time, or the
   * history
   * of a decision task could not be read, which is then empty. SWF's timeout dispatches it again.
   */
  lost: [loss: { readonly task: Task; readonly reason: AbortReason; readonly error?: unknown }];
  /** Deciding a task kept the process from all other work for over a second. */
  slow: [decision: { readonly task: Task; readonly seconds: number }];
  /**
   * The history of a task has reached 20,000 events; SWF ends an execution at 25,000. Once per run.
   */
  history: [history: { readonly task: Task; readonly events: number }];
  /**
   * The work of a task goes on although its task has ended, or has no timeout and shows no sign of
   * life. `seconds` since the task was received.
   */
  stuck: [stuck: { readonly task: Task; readonly reason: StuckReason; readonly seconds: number }];
  /** A task was received a while ago and is done with, whatever became of it: its slot is free. */
  done: [task: Task];
  /** A request failed in a way that may pass, and will be sent again. */
  retry: [retry: Retry & { readonly operation: string; readonly task: Task | undefined }];
  /**
   * Something went wrong that will not pass by itself: a decider that threw, an answer that SWF
   * refuses, a poll that may not be made. Logged where nobody listens.
   */
  error: [error: unknown, task?: Task];
}
