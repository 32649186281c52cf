/** The service's source of time, for timestamps, timeouts and waits. */
export interface Clock {
  /** Returns the current time, in milliseconds since 1970. */
  now(): number;
  /**
   * The time to which the clock is being moved, in milliseconds since 1970; undefined if it is not.
   */
  readonly movingTo?: number | undefined;
  /**
   * Calls `fire` once, at `at` (milliseconds since 1970, perhaps long past) or later, but never
   * synchronously. Returns a function that cancels the timer, a no-op after it has fired.
   */
  setTimer(at: number, fire: () => void): () => void;
  /**
   * Calls `fire` once after some milliseconds of elapsed time, even if the clock is set meanwhile.
   * Returns a function that cancels the wait. Default: `setTimer`, from now.
   */
  setWait?(milliseconds: number, fire: () => void): () => void;
  /** Attaches a service, which the clock observes to know when it may move on. */
  attach?(service: ServiceState): ClockAttachment;
}

/** The state of a service, as its clock sees it. */
export interface ServiceState {
  /**
   * The number of waiting requests: polls without a task, requests delayed by a fault rule, and
   * those refused for now, which are about to be sent again.
   */
  readonly waiting: number;
  /**
   * Whether any other request is being handled, or a Lambda function runs that was invoked less
   * than two seconds of real time ago.
   */
  readonly handling: boolean;
  /**
   * Whether a task or a Lambda function was handed out and has not been answered, or a caller that
   * was refused for now is about to come back, perhaps for a task.
   */
  readonly hasOutstandingWork: boolean;
  /** Whether it accepts requests over sockets, which take longer. */
  readonly listening: boolean;
  /**
   * When the next item falls due, in milliseconds since 1970; now if it is overdue. Deletions of
   * old executions do not count.
   */
  readonly nextDeadline: number | undefined;
  /**
   * When the first delayed request continues, in milliseconds since 1970: it may be the one that
   * answers the outstanding work. The same for what is recorded again after a failure, and for
   * requests that exceed a rate.
   */
  readonly nextDelayEnd: number | undefined;
}

/** The connection of a service to a clock. */
export interface ClockAttachment {
  /** Reports that a request arrived or was answered. */
  changed(): void;
  detach(): void;
}

/**
 * Calls `fire` after some milliseconds, by the monotonic time of the clock if it has one. Returns a
 * function that cancels the wait.
 */
export function wait(clock: Clock, milliseconds: number, fire: () => void): () => void {
  return clock.setWait?.(milliseconds, fire) ?? clock.setTimer(clock.now() + milliseconds, fire);
}
