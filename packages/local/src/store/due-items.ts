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

/**
 * The due time of what is done at once, such as messages: the earliest of all dates, so that it is
 * done in the order of its numbers even if the clock is set back.
 */
export const AT_ONCE = -8.64e15;

/** A deadline of an execution, or the deletion of a closed one. */
export interface Deadline {
  readonly due: number;
  readonly kind: DueKind;
  /** 0 for a deletion, which must not be removed with the deadlines of a closed execution. */
  readonly executionId: number;
  /** The event that it belongs to; for a deletion, the id of the execution. */
  readonly eventId: number;
  readonly payload: string | null;
  /** How far the clock was behind the history when the item was armed, in milliseconds. */
  readonly behind: number;
}

export interface DueItemRow extends Deadline {
  /** Orders items that are due at the same time. */
  readonly number: number;
}

/** Caches the first item of an index, which is read after every commit. */
class FirstItem {
  readonly #read: () => DueItemRow | undefined;
  #known: { readonly item: DueItemRow | undefined } | undefined;

  constructor(read: () => DueItemRow | undefined) {
    this.#read = read;
  }

  get(): DueItemRow | undefined {
    this.#known ??= { item: this.#read() };
    return this.#known.item;
  }

  /** Updates the cache for a new item, which comes after all others with the same due time. */
  insert(item: DueItemRow): void {
    if (!this.#known) return;
    const first = this.#known.item;
    if (!first || item.due < first.due) this.#known = { item };
  }

  /** Clears the cache if the first item has changed. */
  forgetIf(isChanged: (first: DueItemRow) => boolean): void {
    if (this.#known?.item && isChanged(this.#known.item)) this.#known = undefined;
  }

  forget(): void {
    this.#known = undefined;
  }
}

/**
 * Deadlines and messages, by due time in milliseconds since 1970. A deadline is found by its
 * execution, kind and event, and removed when the execution closes. Messages and deletions belong
 * to no execution.
 */
export class DueItems {
  readonly #insert;
  readonly #insertOrMove;
  readonly #firstAtOnce: FirstItem;
  readonly #firstDeadline: FirstItem;
  readonly #firstDeletion: FirstItem;
  readonly #deadlines;
  readonly #remove;
  readonly #removeAll;
  #lastNumber: number;

  constructor(database: Database) {
    const insert = `INSERT INTO dueItems (executionId, kind, eventId, due, number, payload, behind)
       VALUES (?, ?, ?, ?, ?, ?, ?)`;
    this.#insert = database.prepare<[number, DueKind, number, number, number, string | null, number]>(insert);
    this.#insertOrMove = database.prepare<[number, DueKind, number, number, number, string | null, number]>(
      `${insert} ON CONFLICT DO UPDATE SET due = excluded.due, behind = excluded.behind`,
    );
    const firstAtOnce = database.prepare<[number], DueItemRow>(
      `SELECT * FROM dueItems INDEXED BY deadlinesByTime WHERE kind <> 'Retention' AND due = ?
       ORDER BY number LIMIT 1`,
    );
    const firstDeadline = database.prepare<[number], DueItemRow>(
      `SELECT * FROM dueItems INDEXED BY deadlinesByTime WHERE kind <> 'Retention' AND due > ?
       ORDER BY due, number LIMIT 1`,
    );
    const firstDeletion = database.prepare<[], DueItemRow>(
      `SELECT * FROM dueItems INDEXED BY retentionsByTime WHERE kind = 'Retention' ORDER BY due, number LIMIT 1`,
    );
    this.#firstAtOnce = new FirstItem(() => firstAtOnce.get(AT_ONCE));
    this.#firstDeadline = new FirstItem(() => firstDeadline.get(AT_ONCE));
    this.#firstDeletion = new FirstItem(() => firstDeletion.get());
    this.#deadlines = database.prepareValue<[number], number>(
      `SELECT DISTINCT due FROM dueItems INDEXED BY deadlinesByTime WHERE kind <> 'Retention' ORDER BY due LIMIT ?`,
    );
    this.#remove = database.prepare<[number, DueKind, number]>(
      'DELETE FROM dueItems WHERE executionId = ? AND kind = ? AND eventId = ?',
    );
    this.#removeAll = database.prepare<[number]>('DELETE FROM dueItems WHERE executionId = ?');
    this.#lastNumber =
      database
        .prepareValue<[], number>(
          `SELECT max(number) FROM dueItems INDEXED BY deadlinesByTime WHERE kind <> 'Retention'`,
        )
        .get() ?? 0;
  }

  insert(item: Deadline): void {
    const { executionId, kind, eventId, due, payload, behind } = item;
    const number = ++this.#lastNumber;
    this.#firstOf(item).insert({ ...item, number });
    this.#insert.run(executionId, kind, eventId, due, number, payload, behind);
  }

  /** Inserts a message between executions, to be delivered at once. */
  insertMessage(kind: DueKind, payload: string): void {
    this.insert({ due: AT_ONCE, kind, executionId: 0, eventId: this.#lastNumber + 1, payload, behind: 0 });
  }

  /** Moves a deadline, or inserts it if missing. */
  insertOrMove({ executionId, kind, eventId, due, payload, behind }: Deadline): void {
    this.#firstDeadline.forget();
    this.#insertOrMove.run(executionId, kind, eventId, due, ++this.#lastNumber, payload, behind);
  }

  first(): DueItemRow | undefined {
    return this.#firstAtOnce.get() ?? this.firstTimed();
  }

  /** Returns the first item that falls due by the clock. */
  firstTimed(): DueItemRow | undefined {
    const deadline = this.#firstDeadline.get();
    const deletion = this.#firstDeletion.get();
    if (!deadline || !deletion) return deadline ?? deletion;
    return deadline.due <= deletion.due ? deadline : deletion;
  }

  /** Returns the first item that is not the deletion of an old run. */
  firstDeadline(): DueItemRow | undefined {
    return this.#firstAtOnce.get() ?? this.#firstDeadline.get();
  }

  /** Returns the first of the times at which items are due that are not the deletion of an old run. */
  deadlines(limit: number): readonly number[] {
    return this.#deadlines.all(limit);
  }

  remove(kind: DueKind, executionId: number, eventId: number): void {
    for (const each of this.#firsts) {
      each.forgetIf((first) => first.executionId === executionId && first.kind === kind && first.eventId === eventId);
    }
    this.#remove.run(executionId, kind, eventId);
  }

  /** Removes all deadlines of an execution. */
  removeAll(executionId: number): void {
    for (const each of this.#firsts) each.forgetIf((first) => first.executionId === executionId);
    this.#removeAll.run(executionId);
  }

  /** Clears the cache after a rollback. */
  forget(): void {
    for (const each of this.#firsts) each.forget();
  }

  get #firsts(): readonly FirstItem[] {
    return [this.#firstAtOnce, this.#firstDeadline, this.#firstDeletion];
  }

  #firstOf({ kind, due }: Deadline): FirstItem {
    if (due === AT_ONCE) return this.#firstAtOnce;
    return kind === 'Retention' ? this.#firstDeletion : this.#firstDeadline;
  }
}
