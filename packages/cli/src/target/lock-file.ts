import { readFile, rm, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { messageOf } from '@swf/settings/errors';
import { usageError } from '../failures.js';

// A change takes some milliseconds.
const ATTEMPTS = 250;
const INTERVAL_IN_MILLISECONDS = 20;

/** A file that says who may write another one, until it is disposed of. */
class Lock implements AsyncDisposable {
  readonly path: string;

  constructor(path: string) {
    this.path = path;
  }

  [Symbol.asyncDispose](): Promise<void> {
    return rm(this.path, { force: true });
  }
}

/**
 * Waits until no other process holds the lock of a file, and takes it until it is disposed of.
 *
 * @throws `CommandError` if it cannot be written, or is held for seconds.
 */
export async function waitForLock(path: string, signal: AbortSignal): Promise<AsyncDisposable> {
  for (let attempt = 1; ; attempt += 1) {
    const taken = await take(lockOf(path));
    if (taken instanceof Lock) return taken;
    if (attempt === ATTEMPTS) throw usageError(`${path} is being changed by ${taken}`, remedy(path));
    await sleep(INTERVAL_IN_MILLISECONDS, undefined, { signal });
  }
}

/**
 * Takes the lock of a file until it is disposed of.
 *
 * @param refusal - What the error says in front of the process that holds it.
 * @throws `CommandError` if another process holds it, or it cannot be written.
 */
export async function takeLock(path: string, refusal: string): Promise<AsyncDisposable> {
  const taken = await take(lockOf(path));
  if (taken instanceof Lock) return taken;
  throw usageError(`${refusal} (${taken})`, remedy(path));
}

function lockOf(path: string): string {
  return `${path}.lock`;
}

// Of a process on another host, or of one with the number of a dead one, nothing else is known.
function remedy(path: string): string {
  return `if that process has ended, remove ${lockOf(path)}`;
}

/** Takes a lock, also that of a process that has died; returns the holder if there is one. */
async function take(lock: string): Promise<Lock | string> {
  for (;;) {
    if (await create(lock)) return new Lock(lock);
    const holder = await holderOf(lock);
    if (holder === undefined) continue;
    if (isAlive(holder)) return holder;
    // One at a time: the second would remove the lock of the first.
    const turn = await take(lockOf(lock));
    if (!(turn instanceof Lock)) return turn;
    await using _turn = turn;
    if ((await holderOf(lock)) === holder) await rm(lock, { force: true });
  }
}

async function create(lock: string): Promise<boolean> {
  try {
    await writeFile(lock, `pid ${process.pid} on ${hostname()}`, { flag: 'wx', mode: 0o600 });
    return true;
  } catch (error) {
    if (isSystemError(error, 'EEXIST')) return false;
    throw usageError(`${lock} cannot be written: ${messageOf(error)}`);
  }
}

/** Returns who holds a lock, as in `pid 42 on build-7`; undefined if it has been released. */
async function holderOf(lock: string): Promise<string | undefined> {
  try {
    return await readFile(lock, 'utf8');
  } catch (error) {
    if (isSystemError(error, 'ENOENT')) return undefined;
    throw usageError(`${lock} cannot be read: ${messageOf(error)}`);
  }
}

function isAlive(holder: string): boolean {
  const [, pid, host] = /^pid (\d+) on (.+)$/.exec(holder) ?? [];
  if (host !== hostname()) return true;
  try {
    return process.kill(Number(pid), 0);
  } catch (error) {
    // A process of another user may not be signaled.
    return !isSystemError(error, 'ESRCH');
  }
}

function isSystemError(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
