import { once } from 'node:events';
import type { Readable, Writable } from 'node:stream';
import { Interruption, outputError } from './failures.js';

/** A stream that text is written to, perhaps a terminal. */
export type Output = Writable & {
  readonly isTTY?: boolean | undefined;
  readonly columns?: number | undefined;
  readonly rows?: number | undefined;
};

/** What a command reads and writes; a process, or a test's streams. */
export interface Shell {
  readonly stdin: Readable & { readonly isTTY?: boolean | undefined };
  readonly stdout: Output;
  readonly stderr: Output;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Aborted by Ctrl-C and SIGTERM, with an `Interruption` as its reason. */
  readonly signal: AbortSignal;
  now(): Date;
}

// The streams of a process forget their errors.
const errors = new WeakMap<Output, Error>();

/** Returns the shell of this process. */
export function processShell(): Shell {
  const { stdin, stdout, stderr } = process;
  const env = { ...process.env };
  const interruption = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM'] as const) {
    // Once: a second one ends a process that does not end by itself.
    process.once(name, () => interruption.abort(new Interruption(name)));
  }
  // A reader that leaves must not end the process with a stack trace.
  for (const stream of [stdout, stderr]) stream.on('error', (error) => errors.set(stream, error));
  return { stdin, stdout, stderr, env, signal: interruption.signal, now: () => new Date() };
}

/** Waits for Ctrl-C or SIGTERM. Rejects with the `Interruption`. */
export async function untilInterrupted(signal: AbortSignal): Promise<never> {
  if (!signal.aborted) await once(signal, 'abort');
  throw signal.reason;
}

/**
 * Waits for code of the user's, which may never settle.
 *
 * @throws the `Interruption` if Ctrl-C or SIGTERM comes first.
 */
export async function unlessInterrupted<Value>(signal: AbortSignal, value: Promise<Value>): Promise<Value> {
  signal.throwIfAborted();
  const settled = new AbortController();
  const interrupted = once(signal, 'abort', { signal: settled.signal }).then(() => Promise.reject(signal.reason));
  try {
    return await Promise.race([value, interrupted]);
  } finally {
    settled.abort();
  }
}

/**
 * Writes text, and waits while the reader is slower.
 *
 * @throws `ClosedPipe` if the reader has left, or `CommandError` if the text cannot be written.
 */
export async function write(stream: Output, text: string): Promise<void> {
  checkWritable(stream);
  if (stream.write(text)) return;
  await new Promise<void>((resolve, reject) => {
    const settle = (leave: (error: Error | null) => void) => (error?: Error) => {
      for (const [name, listener] of listeners) stream.off(name, listener);
      leave(error ?? null);
    };
    const fail = settle((error) => reject(outputError(error)));
    const listeners = [
      ['drain', settle(() => resolve())],
      ['close', fail],
      ['error', fail],
    ] as const;
    for (const [name, listener] of listeners) stream.on(name, listener);
  });
}

/** Writes text to stderr. It never throws: without a reader, a command still does what it does. */
export async function note({ stderr }: Pick<Shell, 'stderr'>, text: string): Promise<void> {
  await write(stderr, text).catch(() => {});
}

/**
 * Waits until all that was written has left, as the last write of a command does not.
 *
 * @throws as {@link write} does.
 */
export async function flush(stream: Output): Promise<void> {
  checkWritable(stream);
  await new Promise<void>((resolve, reject) => {
    stream.write('', (error) => (error ? reject(outputError(error)) : resolve()));
  });
}

function checkWritable(stream: Output): void {
  const error = stream.errored ?? errors.get(stream) ?? null;
  if (stream.destroyed || error !== null) throw outputError(error);
}
