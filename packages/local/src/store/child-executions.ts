import type { Database } from './database.js';

export interface ChildExecutionRow {
  readonly initiatedEventId: number;
  readonly workflowId: string;
  readonly startedEventId: number | null;
}

/**
 * The open children of open executions, by the parent's Initiated event: their runs change when
 * they continue as new.
 */
export class ChildExecutions {
  readonly #insert;
  readonly #byInitiatedEvent;
  readonly #start;
  readonly #ofParent;
  readonly #remove;
  readonly #removeAll;

  constructor(database: Database) {
    this.#insert = database.prepare<[number, number, string]>(
      'INSERT INTO childExecutions (parentId, initiatedEventId, workflowId) VALUES (?, ?, ?)',
    );
    this.#byInitiatedEvent = database.prepare<[number, number], ChildExecutionRow>(
      'SELECT * FROM childExecutions WHERE parentId = ? AND initiatedEventId = ?',
    );
    this.#start = database.prepare<[number, number, number]>(
      'UPDATE childExecutions SET startedEventId = ? WHERE parentId = ? AND initiatedEventId = ?',
    );
    this.#ofParent = database.prepare<[number], ChildExecutionRow>(
      'SELECT * FROM childExecutions WHERE parentId = ? ORDER BY initiatedEventId',
    );
    this.#remove = database.prepare<[number, number]>(
      'DELETE FROM childExecutions WHERE parentId = ? AND initiatedEventId = ?',
    );
    this.#removeAll = database.prepare<[number]>('DELETE FROM childExecutions WHERE parentId = ?');
  }

  insert(parentId: number, initiatedEventId: number, workflowId: string): void {
    this.#insert.run(parentId, initiatedEventId, workflowId);
  }

  byInitiatedEvent(parentId: number, initiatedEventId: number): ChildExecutionRow | undefined {
    return this.#byInitiatedEvent.get(parentId, initiatedEventId);
  }

  /** Records the parent's ChildWorkflowExecutionStarted event. */
  start(parentId: number, initiatedEventId: number, startedEventId: number): void {
    this.#start.run(startedEventId, parentId, initiatedEventId);
  }

  /** Returns the children of a parent in order of initiation, including those not started yet. */
  ofParent(parentId: number): ChildExecutionRow[] {
    return this.#ofParent.all(parentId);
  }

  remove(parentId: number, initiatedEventId: number): void {
    this.#remove.run(parentId, initiatedEventId);
  }

  removeAll(parentId: number): void {
    this.#removeAll.run(parentId);
  }
}
