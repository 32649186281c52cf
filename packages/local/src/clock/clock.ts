/** The service's source of time: for timestamps, timeouts and waits. */
export interface Clock {
  /** Returns the current time, in milliseconds since 1970. */
  now(): number;
  /**
   * The time that the clock is being moved to, in milliseconds since 1970; undefined if it runs.
   */
  readonly movingTo?: number | undefined;
  /**
   * Calls `fire` once, at `at` (milliseconds since 1970) or later, never within this call. The
   * result cancels it; a no-op after it has fired.
   */
  setTimer(at: number, fire: () => void): () => void;
  /**
   * Calls `fire` once after some milliseconds, even if the clock is set meanwhile. The result
   * cancels it. Default: `setTimer`, from now.
   */
  setWait?(milliseconds: number, fire: () => void): () => void;
  /** Attaches a service to a clock that must be moved. */
  attach?(activity: ServiceState): ClockAttachment;
}

/** The state of a service, as its clock sees it. */
export interface ServiceState {
  /** How many requests wait: polls for a task, others because they are delayed. */
  readonly waiting: number;
  /** Whether any other request is being handled. */
  readonly handling: boolean;
  /** Whether a task or a Lambda function is out and has not been answered. */
  readonly hasOutstandingWork: boolean;
  /** Whether it listens: requests over sockets take longer. */
  readonly listening: boolean;
  /**
   * When the next item falls due, in milliseconds since 1970, except deletions of old executions.
   */
  readonly nextDeadline: number | undefined;
}

/** The connection of a clock with a service. */
export interface ClockAttachment {
  /** Reports that a request arrived, or an answer leaves. */
  changed(): void;
  detach(): void;
}

/**
 * Calls `fire` after some milliseconds of a clock, by its monotonic time if it has one. The result
 * cancels it.
 */
export function wait(clock: Clock, milliseconds: number, fire: () => void): () => void {
  return clock.setWait?.(milliseconds, fire) ?? clock.setTimer(clock.now() + milliseconds, fire);
}
