import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import SqliteDatabase from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DataFileError } from '../../src/store/data-file-error.js';
import { openDatabase } from '../../src/store/database.js';
import { MIGRATIONS } from '../../src/store/schema.js';

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

describe('a data file', () => {
  it('is written ahead, and kept sound by SQLite', () => {
    const database = openDatabase(join(folder, 'data'));
    expect(database.pragma('journal_mode', { simple: true })).toBe('wal');
    expect(database.pragma('synchronous', { simple: true })).toBe(1);
    expect(database.pragma('user_version', { simple: true })).toBe(MIGRATIONS.length);
    database.close();
  });

  it('keeps what was committed, also when it was not closed', () => {
    const path = join(folder, 'data');
    const script = `
      import SqliteDatabase from ${JSON.stringify(import.meta.resolve('better-sqlite3'))};
      const database = new SqliteDatabase(${JSON.stringify(path)});
      database.exec("INSERT INTO domains (region, name, status, retention) VALUES ('us-east-1', 'orders', 'REGISTERED', '1')");
      process.kill(process.pid, 'SIGKILL');`;
    openDatabase(path).close();
    expect(() => execFileSync(process.execPath, ['--input-type=module', '-e', script])).toThrow();
    const database = openDatabase(path);
    expect(database.prepare('SELECT name FROM domains').pluck().all()).toEqual(['orders']);
    database.close();
  });

  it('is not changed by being opened again', () => {
    const path = join(folder, 'data');
    openDatabase(path).close();
    const before = readFileSync(path);
    openDatabase(path).close();
    expect(readFileSync(path).equals(before)).toBe(true);
  });

  it('may be an empty file', () => {
    const path = join(folder, 'empty');
    writeFileSync(path, '');
    openDatabase(path).close();
    expect(readFileSync(path).length).toBeGreaterThan(0);
  });

  it('is refused while another one has it open', () => {
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
  ])('is refused and left alone if it is %s', (_, content) => {
    const path = join(folder, 'notes');
    writeFileSync(path, content);
    expect(problemOf(() => openDatabase(path))).toMatchObject({ problem: 'FOREIGN', path });
    expect(readFileSync(path, 'utf8')).toBe(content);
  });

  it('is refused and left alone if it is a database of another program', () => {
    const path = join(folder, 'bookmarks');
    const other = new SqliteDatabase(path);
    other.exec('CREATE TABLE bookmarks (url TEXT)');
    other.close();
    const before = readFileSync(path);
    expect(problemOf(() => openDatabase(path))).toMatchObject({ problem: 'FOREIGN', path });
    expect(readFileSync(path).equals(before)).toBe(true);
  });

  it('is refused and left alone if it was written by a newer version', () => {
    const path = join(folder, 'data');
    const database = openDatabase(path);
    database.pragma(`user_version = ${MIGRATIONS.length + 1}`);
    database.close();
    const before = readFileSync(path);
    const error = problemOf(() => openDatabase(path));
    expect(error.problem).toBe('NEWER');
    expect(error.message).toContain(`its schema is ${MIGRATIONS.length + 1}, ${MIGRATIONS.length} is known`);
    expect(readFileSync(path).equals(before)).toBe(true);
  });

  it('is refused if it cannot be a file', () => {
    const path = join(folder, 'folder');
    mkdirSync(path);
    expect(problemOf(() => openDatabase(path))).toMatchObject({ problem: 'UNUSABLE', path });
    expect(problemOf(() => openDatabase(join(folder, 'missing', 'data'))).problem).toBe('UNUSABLE');
  });
});

describe('data in memory', () => {
  it('is separate for each that opens it', () => {
    const [one, other] = [openDatabase(), openDatabase()];
    one.exec("INSERT INTO domains (region, name, status, retention) VALUES ('us-east-1', 'orders', 'REGISTERED', '1')");
    expect(other.prepare('SELECT count(*) FROM domains').pluck().get()).toBe(0);
  });
});
