import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DataFileError } from '../../src/store/data-file.js';
import type { Database } from '../../src/store/database.js';
import { openDatabase as open } from '../../src/store/open-database.js';
import { MIGRATIONS } from '../../src/store/schema.js';
import { DRIVERS } from './drivers.js';

// Imports the database: services choose its driver themselves, and hide its settings.

const require = createRequire(import.meta.url);

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'swf-local-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function problemOf(open: () => unknown): DataFileError {
  try {
    open();
  } catch (error) {
    if (error instanceof DataFileError) return error;
    throw error;
  }
  throw new Error('it could be opened');
}

function pragma(database: Database, name: string): unknown {
  return database.prepareValue<[], string | number>(`PRAGMA ${name}`).get();
}

describe.each(DRIVERS)('a data file on %s', (name, driver) => {
  const openDatabase = (path: string) => open(path, driver);

  it('uses a write-ahead log, and SQLite keeps it consistent', () => {
    const database = openDatabase(join(folder, 'data'));
    expect(pragma(database, 'journal_mode')).toBe('wal');
    expect(pragma(database, 'synchronous')).toBe(1);
    expect(pragma(database, 'user_version')).toBe(MIGRATIONS.length);
    database.close();
  });

  it('keeps committed changes, even if it was not closed', () => {
    const path = join(folder, 'data');
    const program = `
      const database = new (require(${JSON.stringify(require.resolve(name))}).DatabaseSync)(${JSON.stringify(path)});
      database.exec('PRAGMA journal_mode = WAL');
      database.exec("INSERT INTO domains (region, name, status, retention) VALUES ('us-east-1', 'orders', 'REGISTERED', '1')");
      process.kill(process.pid, 'SIGKILL');`;
    openDatabase(path).close();
    const { signal } = spawnSync(process.execPath, ['-e', program], { stdio: 'ignore' });
    expect(signal).toBe('SIGKILL');
    const database = openDatabase(path);
    expect(database.prepareValue('SELECT name FROM domains').all()).toEqual(['orders']);
    database.close();
  });

  it('is a single file once closed, which either driver can open', () => {
    const path = join(folder, 'data');
    for (let time = 0; time < 2; time++) {
      const database = openDatabase(path);
      database.exec(
        "INSERT INTO domains (region, name, status, retention) VALUES ('us-east-1', random(), 'REGISTERED', '1')",
      );
      expect(readdirSync(folder)).toEqual(['data', 'data-wal']);
      database.close();
      expect(readdirSync(folder)).toEqual(['data']);
    }
    for (const [, other] of DRIVERS) {
      const database = open(path, other);
      expect(database.prepareValue('SELECT count(*) FROM domains').get()).toBe(2);
      database.close();
    }
  });

  it('may be an empty file', () => {
    const path = join(folder, 'empty');
    writeFileSync(path, '');
    openDatabase(path).close();
    expect(readFileSync(path).length).toBeGreaterThan(0);
  });

  it('is refused while it is in use', () => {
    const path = join(folder, 'data');
    const database = openDatabase(path);
    const error = problemOf(() => openDatabase(path));
    expect(error).toMatchObject({ problem: 'IN_USE', path, message: `${path} is in use by another process` });
    database.close();
    openDatabase(path).close();
  });

  it.each([
    ['text', 'not a database at all, but long enough to be taken for the header of one, if one does not look'],
    ['json', '{"orders":[]}'],
  ])('is refused and left unchanged if it is %s', (_, content) => {
    const path = join(folder, 'notes');
    writeFileSync(path, content);
    expect(problemOf(() => openDatabase(path))).toMatchObject({ problem: 'FOREIGN', path });
    expect(readFileSync(path, 'utf8')).toBe(content);
  });

  it('is refused and left unchanged if it is a database of another program', () => {
    const path = join(folder, 'bookmarks');
    const other = new driver.DatabaseSync(path);
    other.exec('CREATE TABLE bookmarks (url TEXT)');
    other.close();
    const before = readFileSync(path);
    expect(problemOf(() => openDatabase(path))).toMatchObject({ problem: 'FOREIGN', path });
    expect(readFileSync(path).equals(before)).toBe(true);
  });

  it('is refused and left unchanged if it was written by a newer version', () => {
    const path = join(folder, 'data');
    const database = openDatabase(path);
    database.exec(`PRAGMA user_version = ${MIGRATIONS.length + 1}`);
    database.close();
    const before = readFileSync(path);
    const error = problemOf(() => openDatabase(path));
    expect(error.problem).toBe('NEWER');
    expect(error.message).toContain(`its schema is ${MIGRATIONS.length + 1}, ${MIGRATIONS.length} is known`);
    expect(readFileSync(path).equals(before)).toBe(true);
  });

  it('is refused if its path cannot be a file', () => {
    const path = join(folder, 'folder');
    mkdirSync(path);
    expect(problemOf(() => openDatabase(path))).toMatchObject({ problem: 'UNUSABLE', path });
    expect(problemOf(() => openDatabase(join(folder, 'missing', 'data'))).problem).toBe('UNUSABLE');
  });
});

describe.each(DRIVERS)('data in memory on %s', (_, driver) => {
  it('is separate for each database', () => {
    const [one, other] = [open(undefined, driver), open(undefined, driver)];
    one.exec("INSERT INTO domains (region, name, status, retention) VALUES ('us-east-1', 'orders', 'REGISTERED', '1')");
    expect(other.prepareValue('SELECT count(*) FROM domains').get()).toBe(0);
  });
});
