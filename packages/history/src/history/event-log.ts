import { Compiler } from '../compile/compiler.js';
import type { Event } from '../event/event.js';

/**
 * The events that several histories share: the longer ones were appended to the shorter, and each knows its own end.
 *
 * It only ever grows at its end, so what a shorter history sees of it does not change.
 */
export class EventLog {
  readonly events: Event[];
  readonly compiler: Compiler;
  readonly #positions = new Map<number, number>();
  #indexed = 0;

  constructor(events: Event[]) {
    this.events = events;
    this.compiler = new Compiler(this);
  }

  /** The first event of that id before that position. */
  find(id: number, end: number): Event | undefined {
    const guess = this.events[id - (this.events[0]?.id ?? 0)];
    if (guess?.id === id) return id - (this.events[0] as Event).id < end ? guess : undefined;
    const position = this.#positionOf(id, end);
    return position === undefined ? undefined : this.events[position];
  }

  // Only histories whose ids have gaps come here, so the index is made when it is first wanted and then kept up.
  #positionOf(id: number, end: number): number | undefined {
    for (; this.#indexed < end; this.#indexed++) {
      const event = this.events[this.#indexed] as Event;
      if (!this.#positions.has(event.id)) this.#positions.set(event.id, this.#indexed);
    }
    const position = this.#positions.get(id);
    return position !== undefined && position < end ? position : undefined;
  }
}
