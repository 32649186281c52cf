import type { Clock } from '../clock/clock.js';
import { type Rate, TokenBucket } from './token-bucket.js';

const TIME_BETWEEN_SWEEPS_IN_MILLISECONDS = 10_000;

/** Token buckets by key, each created when its first token is taken. */
export class TokenBuckets {
  readonly #clock: Clock;
  readonly #buckets = new Map<string, TokenBucket>();
  #nextSweep = 0;
  #nextRefill = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /**
   * When the first of the buckets that were found empty has a token again, in milliseconds since
   * 1970; undefined if that is over. One that takes longer is found empty again.
   */
  get nextRefill(): number | undefined {
    return this.#nextRefill > this.#clock.now() ? this.#nextRefill : undefined;
  }

  /** Takes a token of the bucket with a key, if there is one. */
  take(key: string, rate: Rate): boolean {
    this.#sweep();
    const bucket = this.#buckets.get(key) ?? new TokenBucket(this.#clock, rate);
    this.#buckets.set(key, bucket);
    if (bucket.take()) return true;
    this.#nextRefill = Math.min(this.nextRefill ?? bucket.refillAt, bucket.refillAt);
    return false;
  }

  /** A full bucket is as good as a new one; those of closed executions would pile up. */
  #sweep(): void {
    const now = this.#clock.now();
    if (now < this.#nextSweep) return;
    for (const [key, bucket] of this.#buckets) if (bucket.full) this.#buckets.delete(key);
    this.#nextSweep = now + TIME_BETWEEN_SWEEPS_IN_MILLISECONDS;
  }
}
