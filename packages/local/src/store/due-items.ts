import type { Database } from './database.js';

/** Kinds of things that happen by themselves: deadlines, and messages from one execution to another. */
export type DueKind =
  | 'ActivityTaskTimeout'
  | 'CancelRequest'
  | 'ChildClose'
  | 'ChildPolicy'
  | 'ChildStart'
  | 'DecisionTaskTimeout'
  | 'ExecutionTimeout'
  | 'LambdaFunctionStart'
  | 'LambdaFunctionTimeout'
  | 'Retention'
  | 'Signal'
  | 'Timer';

export interface DueItemRow {
  readonly id: number;
  readonly due: number;
  readonly kind: DueKind;
  readonly executionId: number | null;
  readonly eventId: number;
  readonly payload: string | null;
}

/**
 * What happens by itself, in the order of the time (milliseconds since 1970) it is due at.
 * An item of an execution is found by its kind and the event it belongs to, and goes when the execution closes;
 * one without an execution is a message on its way and stays.
 */
export class DueItems {
  readonly #insert;
  // What is first, as long as that is sure: it is asked for after every request.
  #first: { readonly item: DueItemRow | undefined } | undefined;
  readonly #firstDeadline;
  readonly #firstRetention;
  readonly #move;
  readonly #remove;
  readonly #removeById;
  readonly #removeAll;

  constructor(database: Database) {
    this.#insert = database.prepare<[number, DueKind, number | null, number, string | null]>(
      'INSERT INTO dueItems (due, kind, executionId, eventId, payload) VALUES (?, ?, ?, ?, ?)',
    );
    this.#firstDeadline = database.prepare<[], DueItemRow>(
      `SELECT * FROM dueItems INDEXED BY deadlinesByTime WHERE kind <> 'Retention' ORDER BY due, id LIMIT 1`,
    );
    this.#firstRetention = database.prepare<[], DueItemRow>(
      `SELECT * FROM dueItems INDEXED BY retentionsByTime WHERE kind = 'Retention' ORDER BY due, id LIMIT 1`,
    );
    this.#move = database.prepare<[number, number, DueKind, number]>(
      'UPDATE dueItems SET due = ? WHERE executionId = ? AND kind = ? AND eventId = ?',
    );
    this.#remove = database.prepare<[number, DueKind, number]>(
      'DELETE FROM dueItems WHERE executionId = ? AND kind = ? AND eventId = ?',
    );
    this.#removeById = database.prepare<[number]>('DELETE FROM dueItems WHERE id = ?');
    this.#removeAll = database.prepare<[number]>('DELETE FROM dueItems WHERE executionId = ?');
  }

  insert(due: number, kind: DueKind, executionId: number | null, eventId: number, payload?: string): void {
    const first = this.#first?.item;
    if (!first || due <= first.due) this.#first = undefined;
    this.#insert.run(due, kind, executionId, eventId, payload ?? null);
  }

  /** The first of them. Not to be asked for within a transaction. */
  first(): DueItemRow | undefined {
    this.#first ??= { item: this.#readFirst() };
    return this.#first.item;
  }

  /** The first of them that is not the deletion of an old run. */
  firstDeadline(): DueItemRow | undefined {
    return this.#firstDeadline.get();
  }

  /** Puts off an item, or makes it earlier; false if there is none. */
  move(due: number, kind: DueKind, executionId: number, eventId: number): boolean {
    this.#first = undefined;
    return this.#move.change(due, executionId, kind, eventId).changes > 0;
  }

  remove(kind: DueKind, executionId: number, eventId: number): void {
    const first = this.#first?.item;
    if (first?.executionId === executionId && first.kind === kind && first.eventId === eventId) this.#first = undefined;
    this.#remove.run(executionId, kind, eventId);
  }

  removeById(id: number): void {
    this.#first = undefined;
    this.#removeById.run(id);
  }

  removeAll(executionId: number): void {
    this.#first = undefined;
    this.#removeAll.run(executionId);
  }

  #readFirst(): DueItemRow | undefined {
    const deadline = this.#firstDeadline.get();
    const retention = this.#firstRetention.get();
    if (!deadline || !retention) return deadline ?? retention;
    return deadline.due <= retention.due ? deadline : retention;
  }
}
