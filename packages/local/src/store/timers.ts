import type { Database } from './database.js';

/** The open timers. Their due times are among the due items. */
export class Timers {
  readonly #insert;
  readonly #startedEventId;
  readonly #remove;
  readonly #removeAll;

  constructor(database: Database) {
    this.#insert = database.prepare<[number, string, number]>(
      'INSERT INTO timers (executionId, timerId, startedEventId) VALUES (?, ?, ?)',
    );
    this.#startedEventId = database.prepareValue<[number, string], number>(
      'SELECT startedEventId FROM timers WHERE executionId = ? AND timerId = ?',
    );
    this.#remove = database.prepare<[number, string]>('DELETE FROM timers WHERE executionId = ? AND timerId = ?');
    this.#removeAll = database.prepare<[number]>('DELETE FROM timers WHERE executionId = ?');
  }

  insert(executionId: number, timerId: string, startedEventId: number): void {
    this.#insert.run(executionId, timerId, startedEventId);
  }

  /** Returns the TimerStarted event of an open timer. */
  startedEventId(executionId: number, timerId: string): number | undefined {
    return this.#startedEventId.get(executionId, timerId);
  }

  remove(executionId: number, timerId: string): void {
    this.#remove.run(executionId, timerId);
  }

  removeAll(executionId: number): void {
    this.#removeAll.run(executionId);
  }
}
