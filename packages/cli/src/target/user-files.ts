import { randomUUID } from 'node:crypto';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { messageOf } from '@swf/settings/errors';
import { usageError } from '../failures.js';
import type { Shell } from '../shell.js';
import { waitForLock } from './lock-file.js';

/** Returns the path of a file of the user's configuration, by the XDG rules. */
export function configurationFile(env: Shell['env'], name: string): string {
  return join(env['XDG_CONFIG_HOME'] || join(env['HOME'] ?? homedir(), '.config'), 'swf', name);
}

/** Returns the path of a file that can be made again, such as a cached answer of SWF. */
export function cacheFile(env: Shell['env'], name: string): string {
  return join(env['XDG_CACHE_HOME'] || join(env['HOME'] ?? homedir(), '.cache'), 'swf', name);
}

/** Returns the path of a file that a command leaves behind, such as a journal. */
export function stateFile(env: Shell['env'], name: string): string {
  return join(env['XDG_STATE_HOME'] || join(env['HOME'] ?? homedir(), '.local', 'state'), 'swf', name);
}

/**
 * Reads a file of JSON; undefined if there is none.
 *
 * @throws `CommandError` if it cannot be read, or is not JSON.
 */
export async function readJson(path: string): Promise<unknown> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw usageError(`${path} cannot be read: ${messageOf(error)}`);
  }
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw usageError(`${path} must be JSON: ${messageOf(cause)}`);
  }
}

/** Reads, changes and writes a file of JSON while no other process does. */
export async function changeJson(
  path: string,
  { signal }: Pick<Shell, 'signal'>,
  change: () => Promise<unknown>,
): Promise<void> {
  await makeFolder(path);
  await using _lock = await waitForLock(path, signal);
  await writeJson(path, await change());
}

async function makeFolder(path: string): Promise<void> {
  try {
    await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  } catch (error) {
    throw usageError(`${path} cannot be written: ${messageOf(error)}`);
  }
}

/**
 * Writes a file of JSON that only its owner can read, atomically: a reader sees the old or new one.
 */
async function writeJson(path: string, value: unknown): Promise<void> {
  const temporary = `${path}.${randomUUID()}`;
  try {
    await writeFile(temporary, `${JSON.stringify(value, undefined, 2)}\n`, { mode: 0o600 });
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true });
    throw usageError(`${path} cannot be written: ${messageOf(error)}`);
  }
}
