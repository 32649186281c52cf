import type { Clock } from '../clock/clock.js';

/** The size of a bucket, and the tokens added per second. */
export type Rate = readonly [bucket: number, refillPerSecond: number];

/** A token bucket that starts full. */
export class TokenBucket {
  readonly #clock: Clock;
  readonly #bucket: number;
  readonly #refillPerSecond: number;
  #tokens: number;
  #filledAt: number;

  constructor(clock: Clock, [bucket, refillPerSecond]: Rate) {
    this.#clock = clock;
    this.#bucket = bucket;
    this.#refillPerSecond = refillPerSecond;
    this.#tokens = bucket;
    this.#filledAt = clock.now();
  }

  get full(): boolean {
    this.#refill();
    return this.#tokens === this.#bucket;
  }

  /** When there is a token, in milliseconds since 1970. */
  get refillAt(): number {
    const missing = Math.max(0, 1 - this.#tokens);
    return this.#filledAt + Math.ceil((missing / this.#refillPerSecond) * 1000);
  }

  /** Takes a token, if there is one. */
  take(): boolean {
    this.#refill();
    if (this.#tokens < 1) return false;
    this.#tokens--;
    return true;
  }

  #refill(): void {
    const now = this.#clock.now();
    const refill = (Math.max(0, now - this.#filledAt) / 1000) * this.#refillPerSecond;
    this.#tokens = Math.min(this.#bucket, this.#tokens + refill);
    this.#filledAt = now;
  }
}
