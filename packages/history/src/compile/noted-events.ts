import type { AnyEvent } from '../event/event.js';
import type { EventLog } from '../history/event-log.js';

/** Events of a log that are looked for later on. */
export class NotedEvents {
  readonly #log: EventLog;
  readonly #positions: number[] = [];

  constructor(log: EventLog) {
    this.#log = log;
  }

  add(position: number): void {
    this.#positions.push(position);
  }

  /** Those before that end, in order. */
  allBefore(end: number): readonly AnyEvent[] {
    return this.#positions.filter((position) => position < end).map((position) => this.#log.at(position));
  }

  /** The latest before that end; `undefined` where there is none. */
  latestBefore(end: number): AnyEvent | undefined {
    const position = this.#positions.findLast((candidate) => candidate < end);
    return position === undefined ? undefined : this.#log.at(position);
  }
}
