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
  /** Returns the CPU time that the process has used. */
  cpuInSeconds(): number;
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

/** Starts `swf console` over a local service. */
export function startSwfConsole(endpoint: string): Promise<ServerProcess> {
  const bin = fileURLToPath(new URL('../../../packages/cli/bin/swf.js', import.meta.url));
  return start([bin, 'console', '--port', '0', '--endpoint', endpoint, '--region', 'us-east-1', '--domain', 'orders']);
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

/** The CPU time of a process, of which Linux counts hundredths of a second. */
function cpuInSeconds(pid: number): number {
  // The name of the process, in parentheses, may contain spaces.
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
  return (Number(fields[11]) + Number(fields[12])) / 100;
}

async function start(args: readonly string[]): Promise<ServerProcess> {
  const begun = performance.now();
  const child = spawn(process.execPath, args, {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: {
      ...process.env,
      AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
      AWS_ACCESS_KEY_ID: 'local',
      AWS_SECRET_ACCESS_KEY: 'local',
    },
  });
  const [line] = (await once(createInterface(child.stdout), 'line')) as [string];
  const endpoint = /http:\S+/.exec(line)?.[0];
  const { pid } = child;
  if (endpoint === undefined || pid === undefined) throw new Error(`the server did not say where it listens: ${line}`);
  const readyInMilliseconds = performance.now() - begun;
  return {
    endpoint,
    pid,
    readyInMilliseconds,
    cpuInSeconds: () => cpuInSeconds(pid),
    [Symbol.asyncDispose]: () => stop(child),
  };
}

async function stop(child: ChildProcess): Promise<void> {
  const closed = once(child, 'close');
  child.kill('SIGTERM');
  await closed;
}
