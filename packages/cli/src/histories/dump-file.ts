import { readFile } from 'node:fs/promises';
import { gunzipSync } from 'node:zlib';
import { History } from '@swf/history';
import { messageOf } from '@swf/settings/errors';
import { usageError } from '../failures.js';
import type { Shell } from '../shell.js';
import { decodeText, readAll } from '../values/payload.js';

/**
 * Reads a dumped history: JSON of SWF, the AWS CLI or any SDK, lines of JSON, and either of them
 * compressed with gzip. `-` is stdin.
 *
 * @throws `CommandError` if it is none of these.
 */
export async function readDump(shell: Shell, path: string): Promise<History> {
  const text = await readText(shell, path);
  let history: History;
  try {
    history = History.parse(text);
  } catch (error) {
    throw usageError(`${path} is not a history: ${messageOf(error)}`);
  }
  // Every run has its start: a dump without events has failed.
  if (history.length === 0) throw usageError(`${path} is not a history: it has no events`);
  return history;
}

async function readText(shell: Shell, path: string): Promise<string> {
  try {
    const bytes = path === '-' ? await readAll(shell) : await readFile(path);
    // The magic number of gzip: a name says nothing certain.
    const isCompressed = bytes[0] === 0x1f && bytes[1] === 0x8b;
    return decodeText(isCompressed ? gunzipSync(bytes) : bytes);
  } catch (error) {
    throw usageError(`${path} cannot be read: ${messageOf(error)}`);
  }
}
