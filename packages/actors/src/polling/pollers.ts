import { fullJitter, LONGEST_REST_IN_SECONDS, type SharedBackoff } from '../requests/backoff.js';
import { failureKind } from '../requests/failure-kind.js';
import type { Retry } from '../requests/retry.js';
import { sleep } from '../time/timers.js';
import { EarlyPolls } from './early-polls.js';
import type { Slots } from './slots.js';

/** How a long poll ended. */
export interface Polled<Task> {
  /**
   * Undefined if it ended empty. Resolves when the task can be handled, or to undefined if it is
   * not to be.
   */
  readonly task: Promise<Task | undefined> | undefined;
  /** How long the service held it, by its own clock. */
  readonly seconds: number;
}

/** What pollers need of their loop. */
export interface PollerOptions<Task> {
  readonly slots: Slots;
  /** The number of polls that stay open when idle. */
  readonly minimum: number;
  readonly maximum: number;
  /** Fires when no new poll may start. */
  readonly draining: AbortSignal;
  readonly backoff: () => SharedBackoff;
  /** Sends one long poll. */
  readonly poll: () => Promise<Polled<Task>>;
  /** Waits for one task and handles it; never rejects. */
  readonly perform: (task: Promise<Task | undefined>) => Promise<void>;
  readonly onRetry: (retry: Retry) => void;
}

/**
 * Keeps long polls open on one task list.
 *
 * Each poll that brings a task adds a poller and each that ends empty ends its own, so that their
 * number follows the load between `minimum` and `maximum`.
 */
export class Pollers<Task> {
  readonly #options: PollerOptions<Task>;
  readonly #pollers = new Set<Promise<void>>();
  readonly #tasks = new Set<Promise<void>>();
  readonly #early = new EarlyPolls();
  /** Pollers that go on. The set has those that are ending too. */
  #count = 0;

  constructor(options: PollerOptions<Task>) {
    this.#options = options;
  }

  start(): void {
    while (this.#count < this.#options.minimum) this.#add();
  }

  /** Resolves when no poll is open and every task is done, after `draining` has fired. */
  async ended(): Promise<void> {
    await Promise.all(this.#pollers);
    await Promise.all(this.#tasks);
  }

  #add(): void {
    this.#count += 1;
    const poller = this.#run().finally(() => this.#pollers.delete(poller));
    this.#pollers.add(poller);
  }

  async #run(): Promise<void> {
    const { slots, draining, backoff, minimum, poll } = this.#options;
    for (let failures = 0; ; ) {
      const delayInSeconds = Math.max(backoff().delay(), this.#early.delay());
      if (delayInSeconds > 0) await sleep(delayInSeconds, draining);
      if (!(await slots.acquire(draining))) return;
      if (draining.aborted) return slots.release();
      try {
        const { task, seconds } = await poll();
        failures = 0;
        backoff().answered();
        this.#early.ended(task === undefined, seconds);
        if (task !== undefined) this.#hand(task);
        else {
          slots.release();
          if (draining.aborted) return;
          if (this.#count > minimum) {
            // At once, so that another poll that ends empty at this moment does not end the last.
            this.#count -= 1;
            return;
          }
        }
      } catch (error) {
        slots.release();
        if (draining.aborted) return;
        failures += 1;
        await this.#rest(error, failures);
      }
    }
  }

  /** Gives the task the slot of its poll, and opens another poll. */
  #hand(task: Promise<Task | undefined>): void {
    const { slots, draining, maximum, perform } = this.#options;
    const done = perform(task).finally(() => {
      this.#tasks.delete(done);
      slots.release();
    });
    this.#tasks.add(done);
    if (!draining.aborted && slots.free > 0 && this.#count < maximum) this.#add();
  }

  async #rest(error: unknown, failures: number): Promise<void> {
    const { draining, onRetry } = this.#options;
    const cap = failureKind(error) === 'transient' ? 'transient' : 'refused';
    const delayInSeconds = fullJitter(failures, LONGEST_REST_IN_SECONDS[cap]);
    onRetry({ error, failures, delayInSeconds });
    await sleep(delayInSeconds, draining);
  }
}
