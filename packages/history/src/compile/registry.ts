import type { EntityRecord, Key } from './entity-record.js';

/** All entities of one kind while a history is compiled. */
export class Registry {
  /** SWF refuses to begin one while another of the same key is open. */
  readonly exclusive: boolean;
  /** In the order in which they began. */
  readonly records: EntityRecord[] = [];
  /** Those that are open, in no order. */
  readonly open: EntityRecord[] = [];
  readonly #latest = new Map<Key | EntityRecord, EntityRecord>();
  #indexed = 0;

  constructor(exclusive: boolean) {
    this.exclusive = exclusive;
  }

  /**
   * The latest attempt of each key, in the order in which the keys appeared; an entity whose key is not known stands under its own record.
   *
   * Made when it is asked for, as compiling needs it of few kinds only.
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

  /** The open attempt of a key, of a kind that has no more than one. */
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
