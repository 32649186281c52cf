/** Caches rows by key, up to a limit; the oldest entry is evicted first. */
export class RowCache<Key, Row> {
  readonly #limit: number;
  readonly #rows = new Map<Key, Row>();

  constructor(limit: number) {
    this.#limit = limit;
  }

  /** Returns a row from the cache, or reads it. A missing row is not cached. */
  get(key: Key, read: () => Row | undefined): Row | undefined {
    const known = this.#rows.get(key);
    if (known !== undefined) return known;
    const row = read();
    if (row !== undefined) this.set(key, row);
    return row;
  }

  set(key: Key, row: Row): void {
    this.#rows.set(key, row);
    if (this.#rows.size <= this.#limit) return;
    const [oldest] = this.#rows.keys();
    if (oldest !== undefined) this.#rows.delete(oldest);
  }

  delete(key: Key): void {
    this.#rows.delete(key);
  }

  clear(): void {
    this.#rows.clear();
  }
}
