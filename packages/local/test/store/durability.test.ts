import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Database } from '../../src/store/database.js';
import { Durability } from '../../src/store/durability.js';
import { openDatabase } from '../../src/store/open-database.js';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'swf-local-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function change(database: Database, name: string): void {
  database
    .prepare(`INSERT INTO domains (region, name, status, retention) VALUES ('us-east-1', ?, 'REGISTERED', '1')`)
    .run(name);
}

it('flushes what was committed, once', async () => {
  const database = openDatabase(join(folder, 'data'));
  const durability = new Durability(database);
  change(database, 'a');
  const flushed = durability.flushed();
  expect(flushed).toBeInstanceOf(Promise);
  expect(durability.flushed()).toBe(flushed);
  await flushed;
  expect(durability.flushed()).toBeUndefined();
  await durability.close();
  database.close();
});

it('flushes again, once for all, for commits that came while it was flushing', async () => {
  const database = openDatabase(join(folder, 'data'));
  const durability = new Durability(database);
  change(database, 'a');
  const first = durability.flushed();
  change(database, 'b');
  const second = durability.flushed();
  change(database, 'c');
  expect(second).not.toBe(first);
  expect(durability.flushed()).toBe(second);
  const ended: string[] = [];
  await Promise.all([second?.then(() => ended.push('second')), first?.then(() => ended.push('first'))]);
  expect(ended).toEqual(['first', 'second']);
  expect(durability.flushed()).toBeUndefined();
  await durability.close();
  database.close();
});

it('has nothing to do in memory, nor after the database was closed', async () => {
  const memory = openDatabase();
  change(memory, 'a');
  expect(new Durability(memory).flushed()).toBeUndefined();
  const database = openDatabase(join(folder, 'data'));
  const durability = new Durability(database);
  change(database, 'a');
  await durability.close();
  database.close();
  expect(durability.flushed()).toBeUndefined();
});
