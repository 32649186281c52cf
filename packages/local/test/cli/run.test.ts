import type { EventEmitter } from 'node:events';
import { Server } from 'node:net';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { run } from '../../src/cli/run.js';

// In this process: most of these errors cannot be had on every machine.

let written: string;
beforeEach(() => {
  written = '';
  vi.spyOn(process.stderr, 'write').mockImplementation((line) => {
    written += String(line);
    return true;
  });
});
afterEach(() => vi.restoreAllMocks());

// The command listens to its process, which it takes to end afterward.
const LISTENED: readonly (readonly [EventEmitter, string])[] = [
  [process, 'SIGTERM'],
  [process, 'SIGINT'],
  [process, 'error'],
  [process.stdout, 'error'],
  [process.stderr, 'error'],
];
const before = LISTENED.map(([emitter, event]) => emitter.listeners(event));
afterEach(() => {
  for (const [index, [emitter, event]] of LISTENED.entries()) {
    const added = emitter.listeners(event).filter((listener) => !before[index]?.includes(listener));
    for (const listener of added) emitter.off(event, listener as () => void);
  }
});

/** Runs the command where it cannot listen; returns its exit code. */
function runWithout(code: string, ...args: string[]): Promise<number> {
  vi.spyOn(Server.prototype, 'listen').mockImplementation(function (this: Server) {
    process.nextTick(() => this.emit('error', Object.assign(new Error(`listen ${code}`), { code })));
    return this;
  });
  return run(args, '1.2.3');
}

const ANY_OTHER = 'choose another with --port, or any free one with --port 0';

it.each([
  ['EADDRINUSE', `port 4567 on 127.0.0.1 is in use; ${ANY_OTHER}`],
  ['EACCES', `port 4567 requires more privileges than this user has; ${ANY_OTHER}`],
  ['EADDRNOTAVAIL', '10.1.2.3 is not an address of this machine'],
  ['EINVAL', '10.1.2.3 is not an address of this machine'],
  ['ENOTFOUND', '10.1.2.3 is not an address of this machine'],
  ['EAI_AGAIN', '10.1.2.3 is not an address of this machine'],
])('the command explains in one line why it cannot listen: %s', async (code, message) => {
  const host = message.startsWith('port') ? [] : ['--host', '10.1.2.3'];
  expect(await runWithout(code, ...host)).toBe(2);
  expect(written).toBe(`swf-local: ${message}\n`);
});

it('the command names the address whose port is in use', async () => {
  expect(await runWithout('EADDRINUSE', '--host', '::1', '--port', '80')).toBe(2);
  expect(written).toBe(`swf-local: port 80 on ::1 is in use; ${ANY_OTHER}\n`);
});

it('the command reports an error that it does not expect with its stack', async () => {
  expect(await runWithout('EMFILE')).toBe(1);
  expect(written).toMatch(/^swf-local: Error: listen EMFILE\n {4}at .*\n$/s);
});

it.each([
  [['--prot', '1'], 'swf-local: unknown option --prot; did you mean --port?\n'],
  [['--data', '/no/such/folder/data'], 'swf-local: /no/such/folder/data cannot be used: its folder does not exist\n'],
])('the command refuses unusable options: %j', async (args, message) => {
  expect(await run(args, '1.2.3')).toBe(2);
  expect(written).toBe(message);
});

it.each([
  ['--version', /^1\.2\.3\n$/],
  ['--help', /^Usage: swf-local \[options\]\n/],
])('the command prints a text for %s', async (option, expected) => {
  let printed = '';
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    printed += String(text);
    return true;
  });
  expect(await run([option], '1.2.3')).toBe(0);
  expect([printed, written]).toEqual([expect.stringMatching(expected), '']);
});
