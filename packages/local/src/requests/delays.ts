import { type Clock, wait } from '../clock/clock.js';

/** Requests delayed by fault rules, on the service's clock. */
export class Delays {
  readonly #clock: Clock;
  readonly #ends = new Map<() => void, number>();
  #closed = false;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** The number of delayed requests. */
  get waiting(): number {
    return this.#ends.size;
  }

  /** When the first of them continues, in milliseconds since 1970. */
  get nextEnd(): number | undefined {
    return this.#ends.size === 0 ? undefined : Math.min(...this.#ends.values());
  }

  /** Resolves after some seconds, or when the service closes; at once if it is closed. */
  async wait(seconds: number): Promise<void> {
    if (this.#closed) return;
    await new Promise<void>((resolve) => {
      const end = () => {
        cancelTimer();
        this.#ends.delete(end);
        resolve();
      };
      const cancelTimer = wait(this.#clock, seconds * 1000, end);
      this.#ends.set(end, this.#clock.now() + seconds * 1000);
    });
  }

  /** Ends all delays, and later ones at once. */
  close(): void {
    this.#closed = true;
    for (const end of [...this.#ends.keys()]) end();
  }
}
