import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { compareBy } from '../harness/compare.js';
import { javaScriptOf } from '../harness/program.js';
import type { Outcome } from '../harness/row.js';
import { startBareServer } from '../local/server-process.js';
import { TASK } from './requests.js';
import { SUBJECTS } from './subjects.js';

const PROGRAM = new URL('run-client.ts', import.meta.url);
const ROUNDS = 21;
const REQUESTS = 2000;
// A worker runs for weeks: the first seconds only show the JIT compiler.
const WARM_UP = 20_000;

/**
 * Compares the clients: the CPU time of a request over HTTP, to a server in another process.
 *
 * Each client has a process of its own, as in a program: in one process with all of them, the engine
 * compiles the code that they share for all of them at once.
 */
export async function measureClients(): Promise<Outcome> {
  await using server = await startBareServer(JSON.stringify(TASK));
  const names = Object.values(SUBJECTS);
  const program = await javaScriptOf(PROGRAM);
  const processes = new Map(names.map((name) => [name, startClient(program, name, server.endpoint)] as const));
  try {
    const send = (name: string, requests: number) => processes.get(name)?.send(requests) ?? Promise.resolve(Number.NaN);
    for (const name of names) await send(name, WARM_UP);
    const rows = await compareBy('a request, ten at once', names, ROUNDS, (name) => send(name, REQUESTS));
    return { title: 'A request of each client (CPU time)', baseline: SUBJECTS.sdk, rows };
  } finally {
    await Promise.all([...processes.values()].map(({ child }) => stop(child)));
  }
}

function startClient(program: string, name: string, endpoint: string) {
  const args = ['--no-warnings', program, name, endpoint];
  const child = spawn(process.execPath, args, { stdio: ['pipe', 'pipe', 'inherit'] });
  const lines = createInterface(child.stdout)[Symbol.asyncIterator]();
  /** Sends requests, and resolves to the CPU time of one, in seconds. */
  const send = async (requests: number): Promise<number> => {
    child.stdin.write(`${requests}\n`);
    const { value, done } = await lines.next();
    if (done) throw new Error(`the process of ${name} ended with ${child.exitCode}`);
    return Number(value);
  };
  return { child, send };
}

async function stop(child: ChildProcess): Promise<void> {
  const closed = once(child, 'close');
  child.stdin?.end();
  await closed;
}
