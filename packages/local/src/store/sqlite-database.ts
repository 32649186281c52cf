import type { Database, SqlValue, Statement } from './database.js';
import { readText } from './free-text.js';
import type { DriverDatabase, DriverStatement, SqliteDriver } from './sqlite-driver.js';

// Pages of 4 KiB in the log after which SQLite copies it to the file, which takes two more flushes.
const LOG_PAGES = 4000;

/** A {@link Database} over a driver with the API of `node:sqlite`. */
export class SqliteDatabase implements Database {
  readonly path: string | undefined;
  onRollback = () => {};
  readonly #database: DriverDatabase;
  readonly #statements;
  #open = true;
  #locked = false;
  #uncommitted = false;
  #inTransaction = false;
  /** Whether the running transaction has made a change, and so has a savepoint to roll back to. */
  #inSavepoint = false;

  constructor({ DatabaseSync }: SqliteDriver, path: string | undefined) {
    this.path = path;
    this.#database = new DatabaseSync(path ?? ':memory:');
    this.#statements = {
      begin: this.#database.prepare('BEGIN IMMEDIATE'),
      commit: this.#database.prepare('COMMIT'),
      rollback: this.#database.prepare('ROLLBACK'),
      savepoint: this.#database.prepare('SAVEPOINT request'),
      release: this.#database.prepare('RELEASE request'),
      undo: this.#database.prepare('ROLLBACK TO request'),
    };
  }

  get uncommitted(): boolean {
    return this.#uncommitted;
  }

  get open(): boolean {
    return this.#open;
  }

  lock(): void {
    this.#locked = true;
    this.#database.exec('PRAGMA locking_mode = EXCLUSIVE');
    this.#database.exec('PRAGMA journal_mode = WAL');
    // What a killed process left in the log: a flush would not write what an earlier one has lost.
    this.#database.exec('PRAGMA wal_checkpoint(TRUNCATE)');
    // Durability flushes commits, several at once; SQLite only keeps the file consistent.
    this.#database.exec('PRAGMA synchronous = NORMAL');
    this.#database.exec(`PRAGMA wal_autocheckpoint = ${LOG_PAGES}`);
  }

  exec(source: string): void {
    this.#beforeChange();
    this.#database.exec(source);
  }

  prepare<Parameters extends readonly SqlValue[], Row>(
    source: string,
    texts: readonly (keyof Row)[] = [],
  ): Statement<Parameters, Row> {
    const statement = this.#database.prepare(source);
    const readTexts = (row: Record<PropertyKey, unknown>) => {
      for (const column of texts) row[column] = readText(row[column] as string | null);
      return row as Row;
    };
    const beforeRun = this.#beforeRun(source);
    if (!statement.setReturnArrays || !statement.columns) {
      return statementOf(statement, beforeRun, (row) => readTexts(row as Record<PropertyKey, unknown>));
    }
    // Building objects from arrays here takes half the time of letting the driver build them.
    const columns = statement.columns().map(({ name }) => name);
    statement.setReturnArrays(true);
    return statementOf(statement, beforeRun, (values) => {
      const row: Record<PropertyKey, unknown> = {};
      for (let index = 0; index < columns.length; index++)
        row[columns[index] as string] = (values as SqlValue[])[index];
      return readTexts(row);
    });
  }

  prepareValue<Parameters extends readonly SqlValue[], Value>(source: string): Statement<Parameters, Value> {
    const statement = this.#database.prepare(source);
    const beforeRun = this.#beforeRun(source);
    if (!statement.setReturnArrays) {
      return statementOf(statement, beforeRun, (row) => Object.values(row as object)[0] as Value);
    }
    statement.setReturnArrays(true);
    return statementOf(statement, beforeRun, (values) => (values as [Value])[0]);
  }

  transaction<Result>(work: () => Result): Result {
    this.#inTransaction = true;
    try {
      const result = work();
      if (this.#inSavepoint) this.#statements.release.get();
      return result;
    } catch (error) {
      if (this.#inSavepoint) this.#undo();
      throw error;
    } finally {
      this.#inTransaction = false;
      this.#inSavepoint = false;
    }
  }

  commit(): void {
    if (!this.#uncommitted) return;
    try {
      this.#statements.commit.get();
      this.#uncommitted = false;
    } catch (error) {
      this.#rollBack();
      throw error;
    }
  }

  /**
   * Merges the log into the file and unlocks it. Some drivers do that only when the statements are
   * garbage collected.
   */
  close(): void {
    if (!this.#open) return;
    this.#open = false;
    try {
      if (this.#locked) this.#unlock();
    } catch {
      // Commits stay in the log, from which they are read when the file is opened again.
    } finally {
      this.#database.close();
    }
  }

  #unlock(): void {
    this.#database.exec('PRAGMA journal_mode = DELETE');
    this.#database.exec('PRAGMA locking_mode = NORMAL');
    // SQLite releases the lock at the next access.
    this.#database.exec('SELECT count(*) FROM sqlite_schema');
  }

  /** Returns what must happen before a statement; nothing if it only reads. */
  #beforeRun(source: string): () => void {
    return /^\s*(SELECT|PRAGMA)/.test(source) ? () => {} : () => this.#beforeChange();
  }

  #beforeChange(): void {
    if (!this.#inTransaction || this.#inSavepoint) return;
    if (!this.#uncommitted) this.#statements.begin.get();
    this.#uncommitted = true;
    this.#statements.savepoint.get();
    this.#inSavepoint = true;
  }

  /** Rolls back the running transaction only. */
  #undo(): void {
    try {
      this.#statements.undo.get();
      this.#statements.release.get();
    } catch {
      // SQLite has rolled back everything, as it does when the disk is full.
      this.#rollBack();
      return;
    }
    this.onRollback();
  }

  #rollBack(): void {
    try {
      this.#statements.rollback.get();
    } catch {
      // SQLite has already rolled back.
    }
    this.#uncommitted = false;
    this.onRollback();
  }
}

function statementOf<Parameters extends readonly SqlValue[], Row>(
  statement: DriverStatement,
  beforeRun: () => void,
  read: (row: unknown) => Row,
): Statement<Parameters, Row> {
  return {
    // The driver's own `run` also collects the changes, which takes several times as long.
    run: (...parameters) => {
      beforeRun();
      statement.get(...parameters);
    },
    change: (...parameters) => {
      beforeRun();
      return statement.run(...parameters);
    },
    get: (...parameters) => {
      beforeRun();
      const row = statement.get(...parameters);
      return row === undefined ? undefined : read(row);
    },
    all: (...parameters) => {
      beforeRun();
      return statement.all(...parameters).map(read);
    },
  };
}
