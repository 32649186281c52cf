import { readFile } from 'node:fs/promises';
import { addAbortSignal } from 'node:stream';
import { messageOf } from '@swf/settings/errors';
import { usageError } from '../failures.js';
import type { Shell } from '../shell.js';

/** The options of an input: text, or a file. */
export interface InputOptions {
  readonly input?: string | undefined;
  readonly inputFile?: string | undefined;
}

/** Reads the input of a command, unchanged; undefined if none is given. */
export async function readInput(shell: Shell, { input, inputFile }: InputOptions): Promise<string | undefined> {
  if (input !== undefined && inputFile !== undefined) throw usageError('--input and --input-file exclude each other');
  if (inputFile === undefined) return input;
  try {
    return decodeText(inputFile === '-' ? await readAll(shell) : await readFile(inputFile));
  } catch (error) {
    throw usageError(`--input-file: ${messageOf(error)}`);
  }
}

/** Reads everything from stdin, unless the command is interrupted before it ends. */
export async function readAll({ stdin, signal }: Shell): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of addAbortSignal(signal, stdin)) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks);
}

/**
 * Returns the text of bytes, with its byte order mark if it has one.
 *
 * @throws `TypeError` if they are not UTF-8: nothing else can be sent unchanged.
 */
export function decodeText(bytes: Uint8Array): string {
  return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
}
