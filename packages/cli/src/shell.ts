import type { Readable, Writable } from 'node:stream';
import { ClosedPipe, Interruption } from './failures.js';

/** A stream that text is written to, perhaps a terminal. */
export type Output = Writable & { readonly isTTY?: boolean | undefined; readonly columns?: number | undefined };

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

/** Returns the shell of this process. */
export function processShell(): Shell {
  const { stdin, stdout, stderr, env } = process;
  const interruption = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM'] as const) {
    // Once: a second one ends a process that does not end by itself.
    process.once(name, () => interruption.abort(new Interruption(name)));
  }
  // A reader that leaves must not end the process with a stack trace.
  for (const stream of [stdout, stderr]) stream.on('error', () => {});
  return { stdin, stdout, stderr, env, signal: interruption.signal, now: () => new Date() };
}

/**
 * Writes text, and waits while the reader is slower.
 *
 * @throws `ClosedPipe` if the reader has left.
 */
export async function write(stream: Output, text: string): Promise<void> {
  if (stream.destroyed || stream.errored) throw new ClosedPipe();
  if (stream.write(text)) return;
  await new Promise<void>((resolve, reject) => {
    const settle = (leave: () => void) => () => {
      for (const [name, listener] of listeners) stream.off(name, listener);
      leave();
    };
    const listeners = [
      ['drain', settle(resolve)],
      ['close', settle(() => reject(new ClosedPipe()))],
      ['error', settle(() => reject(new ClosedPipe()))],
    ] as const;
    for (const [name, listener] of listeners) stream.on(name, listener);
  });
}
