import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

/** A server in its own process. */
export interface ServerProcess extends AsyncDisposable {
  readonly endpoint: string;
  readonly pid: number;
  /** Milliseconds from the start of the process until it listens. */
  readonly readyInMilliseconds: number;
}

/** Starts `swf-local` as it is installed. */
export function startSwfLocal(...options: string[]): Promise<ServerProcess> {
  return start([
    fileURLToPath(import.meta.resolve('@swf/local/package.json').replace('package.json', 'bin/swf-local.js')),
    '--port',
    '0',
    ...options,
  ]);
}

/** Starts the bare server, which answers every request with this body. */
export function startBareServer(answer: string): Promise<ServerProcess> {
  return start(['--import', 'tsx', fileURLToPath(new URL('bare-server.ts', import.meta.url)), answer]);
}

/** The resident memory of a process, in bytes. */
export function residentBytes(pid: number): number {
  const pages = Number(readFileSync(`/proc/${pid}/statm`, 'utf8').split(' ')[1]);
  return pages * 4096;
}

async function start(args: readonly string[]): Promise<ServerProcess> {
  const begun = performance.now();
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  const [line] = (await once(createInterface(child.stdout), 'line')) as [string];
  const endpoint = /http:\S+/.exec(line)?.[0];
  if (endpoint === undefined || child.pid === undefined)
    throw new Error(`the server did not say where it listens: ${line}`);
  const readyInMilliseconds = performance.now() - begun;
  return { endpoint, pid: child.pid, readyInMilliseconds, [Symbol.asyncDispose]: () => stop(child) };
}

async function stop(child: ChildProcess): Promise<void> {
  const closed = once(child, 'close');
  child.kill('SIGTERM');
  await closed;
}
