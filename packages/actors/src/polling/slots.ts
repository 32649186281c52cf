/**
 * Room for a number of tasks at once. Who wants to poll takes a slot first, so there is room for
 * what the poll brings.
 */
export class Slots {
  readonly size: number;
  #free: number;
  readonly #waiting = new Set<() => void>();

  constructor(size: number) {
    this.size = size;
    this.#free = size;
  }

  /** How many slots nobody holds. */
  get free(): number {
    return this.#free;
  }

  /**
   * Takes a slot, first come, first served; resolves to false, without one, where the signal fires
   * before.
   */
  async acquire(signal: AbortSignal): Promise<boolean> {
    if (signal.aborted) return false;
    if (this.#free > 0) {
      this.#free -= 1;
      return true;
    }
    return new Promise((resolve) => {
      const give = () => {
        signal.removeEventListener('abort', giveUp);
        resolve(true);
      };
      const giveUp = () => {
        this.#waiting.delete(give);
        resolve(false);
      };
      this.#waiting.add(give);
      signal.addEventListener('abort', giveUp, { once: true });
    });
  }

  /** Gives a slot back, to whoever has waited the longest. */
  release(): void {
    for (const give of this.#waiting) {
      this.#waiting.delete(give);
      give();
      return;
    }
    this.#free += 1;
  }
}
