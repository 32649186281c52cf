import type { Database } from './database.js';

export interface ChildExecutionRow {
  readonly initiatedEventId: number;
  readonly childId: number | null;
  readonly startedEventId: number | null;
}

/** The open children of open executions, found by the parent's Initiated event. */
export class ChildExecutions {
  readonly #insert;
  readonly #byInitiatedEvent;
  readonly #start;
  readonly #replace;
  readonly #started;
  readonly #remove;
  readonly #removeAll;

  constructor(database: Database) {
    this.#insert = database.prepare<[number, number]>(
      'INSERT INTO childExecutions (parentId, initiatedEventId) VALUES (?, ?)',
    );
    this.#byInitiatedEvent = database.prepare<[number, number], ChildExecutionRow>(
      'SELECT * FROM childExecutions WHERE parentId = ? AND initiatedEventId = ?',
    );
    this.#start = database.prepare<[number, number, number, number]>(
      'UPDATE childExecutions SET childId = ?, startedEventId = ? WHERE parentId = ? AND initiatedEventId = ?',
    );
    this.#replace = database.prepare<[number, number, number]>(
      'UPDATE childExecutions SET childId = ? WHERE parentId = ? AND initiatedEventId = ?',
    );
    this.#started = database
      .prepare<[number], number>(
        'SELECT childId FROM childExecutions WHERE parentId = ? AND childId IS NOT NULL ORDER BY initiatedEventId',
      )
      .pluck();
    this.#remove = database.prepare<[number, number]>(
      'DELETE FROM childExecutions WHERE parentId = ? AND initiatedEventId = ?',
    );
    this.#removeAll = database.prepare<[number]>('DELETE FROM childExecutions WHERE parentId = ?');
  }

  insert(parentId: number, initiatedEventId: number): void {
    this.#insert.run(parentId, initiatedEventId);
  }

  byInitiatedEvent(parentId: number, initiatedEventId: number): ChildExecutionRow | undefined {
    return this.#byInitiatedEvent.get(parentId, initiatedEventId);
  }

  /** Notes the run of a child and the parent's ChildWorkflowExecutionStarted event. */
  start(parentId: number, initiatedEventId: number, childId: number, startedEventId: number): void {
    this.#start.run(childId, startedEventId, parentId, initiatedEventId);
  }

  /** Puts the run that a child continued as in the place of the former one. */
  replace(parentId: number, initiatedEventId: number, childId: number): void {
    this.#replace.run(childId, parentId, initiatedEventId);
  }

  /** The runs of the children that were started, in the order of their initiation. */
  started(parentId: number): number[] {
    return this.#started.all(parentId);
  }

  remove(parentId: number, initiatedEventId: number): void {
    this.#remove.run(parentId, initiatedEventId);
  }

  removeAll(parentId: number): void {
    this.#removeAll.run(parentId);
  }
}
