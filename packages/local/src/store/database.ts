import SqliteDatabase from 'better-sqlite3';
import { DataFileError } from './data-file-error.js';
import { APPLICATION_ID, MIGRATIONS } from './schema.js';
import { isUnloadable, SqliteUnavailableError } from './sqlite-unavailable-error.js';

/** An open SQLite database. */
export type Database = SqliteDatabase.Database;

const IN_MEMORY = ':memory:';
// SQLite reads a negative number as KiB.
const CACHE = -65_536;
// Pages of 4 KiB that the log may hold before it is copied into the file: copying rarely, as it costs two more waits for the disk.
const LOG_PAGES = 4000;

/**
 * Opens the data of a service: the file at `path`, made if it is not there, or memory without a path.
 * A file is locked for this process alone. A committed transaction outlives the process; {@link Durability} makes it outlive the machine.
 *
 * @throws {@link DataFileError} when the file is of another program, of a newer version, in use, or cannot be opened for writing;
 * {@link SqliteUnavailableError} where SQLite itself is missing.
 */
export function openDatabase(path?: string | undefined): Database {
  if (path === undefined) return prepare(open(IN_MEMORY), IN_MEMORY);
  let database: Database | undefined;
  try {
    database = open(path);
    return prepare(database, path);
  } catch (error) {
    database?.close();
    throw error instanceof DataFileError || error instanceof SqliteUnavailableError ? error : explain(error, path);
  }
}

function open(path: string): Database {
  try {
    return new SqliteDatabase(path, { timeout: 0 });
  } catch (error) {
    throw isUnloadable(error) ? new SqliteUnavailableError(error) : error;
  }
}

function prepare(database: Database, path: string): Database {
  database.pragma('locking_mode = EXCLUSIVE');
  recognise(database, path);
  if (path !== IN_MEMORY) {
    database.pragma('journal_mode = WAL');
    // Commits are flushed by Durability, several at once; SQLite keeps only the file itself sound.
    database.pragma('synchronous = NORMAL');
    database.pragma(`wal_autocheckpoint = ${LOG_PAGES}`);
  }
  database.pragma(`cache_size = ${CACHE}`);
  database.pragma('temp_store = MEMORY');
  migrate(database);
  return database;
}

function recognise(database: Database, path: string): void {
  const application = database.pragma('application_id', { simple: true });
  const version = schemaVersion(database);
  if (application !== APPLICATION_ID) {
    const tables = database.prepare<[], number>('SELECT count(*) FROM sqlite_schema').pluck().get();
    if (application !== 0 || version !== 0 || tables !== 0)
      throw new DataFileError('FOREIGN', path, `${path} is a database of another program`);
  }
  if (version > MIGRATIONS.length)
    throw new DataFileError(
      'NEWER',
      path,
      `${path} was written by a newer version (its schema is ${version}, ${MIGRATIONS.length} is known)`,
    );
}

function migrate(database: Database): void {
  database
    .transaction(() => {
      const version = schemaVersion(database);
      if (version === MIGRATIONS.length) return;
      for (const step of MIGRATIONS.slice(version)) database.exec(step);
      database.pragma(`application_id = ${APPLICATION_ID}`);
      database.pragma(`user_version = ${MIGRATIONS.length}`);
    })
    .immediate();
}

function schemaVersion(database: Database): number {
  return database.pragma('user_version', { simple: true }) as number;
}

function explain(error: unknown, path: string): DataFileError {
  const code = (error as { readonly code?: unknown }).code;
  const reason = error instanceof Error ? error.message : String(error);
  if (code === 'SQLITE_NOTADB')
    return new DataFileError('FOREIGN', path, `${path} is not a data file`, { cause: error });
  if (code === 'SQLITE_BUSY')
    return new DataFileError('IN_USE', path, `${path} is in use by another process`, { cause: error });
  return new DataFileError('UNUSABLE', path, `${path} cannot be used: ${reason}`, { cause: error });
}
