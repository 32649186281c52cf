import { mkdir, open, rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { messageOf } from '@swf/settings/errors';
import { usageError } from '../failures.js';

// A change takes some milliseconds: a lock this old is that of a process that has died.
const STALE_IN_MILLISECONDS = 5000;
const INTERVAL_IN_MILLISECONDS = 20;

/**
 * Waits until no other process holds the lock of a file, and takes it until it is disposed of.
 *
 * @throws `CommandError` if it cannot be written.
 */
export async function lockFile(path: string): Promise<AsyncDisposable> {
  const lock = `${path}.lock`;
  while (!(await create(path, lock))) {
    if (await isStale(lock)) await rm(lock, { force: true });
    else await sleep(INTERVAL_IN_MILLISECONDS);
  }
  return { [Symbol.asyncDispose]: () => rm(lock, { force: true }) };
}

async function create(path: string, lock: string): Promise<boolean> {
  try {
    await mkdir(dirname(path), { recursive: true, mode: 0o700 });
    await (await open(lock, 'wx', 0o600)).close();
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw usageError(`${path} cannot be written: ${messageOf(error)}`);
  }
}

async function isStale(lock: string): Promise<boolean> {
  try {
    return Date.now() - (await stat(lock)).mtimeMs > STALE_IN_MILLISECONDS;
  } catch {
    // Its holder has removed it.
    return false;
  }
}
