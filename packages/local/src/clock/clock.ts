/** Where the service takes its time from: every timestamp, every timeout and every wait. */
export interface Clock {
  /** The present, in milliseconds since 1970. */
  now(): number;
  /** Where the clock is being moved to at this moment, in milliseconds since 1970, if it does not run by itself. */
  readonly movingTo?: number | undefined;
  /** Calls `fire` once, as soon as it is `at` (milliseconds since 1970) or later, never within this call. The answer cancels it; after it fired that does nothing. */
  setTimer(at: number, fire: () => void): () => void;
  /**
   * Calls `fire` once after some milliseconds, however the clock is set in the meantime. The result cancels it.
   * Default: `setTimer`, counted from now.
   */
  setWait?(milliseconds: number, fire: () => void): () => void;
  /** Lets a clock that does not run by itself follow what a service is doing. */
  attach?(activity: ServiceState): ClockAttachment;
}

/** What a service is doing, as far as its clock is concerned. */
export interface ServiceState {
  /** Requests that wait: polls for a task, others because they are delayed. */
  readonly waiting: number;
  /** Whether any other request is being handled. */
  readonly handling: boolean;
  /** Whether a task or a Lambda function is out, and nothing was heard of it yet. */
  readonly hasOutstandingWork: boolean;
  /** Whether it listens: what comes over sockets takes longer. */
  readonly listening: boolean;
  /** When the service has to do something next, in milliseconds since 1970: the deletion of old executions apart. */
  readonly nextDeadline: number | undefined;
}

/** The tie between a service and its clock. */
export interface ClockAttachment {
  /** A request came, or an answer goes out. */
  changed(): void;
  detach(): void;
}

/** Calls `fire` after some milliseconds of a clock, by its monotonic time if it has one. The result cancels it. */
export function wait(clock: Clock, milliseconds: number, fire: () => void): () => void {
  return clock.setWait?.(milliseconds, fire) ?? clock.setTimer(clock.now() + milliseconds, fire);
}
