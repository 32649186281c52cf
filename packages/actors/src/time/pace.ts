import { alarm, secondsSince } from './timers.js';

/** Limits how many actions start per second, first come, first served. */
export class Pace {
  readonly #gapInSeconds: number;
  readonly #waiting = new Set<() => void>();
  #lastAt = Number.NEGATIVE_INFINITY;
  #cancelAlarm: (() => void) | undefined;

  constructor(perSecond: number) {
    this.#gapInSeconds = 1 / perSecond;
  }

  /** Calls `action` when it is its turn; returns what gives the turn up. */
  enter(action: () => void): () => void {
    const turn = () => action();
    this.#waiting.add(turn);
    this.#arm();
    return () => {
      this.#waiting.delete(turn);
      if (this.#waiting.size === 0) this.#disarm();
    };
  }

  #arm(): void {
    if (this.#cancelAlarm || this.#waiting.size === 0) return;
    const left = Math.max(0, this.#gapInSeconds - secondsSince(this.#lastAt));
    this.#cancelAlarm = alarm(left, () => this.#next());
  }

  #disarm(): void {
    this.#cancelAlarm?.();
    this.#cancelAlarm = undefined;
  }

  #next(): void {
    this.#disarm();
    const [turn] = this.#waiting;
    if (!turn) return;
    this.#waiting.delete(turn);
    this.#lastAt = performance.now();
    turn();
    this.#arm();
  }
}
