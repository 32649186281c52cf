import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough, Readable } from 'node:stream';
import { afterAll } from 'vitest';
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
  readonly stdin?: string | Buffer | Readable;
  /** The width of the terminal that stdout is; undefined if it is a pipe. */
  readonly columns?: number;
  /** The height of that terminal. */
  readonly rows?: number;
  /** Called with all that stdout shows, whenever there is more. */
  readonly onPrinted?: (text: string) => void;
  /** Makes stdin and stderr a terminal; called with all that it shows, whenever there is more. */
  readonly onShown?: (text: string, type: (text: string) => void) => void;
}

/** The version that help shows. */
export const VERSION = '1.2.3';

/** Runs `swf` in this process, with streams of its own and an empty home. */
export async function swf(argv: readonly string[], changes: ShellChanges = {}): Promise<Ran> {
  const { env = {}, stdin = '', columns, rows, onShown, onPrinted } = changes;
  const { signal = new AbortController().signal, now = () => new Date() } = changes;
  const [stdout, stderr, keyboard] = [new PassThrough(), new PassThrough(), new PassThrough()];
  const [out, err] = [collect(stdout), collect(stderr)];
  let shown = '';
  stderr.on('data', (chunk: Buffer) => {
    shown += chunk.toString();
    onShown?.(shown, (text) => void keyboard.write(text));
  });
  let printed = '';
  stdout.on('data', (chunk: Buffer) => {
    printed += chunk.toString();
    onPrinted?.(printed);
  });
  const isTTY = onShown !== undefined;
  const shell: Shell = {
    stdin: Object.assign(isTTY ? keyboard : stdin instanceof Readable ? stdin : Readable.from([stdin]), { isTTY }),
    stdout: Object.assign(stdout, { isTTY: columns !== undefined, columns, rows }),
    stderr: Object.assign(stderr, { isTTY }),
    env: { HOME: emptyFolder(), ...env },
    signal,
    now,
  };
  const exitCode = await run(argv, shell, VERSION);
  stdout.end();
  stderr.end();
  return { exitCode, stdout: await out, stderr: await err };
}

const folders: string[] = [];

afterAll(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

/** Returns a folder that holds nothing; it is removed after the tests of the file. */
export function emptyFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'swf-cli-'));
  folders.push(folder);
  return folder;
}

async function collect(stream: PassThrough): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}
