/** Where the service takes its time from: every timestamp, every timeout and every wait. */
export interface Clock {
  /** The present, in milliseconds since 1970. */
  now(): number;
  /** Calls `fire` once, as soon as it is `at` (milliseconds since 1970) or later, never within this call. The answer cancels it; after it fired that does nothing. */
  setTimer(at: number, fire: () => void): () => void;
}
