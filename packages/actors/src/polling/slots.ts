/** Room for a number of tasks at once. A poll takes a slot first, so there is room for its task. */
export class Slots {
  #free: number;
  readonly #waiting = new Set<() => void>();

  constructor(size: number) {
    this.#free = size;
  }

  /** The number of free slots. */
  get free(): number {
    return this.#free;
  }

  /** Takes a slot, first come, first served; resolves to false if the signal fires before. */
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
      signal.addEventListener('abort', giveUp);
    });
  }

  /** Releases a slot to whoever has waited longest. */
  release(): void {
    for (const give of this.#waiting) {
      this.#waiting.delete(give);
      give();
      return;
    }
    this.#free += 1;
  }
}
