import type { Database, SqlValue, Statement } from './database.js';
import { readText } from './free-text.js';
import type { DriverDatabase, DriverStatement, SqliteDriver } from './sqlite-driver.js';

// The 4 KiB pages in the log before it is copied to the file, which costs two more waits for the
// disk.
const LOG_PAGES = 4000;

/** A {@link Database} over a driver with the API of `node:sqlite`. */
export class SqliteDatabase implements Database {
  readonly path: string | undefined;
  readonly #database: DriverDatabase;
  readonly #begin;
  readonly #commit;
  readonly #rollback;
  #open = true;
  #locked = false;

  constructor({ DatabaseSync }: SqliteDriver, path: string | undefined) {
    this.path = path;
    this.#database = new DatabaseSync(path ?? ':memory:');
    this.#begin = this.#database.prepare('BEGIN IMMEDIATE');
    this.#commit = this.#database.prepare('COMMIT');
    this.#rollback = this.#database.prepare('ROLLBACK');
  }

  get open(): boolean {
    return this.#open;
  }

  lock(): void {
    this.#locked = true;
    this.#database.exec('PRAGMA locking_mode = EXCLUSIVE');
    this.#database.exec('PRAGMA journal_mode = WAL');
    // Commits are flushed by Durability, several at once; SQLite keeps only the file itself sound.
    this.#database.exec('PRAGMA synchronous = NORMAL');
    this.#database.exec(`PRAGMA wal_autocheckpoint = ${LOG_PAGES}`);
  }

  exec(source: string): void {
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
    if (!statement.setReturnArrays || !statement.columns) {
      return statementOf(statement, (row) => readTexts(row as Record<PropertyKey, unknown>));
    }
    // Reading arrays and naming their values here takes half the time of the objects that drivers
    // make.
    const columns = statement.columns().map(({ name }) => name);
    statement.setReturnArrays(true);
    return statementOf(statement, (values) => {
      const row: Record<PropertyKey, unknown> = {};
      columns.forEach((column, index) => {
        row[column] = (values as SqlValue[])[index];
      });
      return readTexts(row);
    });
  }

  prepareValue<Parameters extends readonly SqlValue[], Value>(source: string): Statement<Parameters, Value> {
    const statement = this.#database.prepare(source);
    if (!statement.setReturnArrays) return statementOf(statement, (row) => Object.values(row as object)[0] as Value);
    statement.setReturnArrays(true);
    return statementOf(statement, (values) => (values as [Value])[0]);
  }

  transaction<Result>(work: () => Result): Result {
    this.#begin.get();
    try {
      const result = work();
      this.#commit.get();
      return result;
    } catch (error) {
      this.#rollBack();
      throw error;
    }
  }

  /**
   * Leaves one file without a log beside it, and unlocked. Some drivers close a database only when
   * its statements are garbage collected,
   * so that is not left to them.
   */
  close(): void {
    if (!this.#open) return;
    this.#open = false;
    try {
      if (this.#locked) this.#unlock();
    } catch {
      // Commits stay in the log, and are read from there when the file is opened again.
    } finally {
      this.#database.close();
    }
  }

  #unlock(): void {
    this.#database.exec('PRAGMA journal_mode = DELETE');
    this.#database.exec('PRAGMA locking_mode = NORMAL');
    // The lock goes with the next access.
    this.#database.exec('SELECT count(*) FROM sqlite_schema');
  }

  #rollBack(): void {
    try {
      this.#rollback.get();
    } catch {
      // SQLite has already rolled back by itself, as it does when the disk is full.
    }
  }
}

function statementOf<Parameters extends readonly SqlValue[], Row>(
  statement: DriverStatement,
  read: (row: unknown) => Row,
): Statement<Parameters, Row> {
  return {
    // The driver's own `run` also collects the changes, which takes several times as long.
    run: (...parameters) => void statement.get(...parameters),
    change: (...parameters) => statement.run(...parameters),
    get: (...parameters) => {
      const row = statement.get(...parameters);
      return row === undefined ? undefined : read(row);
    },
    all: (...parameters) => statement.all(...parameters).map(read),
  };
}
