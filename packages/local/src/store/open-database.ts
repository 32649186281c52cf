import { accessSync, constants, existsSync } from 'node:fs';
import { dirname } from 'node:path';
import { DataFileError, resolveDataFile } from './data-file.js';
import type { Database } from './database.js';
import { APPLICATION_ID, MIGRATIONS } from './schema.js';
import { SqliteDatabase } from './sqlite-database.js';
import { loadSqlite } from './sqlite-driver.js';

// SQLite reads a negative number as KiB.
const CACHE = -65_536;

/** Result codes of SQLite, in the lower byte of `errcode`. */
const BUSY = 5;
const NOT_A_DATABASE = 26;

/**
 * Opens the data of a service: the file at `path`, created if missing, or memory without a path. A
 * file is locked for this process. A committed transaction survives a crash of the process; {@link
 * Durability} makes it survive one of the machine.
 *
 * @throws {@link DataFileError} if the file cannot be used, {@link SqliteUnavailableError} if there
 * is no SQLite.
 */
export function openDatabase(path?: string | undefined): Database {
  const driver = loadSqlite();
  if (path === undefined) return prepare(new SqliteDatabase(driver, undefined), ':memory:');
  let database: Database | undefined;
  try {
    database = new SqliteDatabase(driver, resolveDataFile(path));
    return prepare(database, path);
  } catch (error) {
    database?.close();
    throw error instanceof DataFileError ? error : explain(error, path);
  }
}

function prepare(database: Database, path: string): Database {
  // Before the lock, which would keep other processes from a file that is refused.
  checkFormat(database, path);
  if (database.path !== undefined) database.lock();
  database.exec(`PRAGMA cache_size = ${CACHE}`);
  database.exec('PRAGMA temp_store = MEMORY');
  migrate(database);
  return database;
}

function checkFormat(database: Database, path: string): void {
  const application = number(database, 'PRAGMA application_id');
  const version = schemaVersion(database);
  if (application !== APPLICATION_ID) {
    const tables = number(database, 'SELECT count(*) FROM sqlite_schema');
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
  database.transaction(() => {
    const version = schemaVersion(database);
    if (version === MIGRATIONS.length) return;
    for (const step of MIGRATIONS.slice(version)) database.exec(step);
    database.exec(`PRAGMA application_id = ${APPLICATION_ID}`);
    database.exec(`PRAGMA user_version = ${MIGRATIONS.length}`);
  });
  database.commit();
}

function schemaVersion(database: Database): number {
  return number(database, 'PRAGMA user_version');
}

function number(database: Database, source: string): number {
  return database.prepareValue<[], number>(source).get() ?? 0;
}

function explain(error: unknown, path: string): DataFileError {
  const code = Number(Reflect.get(Object(error), 'errcode')) & 0xff;
  const reason = error instanceof Error ? error.message : String(error);
  if (code === NOT_A_DATABASE)
    return new DataFileError('FOREIGN', path, `${path} is not a data file`, { cause: error });
  if (code === BUSY) return new DataFileError('IN_USE', path, `${path} is in use by another process`, { cause: error });
  return new DataFileError('UNUSABLE', path, `${path} cannot be used: ${obstacle(path) ?? reason}`, { cause: error });
}

/** Returns why this process cannot write a file and its log; SQLite only reports an I/O error. */
function obstacle(path: string): string | undefined {
  const folder = dirname(path);
  if (!existsSync(folder)) return 'its folder does not exist';
  return refusal('its folder', folder) ?? (existsSync(path) ? refusal('it', path) : undefined);
}

/** Returns why this process cannot write a file or folder; undefined if it can. */
function refusal(what: string, path: string): string | undefined {
  try {
    accessSync(path, constants.W_OK);
  } catch (error) {
    const isReadOnly = Reflect.get(Object(error), 'code') === 'EROFS';
    return isReadOnly ? `${what} is on a read-only file system` : `${what} cannot be written by this user`;
  }
  return undefined;
}
