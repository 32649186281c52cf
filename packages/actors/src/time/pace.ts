import { alarm, secondsSince } from './timers.js';

/** Limits how many actions start per second, first come, first served. */
export class Pace {
  readonly #gapInSeconds: number;
  readonly #waiting = new Set<() => void>();
  #lastAt = Number.NEGATIVE_INFINITY;
  #isArmed = false;

  constructor(perSecond: number) {
    this.#gapInSeconds = 1 / perSecond;
  }

  /** Calls `action` when it is its turn; returns what gives the turn up. */
  enter(action: () => void): () => void {
    const turn = () => action();
    this.#waiting.add(turn);
    this.#arm();
    return () => this.#waiting.delete(turn);
  }

  /** Sets the alarm of the next turn. With nobody waiting by then, it does nothing. */
  #arm(): void {
    if (this.#isArmed) return;
    this.#isArmed = true;
    alarm(Math.max(0, this.#gapInSeconds - secondsSince(this.#lastAt)), () => this.#next());
  }

  #next(): void {
    this.#isArmed = false;
    const [turn] = this.#waiting;
    if (!turn) return;
    this.#waiting.delete(turn);
    this.#lastAt = performance.now();
    turn();
    this.#arm();
  }
}
