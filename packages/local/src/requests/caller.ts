/** Whoever sent a request, as long as the service has not answered. */
export interface Caller {
  /** Whether it has left without waiting for the answer. */
  readonly gone: boolean;
  /** Calls the listener when it leaves, perhaps more than once, and perhaps also when it was answered. */
  onGone(listener: () => void): void;
}
