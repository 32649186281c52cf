const MOST_KEYS = 10_000;

/** Remembers the keys that were added last, so that something is done once for each. */
export class RecentKeys {
  readonly #keys = new Set<string>();

  /** Returns whether the key is new. */
  add(key: string): boolean {
    if (this.#keys.has(key)) return false;
    if (this.#keys.size >= MOST_KEYS) {
      for (const oldest of this.#keys) {
        this.#keys.delete(oldest);
        break;
      }
    }
    this.#keys.add(key);
    return true;
  }
}
