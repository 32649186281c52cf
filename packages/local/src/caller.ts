/** Whoever sent a request, as long as the service has not answered. */
export interface Caller {
  /** Whether it has left without waiting for the answer. */
  readonly gone: boolean;
  /** Calls the listener once, when it leaves. */
  onGone(listener: () => void): void;
}
