import type { Key, Slot } from './slot.js';

/** All entities of one kind while a history is compiled. */
export class Registry {
  /** SWF refuses to begin one while another of the same key is open. */
  readonly exclusive: boolean;
  /** In the order in which they began. */
  readonly slots: Slot[] = [];
  /** Those that are open, in no order. */
  readonly open: Slot[] = [];
  readonly #latest = new Map<Key | Slot, Slot>();
  #indexed = 0;

  constructor(exclusive: boolean) {
    this.exclusive = exclusive;
  }

  /**
   * The latest attempt of each key, in the order in which the keys appeared; an entity whose key is not known stands under its own record.
   *
   * Made when it is asked for, as compiling needs it of few kinds only.
   */
  get latest(): ReadonlyMap<Key | Slot, Slot> {
    for (; this.#indexed < this.slots.length; this.#indexed++) {
      const slot = this.slots[this.#indexed] as Slot;
      const key = slot.key ?? slot;
      slot.previous = this.#latest.get(key);
      this.#latest.set(key, slot);
    }
    return this.#latest;
  }

  /** The open attempt of a key, of a kind that has no more than one. */
  openAttempt(key: Key): Slot | undefined {
    let slot = this.latest.get(key);
    while (slot?.definition?.refused) slot = slot.previous;
    return slot && slot.openAt >= 0 ? slot : undefined;
  }

  opened(slot: Slot): void {
    slot.openAt = this.open.push(slot) - 1;
  }

  closed(slot: Slot): void {
    const last = this.open.pop() as Slot;
    if (last !== slot) {
      this.open[slot.openAt] = last;
      last.openAt = slot.openAt;
    }
    slot.openAt = -1;
  }
}
