import { Fault } from '../api/fault.js';
import type { OperationName } from '../api/operations.js';
import type { Clock } from '../clock/clock.js';
import { RATES } from './rates.js';
import { TokenBucket } from './token-bucket.js';

/** Refuses what goes beyond SWF's rates for an account: one bucket for each operation in each region. */
export class Throttle {
  readonly #clock: Clock;
  readonly #buckets = new Map<string, TokenBucket>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** @throws {@link Fault} ThrottlingException if the operation was called too often in the region. */
  check(operation: OperationName, region: string): void {
    const key = `${operation} ${region}`;
    const bucket = this.#buckets.get(key) ?? new TokenBucket(this.#clock, RATES[operation]);
    this.#buckets.set(key, bucket);
    if (!bucket.take()) throw new Fault('ThrottlingException', 'Rate exceeded');
  }
}
