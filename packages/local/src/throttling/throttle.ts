import { Fault } from '../api/fault.js';
import type { OperationName } from '../api/operations.js';
import type { Clock } from '../clock/clock.js';
import { RATES } from './rates.js';
import { TokenBucket } from './token-bucket.js';

/** Refuses what goes beyond SWF's rates for an account: one bucket for each operation. */
export class Throttle {
  readonly #clock: Clock;
  readonly #buckets = new Map<OperationName, TokenBucket>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Throws `ThrottlingException` where the operation was called too often. */
  check(operation: OperationName): void {
    const bucket = this.#buckets.get(operation) ?? new TokenBucket(this.#clock, RATES[operation]);
    this.#buckets.set(operation, bucket);
    if (!bucket.take()) throw new Fault('ThrottlingException', 'Rate exceeded');
  }
}
