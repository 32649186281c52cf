import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough, Readable } from 'node:stream';
import { run } from '../../src/run.js';
import type { Shell } from '../../src/shell.js';

/** What a command printed, and its exit code. */
export interface Ran {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** What a test changes of the shell. */
export interface ShellChanges extends Partial<Pick<Shell, 'signal' | 'now'>> {
  readonly env?: Shell['env'];
  readonly stdin?: string;
  /** The width of the terminal that stdout is; undefined if it is a pipe. */
  readonly columns?: number;
}

/** The version that help shows. */
export const VERSION = '1.2.3';

/** Runs `swf` in this process, with streams of its own and an empty home. */
export async function swf(argv: readonly string[], changes: ShellChanges = {}): Promise<Ran> {
  const { env = {}, stdin = '', columns, signal = new AbortController().signal, now = () => new Date() } = changes;
  const [stdout, stderr] = [new PassThrough(), new PassThrough()];
  const [out, err] = [collect(stdout), collect(stderr)];
  const shell: Shell = {
    stdin: Object.assign(Readable.from([stdin]), { isTTY: false }),
    stdout: Object.assign(stdout, { isTTY: columns !== undefined, columns }),
    stderr,
    env: { XDG_CONFIG_HOME: emptyFolder(), XDG_STATE_HOME: emptyFolder(), ...env },
    signal,
    now,
  };
  const exitCode = await run(argv, shell, VERSION);
  stdout.end();
  stderr.end();
  return { exitCode, stdout: await out, stderr: await err };
}

/** Returns a folder that holds nothing. */
export function emptyFolder(): string {
  return mkdtempSync(join(tmpdir(), 'swf-cli-'));
}

async function collect(stream: PassThrough): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}
