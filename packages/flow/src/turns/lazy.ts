/**
 * A map that takes no memory while it is empty: a process holds thousands of runs, and most never
 * write most of theirs.
 */
export class LazyMap<Key, Value> {
  #entries: Map<Key, Value> | undefined;

  get size(): number {
    return this.#entries?.size ?? 0;
  }

  get(key: Key): Value | undefined {
    return this.#entries?.get(key);
  }

  set(key: Key, value: Value): void {
    this.#entries ??= new Map();
    this.#entries.set(key, value);
  }

  delete(key: Key): boolean {
    const wasThere = this.#entries?.delete(key) ?? false;
    if (this.#entries?.size === 0) this.#entries = undefined;
    return wasThere;
  }

  clear(): void {
    this.#entries = undefined;
  }

  values(): IterableIterator<Value> {
    return (this.#entries ?? new Map<Key, Value>()).values();
  }

  [Symbol.iterator](): IterableIterator<[Key, Value]> {
    return (this.#entries ?? new Map<Key, Value>())[Symbol.iterator]();
  }
}

/** A set that takes no memory while it is empty. */
export class LazySet<Value> {
  #values: Set<Value> | undefined;

  get size(): number {
    return this.#values?.size ?? 0;
  }

  has(value: Value): boolean {
    return this.#values?.has(value) ?? false;
  }

  add(value: Value): void {
    this.#values ??= new Set();
    this.#values.add(value);
  }

  delete(value: Value): boolean {
    const wasThere = this.#values?.delete(value) ?? false;
    if (this.#values?.size === 0) this.#values = undefined;
    return wasThere;
  }

  clear(): void {
    this.#values = undefined;
  }

  [Symbol.iterator](): IterableIterator<Value> {
    return (this.#values ?? new Set<Value>()).values();
  }
}
