import type { AnyEvent } from '../event/event.js';
import type { EventLog } from '../history/event-log.js';

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
