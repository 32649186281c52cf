import { setImmediate } from 'node:timers/promises';
import type { ConsoleClock } from '../../src/server/clock.js';

interface Timer {
  readonly at: number;
  readonly fire: () => void;
}

/** A clock that stands still until the test lets time pass. */
export class TestClock implements ConsoleClock {
  #now = Date.UTC(2026, 2, 2);
  readonly #timers = new Set<Timer>();

  /** How many timers are set. */
  get timers(): number {
    return this.#timers.size;
  }

  /** The seconds until the next timer fires. */
  get wait(): number {
    return (Math.min(...[...this.#timers].map(({ at }) => at)) - this.#now) / 1000;
  }

  now(): number {
    return this.#now;
  }

  setTimer(at: number, fire: () => void): () => void {
    const timer = { at, fire };
    this.#timers.add(timer);
    return () => void this.#timers.delete(timer);
  }

  /** Lets seconds pass at once, and fires what is due then. */
  pass(seconds: number): void {
    this.#now += Math.round(seconds * 1000);
    for (const timer of [...this.#timers]) {
      if (timer.at > this.#now || !this.#timers.delete(timer)) continue;
      timer.fire();
    }
  }

  /** Lets everything happen that waits for no timer. */
  async settle(): Promise<void> {
    for (let turn = 0; turn < 5; turn += 1) await setImmediate();
  }
}
