import type { EntityRecord, Key } from './entity-record.js';

/** All entities of one kind in a log. */
export class Registry {
  /** Whether SWF refuses a second open entity with the same key. */
  readonly exclusive: boolean;
  /** In the order in which they began. */
  readonly records: EntityRecord[] = [];
  /** The open ones, in no particular order. */
  readonly open: EntityRecord[] = [];
  readonly #latest = new Map<Key | EntityRecord, EntityRecord>();
  #indexed = 0;

  constructor(exclusive: boolean) {
    this.exclusive = exclusive;
  }

  /**
   * The latest attempt of each key, in the order in which the keys appeared.
   *
   * An entity without a known key is its own key. Built lazily, because compiling needs it for few
   * kinds.
   */
  get latest(): ReadonlyMap<Key | EntityRecord, EntityRecord> {
    for (; this.#indexed < this.records.length; this.#indexed++) {
      const record = this.records[this.#indexed] as EntityRecord;
      const key = record.key ?? record;
      record.previous = this.#latest.get(key);
      this.#latest.set(key, record);
    }
    return this.#latest;
  }

  /** Returns the open attempt of a key; exclusive kinds have one at most. */
  openAttempt(key: Key): EntityRecord | undefined {
    let record = this.latest.get(key);
    while (record?.definition?.refused) record = record.previous;
    return record && record.openAt >= 0 ? record : undefined;
  }

  opened(record: EntityRecord): void {
    record.openAt = this.open.push(record) - 1;
  }

  closed(record: EntityRecord): void {
    const last = this.open.pop() as EntityRecord;
    if (last !== record) {
      this.open[record.openAt] = last;
      last.openAt = record.openAt;
    }
    record.openAt = -1;
  }
}
