import { INSPECT, type InspectArguments, printed } from '@swf/settings/wire';
import type { EntityRecord, Key, Registry } from '../compiler/entity-records.js';
import type { EventChains } from '../compiler/event-chains.js';
import { isState } from '../lifecycles.js';
import type { Entity, Facts } from './entity.js';
import { type Outline, outlineOf } from './outline.js';

/** The part of a log that belongs to one history. */
export interface LogView {
  readonly end: number;
  readonly chains: EventChains;
  /** Whether nothing was compiled beyond its end. */
  isLatest(): boolean;
}

/**
 * The entities of one kind by key, with every attempt under each key. Iterates over the latest of
 * each key.
 *
 * @example
 * for (const charge of state.activityTasks.attempts('charge-1')) console.log(charge.state, charge.reason);
 */
export class Attempts<Item extends Entity, Id extends Key = string> implements Iterable<Item> {
  readonly #registry: Registry;
  readonly #view: LogView;
  readonly #make: (facts: Facts) => Item;

  constructor(registry: Registry, view: LogView, make: (facts: Facts) => Item) {
    this.#registry = registry;
    this.#view = view;
    this.#make = make;
    Object.freeze(this);
  }

  /**
   * Returns the latest attempt of that key; undefined if there is none.
   *
   * An attempt that SWF refused while another one was open does not replace that one.
   */
  get(key: Id): Item | undefined {
    const record = this.#latest(this.#registry.latest.get(key));
    return record && this.#item(record);
  }

  /**
   * Returns all attempts of that key, in the order in which they began; empty for an unknown key.
   */
  attempts(key: Id): readonly Item[] {
    const items: Item[] = [];
    for (let record = this.#registry.latest.get(key); record; record = record.previous) {
      if (this.#exists(record)) items.push(this.#item(record));
    }
    return items.reverse();
  }

  /** Whether there is an attempt of that key. */
  has(key: Id): boolean {
    return this.get(key) !== undefined;
  }

  /** The number of keys. */
  get size(): number {
    if (this.#view.isLatest()) return this.#registry.latest.size;
    let count = 0;
    for (const _ of this) count++;
    return count;
  }

  /** Returns the open attempts, in the order in which they began. */
  open(): readonly Item[] {
    const { open, records } = this.#registry;
    if (this.#view.isLatest()) {
      return [...open].sort((one, other) => one.first - other.first).map((record) => this.#item(record));
    }
    return records
      .filter((record) => this.#exists(record))
      .map((record) => this.#item(record))
      .filter((item) => item.open);
  }

  /** Returns all attempts of all keys, in the order in which they began. */
  all(): readonly Item[] {
    return this.#registry.records.filter((record) => this.#exists(record)).map((record) => this.#item(record));
  }

  /**
   * Returns the outlines of what {@link all} returns, for a fraction of the time: no entity is made.
   */
  outlines(): readonly Outline<Id>[] {
    const { chains, end } = this.#view;
    return this.#registry.records
      .filter((record) => this.#exists(record))
      .map((record) => outlineOf(record, chains, chains.latestBefore(record, end)) as Outline<Id>);
  }

  *[Symbol.iterator](): Generator<Item, void, void> {
    for (const record of this.#registry.latest.values()) {
      const latest = this.#latest(record);
      if (latest) yield this.#item(latest);
    }
  }

  /** Returns all attempts of all keys. */
  toJSON(): readonly Item[] {
    return this.all();
  }

  /** Returns how many keys there are, for example `Attempts of 2`. */
  toString(): string {
    return `Attempts of ${this.size}`;
  }

  [INSPECT](...args: InspectArguments): string {
    return printed(args, { title: 'Attempts', members: this.all(), short: this.toString() });
  }

  #latest(newest: EntityRecord | undefined): EntityRecord | undefined {
    let latest = newest;
    while (latest && !this.#exists(latest)) latest = latest.previous;
    if (latest === undefined) return undefined;
    const { state } = this.#item(latest);
    if (state !== 'schedule_failed' && state !== 'start_failed') return latest;
    for (let earlier = latest.previous; earlier; earlier = earlier.previous) {
      if (wasOpenAt(this.#item(earlier), latest.eventId)) return earlier;
    }
    return latest;
  }

  #exists(record: EntityRecord): boolean {
    return record.first < this.#view.end;
  }

  #item(record: EntityRecord): Item {
    const { chains, end } = this.#view;
    const latest = chains.latestBefore(record, end);
    const known = record.entity as Item | undefined;
    if (known && chains.isLatestOf(known, latest)) return known;
    const made = this.#make({ record, events: chains.upTo(latest) });
    record.entity = made;
    return made;
  }
}

function wasOpenAt({ open, type, events }: Pick<Entity, 'open' | 'type' | 'events'>, eventId: number): boolean {
  return open || events.some(({ id, state }) => id > eventId && isState(type, state));
}
