import { type AnyEvent, Event } from './event.js';
import type { IdentifiedEvent } from './raw-event.js';

/**
 * The append-only list of events that histories share when one was appended to another; each knows
 * its own end.
 *
 * Events are wrapped lazily, on first access.
 */
export class EventLog {
  readonly raw: IdentifiedEvent[];
  readonly #events: (AnyEvent | undefined)[];
  readonly #positions = new Map<number, number>();
  #indexed = 0;

  /** Takes ownership of the array. */
  constructor(raw: IdentifiedEvent[]) {
    this.raw = raw;
    this.#events = new Array(raw.length);
  }

  push(events: readonly IdentifiedEvent[]): void {
    for (const event of events) this.raw.push(event);
    this.#events.length = this.raw.length;
  }

  /** Returns the event at that position, the same object each time. */
  at(position: number): AnyEvent {
    const known = this.#events[position];
    if (known) return known;
    const made = new Event(this.raw[position] as IdentifiedEvent) as Event as AnyEvent;
    this.#events[position] = made;
    return made;
  }

  /** Returns the position of an event with that id before that end; -1 if there is none. */
  positionOf(id: number, end: number): number {
    const guess = id - (this.raw[0]?.eventId ?? 0);
    if (guess >= 0 && guess < end && this.raw[guess]?.eventId === id) return guess;
    // Only a history whose ids have gaps needs the index, so it is built lazily.
    for (; this.#indexed < end; this.#indexed++) {
      const { eventId } = this.raw[this.#indexed] as IdentifiedEvent;
      if (!this.#positions.has(eventId)) this.#positions.set(eventId, this.#indexed);
    }
    const position = this.#positions.get(id) ?? -1;
    return position < end ? position : -1;
  }
}
