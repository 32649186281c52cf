import type { Database } from './database.js';

// A key is the id of the run, with the event id in the lower bits, so the events of a run are
// neighbors. A safe integer has room for 2^29 runs of 2^24 events.
const EVENTS_PER_EXECUTION = 2 ** 24;

/** The highest id of an event. */
export const LAST_EVENT_ID = EVENTS_PER_EXECUTION - 1;

/** The histories: one row per event, with the JSON text to send. */
export class Events {
  readonly #insert;
  readonly #ascending;
  readonly #descending;
  readonly #remove;

  constructor(database: Database) {
    this.#insert = database.prepare<[number, string]>('INSERT INTO events (key, event) VALUES (?, ?)');
    this.#ascending = database.prepareValue<[number, number, number], string>(
      'SELECT event FROM events WHERE key BETWEEN ? AND ? ORDER BY key LIMIT ?',
    );
    this.#descending = database.prepareValue<[number, number, number], string>(
      'SELECT event FROM events WHERE key BETWEEN ? AND ? ORDER BY key DESC LIMIT ?',
    );
    this.#remove = database.prepare<[number, number]>('DELETE FROM events WHERE key BETWEEN ? AND ?');
  }

  insert(executionId: number, eventId: number, event: string): void {
    this.#insert.run(key(executionId, eventId), event);
  }

  /** Returns up to `limit` events from `first` to `last`, or from `last` to `first` if reversed. */
  range(executionId: number, first: number, last: number, reverse: boolean, limit: number): string[] {
    const statement = reverse ? this.#descending : this.#ascending;
    return statement.all(key(executionId, first), key(executionId, last), limit);
  }

  remove(executionId: number): void {
    this.#remove.run(key(executionId, 0), key(executionId + 1, 0) - 1);
  }
}

function key(executionId: number, eventId: number): number {
  return executionId * EVENTS_PER_EXECUTION + eventId;
}
