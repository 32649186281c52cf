import { RateLimitExceededError } from '@swf/settings/errors';
import type { Rate } from '../../changes/rates.js';
import type { ConsoleClock } from '../clock.js';

/** What a request is for: clicks go before live updates, and these before prefetches. */
type Priority = 'click' | 'live' | 'prefetch';

const ORDER: Readonly<Record<Priority, number>> = { click: 0, live: 1, prefetch: 2 };

/** A request was not sent: the console's own budget is used up, or SWF throttled its like just now. */
export class OverBudgetError extends RateLimitExceededError {
  readonly retryAfterInSeconds: number;

  constructor(message: string, retryAfterInSeconds: number) {
    super(message);
    this.name = 'OverBudgetError';
    this.retryAfterInSeconds = Math.max(1, Math.ceil(retryAfterInSeconds));
  }
}

/** How long a request may wait, and for what. */
export interface Wait {
  readonly priority: Priority;
  readonly maxWaitInSeconds: number;
}

interface Waiter {
  readonly order: number;
  /** When it is dropped, in milliseconds since 1970. */
  readonly deadline: number;
  readonly go: () => void;
  readonly drop: () => void;
}

/** A bucket of tokens for one operation, and the requests that wait for one. */
export class Bucket {
  readonly #operation: string;
  readonly #clock: ConsoleClock;
  readonly #capacity: number;
  readonly #refillPerSecond: number;
  readonly #waiters: Waiter[] = [];
  #tokens: number;
  #filledAt: number;
  #cancelTimer: (() => void) | undefined;

  constructor(operation: string, [capacity, refillPerSecond]: Rate, clock: ConsoleClock) {
    this.#operation = operation;
    this.#clock = clock;
    // Less than one token would never let a request pass.
    this.#capacity = Math.max(1, capacity);
    this.#refillPerSecond = refillPerSecond;
    this.#tokens = this.#capacity;
    this.#filledAt = clock.now();
  }

  /** The tokens that are left, rounded down. */
  get tokens(): number {
    this.#refill();
    return Math.floor(this.#tokens);
  }

  /**
   * Resolves when the request may be sent.
   *
   * @throws `OverBudgetError` if it would wait too long; the signal's reason.
   */
  async take({ priority, maxWaitInSeconds }: Wait, signal?: AbortSignal): Promise<void> {
    signal?.throwIfAborted();
    const order = ORDER[priority];
    this.#refill();
    const position = this.#waiters.filter((waiter) => waiter.order <= order).length;
    if (position === 0 && this.#waiters.length === 0 && this.#tokens >= 1) {
      this.#tokens -= 1;
      return;
    }
    const waitInSeconds = (position + 1 - this.#tokens) / this.#refillPerSecond;
    if (waitInSeconds > maxWaitInSeconds) throw this.#overBudget(waitInSeconds);
    await new Promise<void>((resolve, reject) => {
      const settle = (action: () => void) => () => {
        signal?.removeEventListener('abort', abort);
        action();
      };
      const waiter: Waiter = {
        order,
        deadline: this.#clock.now() + maxWaitInSeconds * 1000,
        go: settle(resolve),
        drop: settle(() => reject(this.#overBudget(waitInSeconds))),
      };
      const abort = () => {
        this.#waiters.splice(this.#waiters.indexOf(waiter), 1);
        if (this.#waiters.length === 0) this.#stop();
        reject(signal?.reason);
      };
      signal?.addEventListener('abort', abort, { once: true });
      this.#waiters.splice(position, 0, waiter);
      this.#schedule();
    });
  }

  /** Drops every request that waits. */
  close(): void {
    this.#stop();
    for (const waiter of this.#waiters.splice(0)) waiter.drop();
  }

  #schedule(): void {
    if (this.#cancelTimer || this.#waiters.length === 0) return;
    const untilToken = Math.ceil((Math.max(0, 1 - this.#tokens) / this.#refillPerSecond) * 1000);
    this.#cancelTimer = this.#clock.setTimer(this.#clock.now() + untilToken, () => {
      this.#cancelTimer = undefined;
      this.#serve();
      this.#schedule();
    });
  }

  #serve(): void {
    this.#refill();
    const now = this.#clock.now();
    while (this.#tokens >= 1) {
      const waiter = this.#waiters.shift();
      if (waiter === undefined) return;
      // Requests of a higher priority came in between.
      if (waiter.deadline < now) {
        waiter.drop();
        continue;
      }
      this.#tokens -= 1;
      waiter.go();
    }
  }

  #stop(): void {
    this.#cancelTimer?.();
    this.#cancelTimer = undefined;
  }

  #refill(): void {
    const now = this.#clock.now();
    const refill = (Math.max(0, now - this.#filledAt) / 1000) * this.#refillPerSecond;
    this.#tokens = Math.min(this.#capacity, this.#tokens + refill);
    this.#filledAt = now;
  }

  #overBudget(waitInSeconds: number): OverBudgetError {
    const message = `${this.#operation} is not sent: the console's share of SWF's request rate is used up`;
    return new OverBudgetError(message, waitInSeconds);
  }
}
