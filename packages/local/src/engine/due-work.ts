import { type Clock, wait } from '../clock/clock.js';
import { describeError, type Logger } from '../logger.js';
import type { Engine } from './engine.js';

/** How long due work waits after an attempt at it failed. */
const PAUSE_AFTER_FAILURE_IN_MILLISECONDS = 1000;

/** Lets the engine do what falls due by itself, one thing in each turn of the event loop, so that requests come in between. */
export class DueWork {
  readonly #engine: Engine;
  readonly #clock: Clock;
  readonly #logger: Logger;
  #armedAt: number | undefined;
  #disarm = () => {};
  #closed = false;

  constructor(engine: Engine, clock: Clock, logger: Logger) {
    this.#engine = engine;
    this.#clock = clock;
    this.#logger = logger;
  }

  /** To be called whenever something was done with the engine: what falls due next may have changed. */
  arm(): void {
    const at = this.#engine.nextDueTime();
    if (at === this.#armedAt || this.#closed) return;
    this.#disarm();
    this.#armedAt = at;
    this.#disarm = at === undefined ? () => {} : this.#clock.setTimer(at, () => this.#fire());
  }

  /** From now on nothing falls due. */
  close(): void {
    this.#closed = true;
    this.#disarm();
  }

  #fire(): void {
    this.#armedAt = undefined;
    try {
      this.#engine.fireDue();
      this.arm();
    } catch (error) {
      this.#logger.error(`What fell due could not be done: ${describeError(error)}`);
      this.#disarm = wait(this.#clock, PAUSE_AFTER_FAILURE_IN_MILLISECONDS, () => this.#fire());
    }
  }
}
