import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Database } from '../../src/store/database.js';
import { Durability } from '../../src/store/durability.js';
import { openDatabase } from '../../src/store/open-database.js';

const disk = vi.hoisted(() => ({ flushes: [] as (() => void)[] }));

// A disk that takes as long as a test wants cannot be had otherwise.
vi.mock('node:fs', async (original) => {
  const fs = await original<typeof import('node:fs')>();
  const fsync = (file: number, callback: (error: Error | null) => void) => {
    disk.flushes.push(() => fs.fsync(file, callback));
  };
  return { ...fs, fsync };
});

let folder: string;
let database: Database;
let durability: Durability;
let changes = 0;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'swf-local-'));
  database = openDatabase(join(folder, 'data'));
  durability = new Durability(database);
});
afterEach(async () => {
  await durability.close();
  database.close();
  rmSync(folder, { recursive: true });
});

/** Commits a change and notes when it is durable. */
function commit(): { durable: boolean; readonly flushed: Promise<void> | undefined } {
  const insert = `INSERT INTO domains (region, name, status, retention) VALUES ('us-east-1', ?, 'REGISTERED', '1')`;
  database.prepare(insert).run(`domain-${changes++}`);
  const flushed = durability.flushed();
  const committed = { durable: false, flushed };
  void flushed?.then(() => {
    committed.durable = true;
  });
  return committed;
}

async function endFlush(): Promise<void> {
  await vi.waitFor(() => expect(disk.flushes).toHaveLength(1));
  disk.flushes.shift()?.();
}

describe('A commit while the disk is busy', () => {
  it('is acknowledged by a flush that began after it, in every pile-up', async () => {
    for (let pileUp = 0; pileUp < 3; pileUp++) {
      const first = commit();
      const second = commit();
      const third = commit();
      await endFlush();
      await first.flushed;
      await vi.waitFor(() => expect(disk.flushes).toHaveLength(1));
      expect([second.durable, third.durable]).toEqual([false, false]);
      const fourth = commit();
      await endFlush();
      await Promise.all([second.flushed, third.flushed]);
      await vi.waitFor(() => expect(disk.flushes).toHaveLength(1));
      expect(fourth.durable).toBe(false);
      await endFlush();
      await fourth.flushed;
      expect(durability.flushed()).toBeUndefined();
    }
  });
});
