import type { AnyEvent } from '../event/event.js';
import type { Entity, Facts } from './entity.js';
import type { Registry } from './registry.js';
import type { Key, Slot } from './slot.js';

/** The state of the compiler that a compiled history looks at, cut off at its own last event. */
export interface Cut {
  readonly lastEventId: number;
  /** Whether nothing has been compiled beyond it. */
  isLatest(): boolean;
}

/**
 * The entities of one kind by their key, with every attempt under the same key. Iterating gives the latest of each key.
 *
 * @example
 * for (const charge of state.activityTasks.attempts('charge-1')) console.log(charge.state, charge.reason);
 */
export class Attempts<Item extends Entity, Id extends Key = string> implements Iterable<Item> {
  readonly #registry: Registry;
  readonly #cut: Cut;
  readonly #make: (facts: Facts) => Item;

  constructor(registry: Registry, cut: Cut, make: (facts: Facts) => Item) {
    this.#registry = registry;
    this.#cut = cut;
    this.#make = make;
    Object.freeze(this);
  }

  /**
   * The latest attempt of that key; `undefined` where there is none.
   *
   * An attempt that SWF refused because one was open does not stand before the open one.
   */
  get(key: Id): Item | undefined {
    const slot = this.#latest(this.#registry.latest.get(key));
    return slot && this.#item(slot);
  }

  /** All attempts of that key, in the order in which they began; none for a key that does not occur. */
  attempts(key: Id): readonly Item[] {
    const items: Item[] = [];
    for (let slot = this.#registry.latest.get(key); slot; slot = slot.previous) {
      if (this.#exists(slot)) items.push(this.#item(slot));
    }
    return items.reverse();
  }

  has(key: Id): boolean {
    return this.get(key) !== undefined;
  }

  /** How many keys there are. */
  get size(): number {
    if (this.#cut.isLatest()) return this.#registry.latest.size;
    let count = 0;
    for (const _ of this) count++;
    return count;
  }

  /** The attempts that are open, in the order in which they began. */
  open(): readonly Item[] {
    const slots = this.#cut.isLatest() ? this.#registry.open : this.#registry.slots;
    const items: Item[] = [];
    for (const slot of slots) {
      if (!this.#exists(slot)) continue;
      const item = this.#item(slot);
      if (item.open) items.push(item);
    }
    return items;
  }

  /** All attempts of all keys, in the order in which they began. */
  all(): readonly Item[] {
    return this.#registry.slots.filter((slot) => this.#exists(slot)).map((slot) => this.#item(slot));
  }

  *[Symbol.iterator](): Generator<Item, void, void> {
    for (const slot of this.#registry.latest.values()) {
      const latest = this.#latest(slot);
      if (latest) yield this.#item(latest);
    }
  }

  #latest(newest: Slot | undefined): Slot | undefined {
    let latest = newest;
    while (latest && !this.#exists(latest)) latest = latest.previous;
    if (latest === undefined || !isRefused(this.#item(latest))) return latest;
    for (let earlier = latest.previous; earlier; earlier = earlier.previous) {
      if (this.#item(earlier).open) return earlier;
    }
    return latest;
  }

  #exists(slot: Slot): boolean {
    return slot.existsAt(this.#cut.lastEventId);
  }

  #item(slot: Slot): Item {
    const count = slot.countAt(this.#cut.lastEventId);
    if (slot.entity === undefined || slot.seen !== count) {
      slot.entity = this.#make({ slot, events: Object.freeze(slot.events.slice(0, count)) as readonly AnyEvent[] });
      slot.seen = count;
    }
    return slot.entity as Item;
  }
}

function isRefused({ state }: Entity): boolean {
  return state === 'schedule_failed' || state === 'start_failed';
}
