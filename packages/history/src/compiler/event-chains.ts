import type { AnyEvent } from '../event/event.js';
import type { EventLog } from '../event/event-log.js';
import type { IdentifiedEvent } from '../event/raw-event.js';
import type { EntityRecord } from './entity-records.js';

/**
 * The events of each entity, linked backward: for each position, that of the entity's previous
 * event.
 */
export class EventChains {
  readonly #log: EventLog;
  readonly #before: number[] = [];

  constructor(log: EventLog) {
    this.#log = log;
  }

  /** Adds the event at that position to the entity. */
  add(record: EntityRecord, position: number): void {
    this.#before[position] = record.latest;
    record.latest = position;
  }

  /** Returns the position of the entity's latest event before that end; -1 if it has none. */
  latestBefore(record: EntityRecord, end: number): number {
    let position = record.latest;
    while (position >= end) position = this.#before[position] as number;
    return position;
  }

  /** Returns the position of the entity's event before the one at that position; -1 if it has none. */
  before(position: number): number {
    return this.#before[position] as number;
  }

  /** Returns the raw event at that position. */
  rawAt(position: number): IdentifiedEvent {
    return this.#log.raw[position] as IdentifiedEvent;
  }

  /** Whether the event at that position is the last of the events. */
  isLatestOf({ events }: { readonly events: readonly AnyEvent[] }, position: number): boolean {
    return events.at(-1) === this.#log.at(position);
  }

  /** Returns the entity's events, in order, up to the one at that position. */
  upTo(latest: number): readonly AnyEvent[] {
    let count = 0;
    for (let position = latest; position >= 0; position = this.#before[position] as number) count++;
    // Allocated with its final length: a growing array would reserve room for 17 events.
    const events = new Array<AnyEvent>(count);
    for (let position = latest; position >= 0; position = this.#before[position] as number) {
      events[--count] = this.#log.at(position);
    }
    return Object.freeze(events);
  }
}

/** Positions of events that are looked up later. */
export class NotedEvents {
  readonly #log: EventLog;
  readonly #positions: number[] = [];

  constructor(log: EventLog) {
    this.#log = log;
  }

  add(position: number): void {
    this.#positions.push(position);
  }

  /** Returns those before that end, in order. */
  allBefore(end: number): readonly AnyEvent[] {
    return this.#positions.filter((position) => position < end).map((position) => this.#log.at(position));
  }

  /** Returns the latest before that end; undefined if there is none. */
  latestBefore(end: number): AnyEvent | undefined {
    const position = this.#positions.findLast((candidate) => candidate < end);
    return position === undefined ? undefined : this.#log.at(position);
  }
}
