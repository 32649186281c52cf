/** The console's source of time: for intervals, the budget, and ages in filters. */
export interface ConsoleClock {
  /** Returns the current time, in milliseconds since 1970. */
  now(): number;
  /** Calls `fire` once, at `at` (milliseconds since 1970) or later. The result cancels it. */
  setTimer(at: number, fire: () => void): () => void;
}

/** The machine's clock. Its timers keep no process alive. */
export const systemClock: ConsoleClock = {
  now: Date.now,
  setTimer(at, fire) {
    const timer = setTimeout(fire, Math.max(0, at - Date.now())).unref();
    return () => clearTimeout(timer);
  },
};

/**
 * Whether something is as old as this, or of the future: then the clock was set back since, and
 * nobody knows how old it is.
 */
export function isAsOldAs(seconds: number, at: number, now: number): boolean {
  const age = now - at;
  return age < 0 || age >= seconds * 1000;
}

/** Returns a delay by a clock, which rejects with the signal's reason when that fires. */
export function delayBy(clock: ConsoleClock): (seconds: number, signal: AbortSignal) => Promise<void> {
  return (seconds, signal) =>
    new Promise((resolve, reject) => {
      signal.throwIfAborted();
      const abort = () => {
        cancel();
        reject(signal.reason);
      };
      const cancel = clock.setTimer(clock.now() + seconds * 1000, () => {
        signal.removeEventListener('abort', abort);
        resolve();
      });
      signal.addEventListener('abort', abort, { once: true });
    });
}
