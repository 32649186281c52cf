import { existsSync, writeFileSync } from 'node:fs';
import { threadId } from 'node:worker_threads';

export function runs(input) {
  return { input, threadId, pid: process.pid };
}

export function defers(_input, { completeLater }) {
  return completeLater({ heartbeats: true });
}

export function throws() {
  const cause = Object.assign(new TypeError('the cause'), { code: 'E_CAUSE' });
  throw Object.assign(new RangeError('no card', { cause }), { code: 'E_CARD' });
}

export function throwsText() {
  throw 'no card';
}

export function crashes() {
  setImmediate(() => {
    throw new Error('out of the blue');
  });
  return new Promise(() => {});
}

export function exits() {
  process.exit(3);
}

export function kills() {
  process.kill(process.pid, 'SIGKILL');
  return new Promise(() => {});
}

export function quits() {
  process.kill(process.pid, 'SIGUSR2');
  return new Promise(() => {});
}

export function aborts(signal) {
  process.kill(process.pid, signal);
  return new Promise(() => {});
}

export function hoards() {
  const hoard = [];
  for (;;) hoard.push(new Array(1000).fill(hoard.length));
}

export function hangs() {
  for (;;);
}

/** Makes the file that the environment names, and keeps its event loop busy until that is gone. */
export function toils() {
  const file = process.env.BUSY_FILE;
  writeFileSync(file, '');
  while (existsSync(file));
  return 'toiled';
}

export async function listens(_input, { signal, heartbeat }) {
  heartbeat({ step: 1 });
  await new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason)));
}

export function reports(_input, { heartbeat }) {
  heartbeat('x'.repeat(3000));
  return new Promise(() => {});
}

export function returnsFunction() {
  return () => 1;
}

/** Takes as long as the environment of the program says. */
export async function works(_input, { heartbeat }) {
  heartbeat(process.pid);
  await new Promise((resolve) => setTimeout(resolve, Number(process.env.WORK_IN_MILLISECONDS)));
  return process.pid;
}

/** Reports its process id, and keeps its event loop busy forever. */
export async function spins(_input, { heartbeat }) {
  heartbeat(process.pid);
  await new Promise((resolve) => setTimeout(resolve, 100));
  for (;;);
}

export function returnsLossy(kind) {
  const values = {
    map: { totals: new Map([[1, 2]]) },
    nan: [1, Number.NaN],
    hole: [undefined],
    error: { cause: new Error('x') },
    bytes: new Uint8Array(2),
    date: new Date(Number.NaN),
  };
  return values[kind];
}

export function returnsPlain() {
  return { sku: 'A1', note: undefined, at: new Date(0), list: [1, null, {}] };
}
