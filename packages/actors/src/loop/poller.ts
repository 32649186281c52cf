import { fullJitter, type SharedBackoff } from './backoff.js';
import type { Retry } from './retry.js';
import { secondsSince, sleep } from './sleep.js';
import type { Slots } from './slots.js';

/** An empty poll that took less came back early. */
const HASTY_IN_SECONDS = 1;
const FREE_HASTY = 500;
const LONGEST_HASTY_REST_IN_SECONDS = 2;

/** What the pollers of one task list work with. */
export interface PollerOptions<Task> {
  readonly slots: Slots;
  /** How many polls stay open when there is nothing to do. */
  readonly minimum: number;
  readonly maximum: number;
  /** Fires when no new poll may begin. */
  readonly draining: AbortSignal;
  readonly backoff: SharedBackoff;
  /** One long poll; `undefined` where it ended empty. */
  readonly poll: () => Promise<Task | undefined>;
  /** Does one task to its end; never rejects. */
  readonly perform: (task: Task) => Promise<void>;
  readonly onRetry: (retry: Retry) => void;
}

/**
 * Keeps long polls open on one task list: each poll that brings a task is followed by one more poller, each that ends
 * empty ends its poller, so that their number follows the load between `minimum` and `maximum`.
 */
export class Pollers<Task> {
  readonly #options: PollerOptions<Task>;
  readonly #pollers = new Set<Promise<void>>();
  readonly #tasks = new Set<Promise<void>>();

  constructor(options: PollerOptions<Task>) {
    this.#options = options;
  }

  start(): void {
    while (this.#pollers.size < this.#options.minimum) this.#add();
  }

  /** Resolves when no poll is open and every task that one has brought is done. To be called once `draining` has fired. */
  async ended(): Promise<void> {
    await Promise.all(this.#pollers);
    await Promise.all(this.#tasks);
  }

  #add(): void {
    const poller = this.#run().finally(() => this.#pollers.delete(poller));
    this.#pollers.add(poller);
  }

  async #run(): Promise<void> {
    const { slots, draining, backoff, minimum, poll } = this.#options;
    for (let failures = 0, hasty = 0; ; ) {
      await sleep(Math.max(backoff.delay(), restAfterHasty(hasty)), draining);
      if (!(await slots.acquire(draining))) return;
      const begun = performance.now();
      try {
        const task = draining.aborted ? undefined : await poll();
        failures = 0;
        backoff.answered();
        hasty = task === undefined && secondsSince(begun) < HASTY_IN_SECONDS ? hasty + 1 : 0;
        if (task !== undefined) this.#hand(task);
        else {
          slots.release();
          if (draining.aborted || this.#pollers.size > minimum) return;
        }
      } catch (error) {
        slots.release();
        if (draining.aborted) return;
        failures += 1;
        await this.#rest(error, failures);
      }
    }
  }

  /** Gives the task the slot of the poll that brought it, and asks for more at once. */
  #hand(task: Task): void {
    const { slots, draining, maximum, perform } = this.#options;
    const done = perform(task).finally(() => {
      this.#tasks.delete(done);
      slots.release();
    });
    this.#tasks.add(done);
    if (!draining.aborted && slots.free > 0 && this.#pollers.size < maximum) this.#add();
  }

  async #rest(error: unknown, failures: number): Promise<void> {
    const { draining, onRetry } = this.#options;
    const delayInSeconds = fullJitter(failures);
    onRetry({ error, failures, delayInSeconds });
    await sleep(delayInSeconds, draining);
  }
}

/**
 * Returns how long to wait after so many empty polls in a row that came back at once, in seconds.
 *
 * SWF holds an empty poll for a minute; what does not, an emulator or a gateway, must not be asked in a busy loop. The first
 * ones are free: on a virtual clock, a minute takes no time.
 */
function restAfterHasty(hasty: number): number {
  return hasty <= FREE_HASTY ? 0 : fullJitter(hasty - FREE_HASTY, LONGEST_HASTY_REST_IN_SECONDS);
}
