// Not the global one, which tests of actors may replace with a fake.
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
 * Commits the transactions of a turn of the event loop together, when it ends. That takes a
 * fraction of the time of a commit for each, and readers wait for the same commit as writers.
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
      // SQLite may have lost the whole group with this transaction.
      if (this.#group && !this.#database.uncommitted) this.#fail(this.#group, error);
      throw error;
    } finally {
      if (this.#database.uncommitted) this.#group ??= this.#begin();
    }
  }

  /** Calls `report` when everything done so far is committed, unless that fails. */
  afterCommit(report: () => void): void {
    if (this.#group) this.#group.reports.push(report);
    else report();
  }

  /** Calls `undo` if the commit of what was done so far fails. */
  onceRolledBack(undo: () => void): void {
    this.#group?.undos.push(undo);
  }

  /**
   * Resolves when everything done so far is committed; undefined if it is. Rejects if it was lost.
   */
  committed(): Promise<void> | undefined {
    return this.#group?.committed;
  }

  /** Resolves when everything committed so far is on disk; see {@link Durability.flushed}. */
  durable(): Promise<void> | undefined {
    return this.#durability.flushed();
  }

  /**
   * Commits what is open, without waiting for the end of the turn.
   *
   * @throws the driver's error if that fails and everything open was rolled back.
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

  /** Commits what is open and flushes it. */
  async close(): Promise<void> {
    this.#commitQuietly();
    await this.#durability.close();
  }

  #begin(): Group {
    let [resolve, reject]: [() => void, (error: unknown) => void] = [() => {}, () => {}];
    const committed = new Promise<void>((onCommitted, onFailed) => {
      [resolve, reject] = [onCommitted, onFailed];
    });
    // Nothing waits for a group without requests.
    committed.catch(() => {});
    const group = { committed, resolve, reject, reports: [], undos: [] };
    setImmediate(() => {
      if (this.#group === group) this.#commitQuietly();
    });
    return group;
  }

  /** Commits; a failure is reported to those who wait for the group. */
  #commitQuietly(): void {
    try {
      this.commit();
    } catch {
      // The group and `onCommit` have the error.
    }
  }

  #fail(group: Group, error: unknown): void {
    this.#group = undefined;
    for (const undo of group.undos) undo();
    group.reject(error);
    this.onCommit(error);
  }
}
