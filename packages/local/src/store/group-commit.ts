// Not the global one, which the fake timers of a test replace.
import { setImmediate } from 'node:timers';
import type { Database } from './database.js';
import { Durability } from './durability.js';

/** The transactions of one turn of the event loop: all of them are committed, or none. */
interface Group {
  readonly committed: Promise<void>;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
  readonly reports: (() => void)[];
  readonly undos: (() => void)[];
}

/**
 * Commits the transactions of a turn of the event loop together, at its end. That takes a fraction
 * of the time of separate commits, and readers wait for the same commit as writers.
 */
export class GroupCommit {
  /** Called after each commit, and with the error after one that failed. */
  onCommit: (error?: unknown) => void = () => {};
  readonly #database: Database;
  readonly #durability: Durability;
  #group: Group | undefined;

  constructor(database: Database) {
    this.#database = database;
    this.#durability = new Durability(database);
  }

  /** Runs `work`, whose changes are rolled back if it throws. */
  transaction<Result>(work: () => Result): Result {
    try {
      return this.#database.transaction(work);
    } catch (error) {
      // SQLite may have rolled back the whole group.
      if (this.#group && !this.#database.uncommitted) this.#fail(this.#group, error);
      throw error;
    } finally {
      if (this.#database.uncommitted) this.#group ??= this.#begin();
    }
  }

  /** Calls `report` when everything done so far is committed; never if the commit fails. */
  afterCommit(report: () => void): void {
    if (this.#group) this.#group.reports.push(report);
    else report();
  }

  /** Calls `undo` if the commit of everything done so far fails. */
  onceRolledBack(undo: () => void): void {
    this.#group?.undos.push(undo);
  }

  /**
   * Resolves when everything done so far is committed; undefined if it already is. Rejects if the
   * commit fails.
   */
  committed(): Promise<void> | undefined {
    return this.#group?.committed;
  }

  /** Resolves when everything committed so far is on disk; see {@link Durability.flushed}. */
  durable(): Promise<void> | undefined {
    return this.#durability.flushed();
  }

  /**
   * Commits the open group, without waiting for the end of the turn.
   *
   * @throws the driver's error if that fails; the group is rolled back.
   */
  commit(): void {
    const group = this.#group;
    if (!group) return;
    try {
      this.#database.commit();
    } catch (error) {
      this.#fail(group, error);
      throw error;
    }
    this.#group = undefined;
    this.#durability.committed();
    group.resolve();
    for (const report of group.reports) report();
    this.onCommit();
  }

  /** Commits the open group and flushes it. */
  async close(): Promise<void> {
    this.#commitQuietly();
    await this.#durability.close();
  }

  #begin(): Group {
    let [resolve, reject]: [() => void, (error: unknown) => void] = [() => {}, () => {}];
    const committed = new Promise<void>((onCommitted, onFailed) => {
      [resolve, reject] = [onCommitted, onFailed];
    });
    // No request may be waiting for the group: due items are committed in one of their own.
    committed.catch(() => {});
    const group = { committed, resolve, reject, reports: [], undos: [] };
    setImmediate(() => {
      if (this.#group === group) this.#commitQuietly();
    });
    return group;
  }

  /** Commits; a failure reaches those who wait for the group, and `onCommit`. */
  #commitQuietly(): void {
    try {
      this.commit();
    } catch {
      // Reported by #fail.
    }
  }

  #fail(group: Group, error: unknown): void {
    this.#group = undefined;
    for (const undo of group.undos) undo();
    group.reject(error);
    this.onCommit(error);
  }
}
