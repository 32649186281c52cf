import { cpSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { isUnloadable, SqliteUnavailableError } from '../../src/store/sqlite-unavailable-error.js';

const require = createRequire(import.meta.url);
let folder = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'swf-sqlite-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

/** What better-sqlite3 throws where that is all there is of its binary. */
function errorWith(binary: string | undefined): unknown {
  const installed = dirname(realpathSync(require.resolve('better-sqlite3/package.json')));
  const copy = join(folder, 'better-sqlite3');
  for (const part of ['package.json', 'lib']) cpSync(join(installed, part), join(copy, part), { recursive: true });
  const nearby = createRequire(join(installed, 'package.json'));
  for (const name of ['bindings', 'file-uri-to-path']) {
    const from = name === 'bindings' ? nearby : createRequire(nearby.resolve('bindings'));
    cpSync(dirname(from.resolve(`${name}/package.json`)), join(copy, 'node_modules', name), { recursive: true });
  }
  if (binary !== undefined) {
    mkdirSync(join(copy, 'build'));
    writeFileSync(join(copy, 'build', 'better_sqlite3.node'), binary);
  }
  const Sqlite = createRequire(join(copy, 'package.json'))(copy) as new (path: string) => unknown;
  try {
    return new Sqlite(':memory:');
  } catch (error) {
    return error;
  }
}

it.each([
  ['is missing', undefined],
  ['is none', 'no library'],
])('a binary of SQLite that %s is told from other failures', (_, binary) => {
  const error = errorWith(binary);

  expect(isUnloadable(error)).toBe(true);
  expect(new SqliteUnavailableError(error)).toMatchObject({
    cause: error,
    message: expect.stringMatching(/pnpm approve-builds.*npm rebuild better-sqlite3/),
  });
});

it('a file that is no database is no missing binary', () => {
  const path = join(folder, 'file');
  writeFileSync(path, 'x'.repeat(4096));
  const Sqlite = require('better-sqlite3') as new (path: string) => { pragma(text: string): unknown };

  expect(() => new Sqlite(path).pragma('user_version')).toThrow(
    expect.toSatisfy((error: unknown) => !isUnloadable(error)),
  );
});
