import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createLocalService } from '@swf/local';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';

const refused = vi.hoisted(() => new Map<string, string>());

// A read-only file system cannot be had otherwise, and some users may write everywhere.
vi.mock('node:fs', async (original) => {
  const fs = await original<typeof import('node:fs')>();
  const accessSync = (path: string, mode?: number) => {
    const code = refused.get(path);
    if (code !== undefined) throw Object.assign(new Error(code), { code });
    fs.accessSync(path, mode);
  };
  return { ...fs, accessSync };
});

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'swf-local-'));
});
afterEach(() => {
  refused.clear();
  rmSync(folder, { recursive: true });
});

it.each([
  ['its folder is on a read-only file system', '.', 'EROFS'],
  ['its folder cannot be written by this user', '.', 'EACCES'],
  ['it is on a read-only file system', 'data', 'EROFS'],
  ['it cannot be written by this user', 'data', 'EACCES'],
])('a data file cannot be used if %s', (obstacle, name, code) => {
  const path = join(folder, 'data');
  // SQLite cannot open a folder.
  mkdirSync(path);
  refused.set(join(folder, name), code);
  const message = `${path} cannot be used: ${obstacle}`;
  expect(() => createLocalService({ data: path })).toThrow(expect.objectContaining({ problem: 'UNUSABLE', message }));
});
