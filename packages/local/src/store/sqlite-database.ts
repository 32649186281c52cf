import type { Database, SqlValue, Statement } from './database.js';
import type { DriverDatabase, SqliteDriver } from './sqlite-driver.js';

// Pages of 4 KiB that the log may hold before it is copied into the file: copying rarely, as it costs two more waits for the disk.
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

  prepare<Parameters extends readonly SqlValue[], Row>(source: string): Statement<Parameters, Row> {
    return this.#database.prepare(source) as Statement<Parameters, Row>;
  }

  prepareValue<Parameters extends readonly SqlValue[], Value>(source: string): Statement<Parameters, Value> {
    const statement = this.prepareValues<Parameters, readonly SqlValue[]>(source);
    return {
      run: (...parameters) => statement.run(...parameters),
      get: (...parameters) => statement.get(...parameters)?.[0] as Value | undefined,
      all: (...parameters) => statement.all(...parameters).map(([value]) => value as Value),
    };
  }

  prepareValues<Parameters extends readonly SqlValue[], Row extends readonly SqlValue[]>(
    source: string,
  ): Statement<Parameters, Row> {
    const statement = this.#database.prepare(source);
    if (statement.setReturnArrays) {
      statement.setReturnArrays(true);
      return statement as Statement<Parameters, Row>;
    }
    const valuesOf = (row: unknown) => Object.values(row as object) as unknown as Row;
    return {
      run: (...parameters) => statement.run(...parameters),
      get: (...parameters) => {
        const row = statement.get(...parameters);
        return row === undefined ? undefined : valuesOf(row);
      },
      all: (...parameters) => statement.all(...parameters).map(valuesOf),
    };
  }

  transaction<Result>(work: () => Result): Result {
    this.#begin.run();
    try {
      const result = work();
      this.#commit.run();
      return result;
    } catch (error) {
      this.#rollBack();
      throw error;
    }
  }

  /**
   * Leaves one file without a log beside it, and unlocked. Some drivers close a database only when its statements are garbage collected,
   * so that is not left to them.
   */
  close(): void {
    if (!this.#open) return;
    this.#open = false;
    try {
      if (this.#locked) this.#unlock();
    } catch {
      // What is committed stays in the log, and is found there when the file is opened again.
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
      this.#rollback.run();
    } catch {
      // SQLite has already rolled back by itself, as it does when the disk is full.
    }
  }
}
