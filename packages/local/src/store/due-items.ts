import type { Database } from './database.js';

/** Kinds of due items: deadlines, and messages from one execution to another. */
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
  /** How far the clock was behind the history when the item was armed, in milliseconds. */
  readonly behind: number;
}

type NewDueItem = Omit<DueItemRow, 'id' | 'payload'> & { readonly payload: string | undefined };

/**
 * Deadlines and messages, by the time they are due at (milliseconds since 1970). An item of an
 * execution is found by its kind and its event, and is removed when the execution closes; an item
 * without an execution is a message on its way, or a retention, and stays.
 */
export class DueItems {
  readonly #insert;
  // The first item while it is known: it is read after every request.
  #first: { readonly item: DueItemRow | undefined } | undefined;
  readonly #firstDeadline;
  readonly #firstRetention;
  readonly #move;
  readonly #remove;
  readonly #removeById;
  readonly #removeAll;

  constructor(database: Database) {
    this.#insert = database.prepare<[number, DueKind, number | null, number, string | null, number]>(
      'INSERT INTO dueItems (due, kind, executionId, eventId, payload, behind) VALUES (?, ?, ?, ?, ?, ?)',
    );
    this.#firstDeadline = database.prepare<[], DueItemRow>(
      `SELECT * FROM dueItems INDEXED BY deadlinesByTime WHERE kind <> 'Retention' ORDER BY due, id LIMIT 1`,
    );
    this.#firstRetention = database.prepare<[], DueItemRow>(
      `SELECT * FROM dueItems INDEXED BY retentionsByTime WHERE kind = 'Retention' ORDER BY due, id LIMIT 1`,
    );
    this.#move = database.prepare<[number, number, number, DueKind, number]>(
      'UPDATE dueItems SET due = ?, behind = ? WHERE executionId = ? AND kind = ? AND eventId = ?',
    );
    this.#remove = database.prepare<[number, DueKind, number]>(
      'DELETE FROM dueItems WHERE executionId = ? AND kind = ? AND eventId = ?',
    );
    this.#removeById = database.prepare<[number]>('DELETE FROM dueItems WHERE id = ?');
    this.#removeAll = database.prepare<[number]>('DELETE FROM dueItems WHERE executionId = ?');
  }

  insert({ due, kind, executionId, eventId, payload, behind }: NewDueItem): void {
    const first = this.#first?.item;
    if (!first || due <= first.due) this.#first = undefined;
    this.#insert.run(due, kind, executionId, eventId, payload ?? null, behind);
  }

  /** Returns the first item. Not for use within a transaction, which may be rolled back. */
  first(): DueItemRow | undefined {
    this.#first ??= { item: this.#readFirst() };
    return this.#first.item;
  }

  /** Returns the first item that is not the deletion of an old run. */
  firstDeadline(): DueItemRow | undefined {
    return this.#firstDeadline.get();
  }

  /** Changes when an item is due; returns false if there is no such item. */
  move(due: number, behind: number, kind: DueKind, executionId: number, eventId: number): boolean {
    this.#first = undefined;
    return this.#move.change(due, behind, executionId, kind, eventId).changes > 0;
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
