import { type Clock, wait } from '../clock/clock.js';
import { describeError, type ServiceLogger } from '../logger.js';
import type { Engine } from './engine.js';

/** The pause before a failed due item is retried. */
const PAUSE_AFTER_FAILURE_IN_MILLISECONDS = 1000;

/** Fires due items, one per turn of the event loop, so that requests are handled in between. */
export class Scheduler {
  readonly #engine: Engine;
  readonly #clock: Clock;
  readonly #logger: ServiceLogger;
  #armedAt: number | undefined;
  #cancelTimer: (() => void) | undefined;
  /** When a failed item is retried; undefined if none has failed. */
  #retryAt: number | undefined;
  #closed = false;

  constructor(engine: Engine, clock: Clock, logger: ServiceLogger) {
    this.#engine = engine;
    this.#clock = clock;
    this.#logger = logger;
  }

  /** When the next deadline is handled: it may be overdue, and be waiting for its retry. */
  get nextDeadline(): number | undefined {
    return this.#retryAt ?? this.#engine.nextDeadline();
  }

  /** Sets the timer for the next due item, which every commit may change. */
  arm(): void {
    this.#attempt(() => this.#arm());
  }

  /**
   * Fires what is overdue. To be called before each request: after a restart, or when the machine
   * wakes up from sleep, a request may come before the timer.
   */
  catchUp(): void {
    if (this.#retryAt !== undefined || this.#closed) return;
    this.#attempt(() => this.#engine.fireOverdue());
  }

  /** Stops firing due items. */
  close(): void {
    this.#closed = true;
    this.#disarm();
  }

  #arm(): void {
    if (this.#retryAt !== undefined || this.#closed) return;
    const at = this.#engine.nextDueTime();
    if (at === this.#armedAt) return;
    this.#disarm();
    this.#cancelTimer = at === undefined ? undefined : this.#clock.setTimer(at, () => this.#fire());
    this.#armedAt = at;
  }

  #disarm(): void {
    this.#armedAt = undefined;
    this.#askClock(() => this.#cancelTimer?.());
  }

  #fire(): void {
    if (this.#closed) return;
    this.#armedAt = undefined;
    this.#retryAt = undefined;
    this.#attempt(() => {
      this.#engine.fireDue();
      this.#arm();
    });
  }

  /** Does some work, which is retried if it fails. Never throws. */
  #attempt(work: () => void): void {
    try {
      work();
    } catch (error) {
      this.#logger.error(`due item failed, retrying in 1 s: ${describeError(error)}`);
      this.#disarm();
      this.#askClock(() => {
        this.#cancelTimer = wait(this.#clock, PAUSE_AFTER_FAILURE_IN_MILLISECONDS, () => this.#fire());
        this.#retryAt = this.#clock.now() + PAUSE_AFTER_FAILURE_IN_MILLISECONDS;
      });
    }
  }

  /**
   * Asks the clock, which may be the program's own. If it throws, the next request or commit tries
   * again, and a timer that could not be canceled finds nothing due.
   */
  #askClock(ask: () => void): void {
    try {
      ask();
    } catch (error) {
      this.#logger.error(`clock failed: ${describeError(error)}`);
    }
  }
}
