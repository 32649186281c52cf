import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { run } from '../src/run.js';
import type { Output } from '../src/shell.js';
import { openIds, startOrders, startTestService } from './support/service.js';
import { emptyFolder, VERSION } from './support/swf.js';

/**
 * Runs `swf` with this stdout, and perhaps this stderr; returns its exit code, and what it wrote to
 * stderr.
 */
async function ranOn(stdout: Output, argv: readonly string[] = ['completion', 'bash'], closed?: Output) {
  let shown = '';
  const stderr =
    closed ??
    new Writable({
      write(chunk: Buffer, _encoding, done) {
        shown += chunk.toString();
        done();
      },
    });
  // As the shell of a process does.
  for (const stream of [stdout, stderr]) stream.on('error', () => {});
  const exitCode = await run(
    argv,
    {
      stdin: process.stdin,
      stdout,
      stderr,
      env: { HOME: emptyFolder() },
      signal: new AbortController().signal,
      now: () => new Date(),
    },
    VERSION,
  );
  return { exitCode, stderr: shown };
}

const failure = (message: string, code?: string) => Object.assign(new Error(message), code !== undefined && { code });

/** A stream that fails on its first chunk: at once, or when the command has gone on. */
function failing(error: Error, isLate: boolean): Output {
  return new Writable({
    ...(!isLate && { highWaterMark: 1 }),
    write(_chunk, _encoding, done) {
      if (isLate) setImmediate(done, error);
      else done(error);
    },
  });
}

describe.each([
  ['at once', false],
  ['after the last write', true],
])('a stdout that fails %s', (_, isLate) => {
  it.each([
    [failure('write EPIPE', 'EPIPE'), 0, ''],
    [failure('no space', 'ENOSPC'), 1, 'swf: the output cannot be written: no space\n'],
    [failure('gone'), 1, 'swf: the output cannot be written: gone\n'],
  ])('ends the command: %s is exit code %i', async (error, exitCode, stderr) => {
    expect(await ranOn(failing(error, isLate))).toEqual({ exitCode, stderr });
  });
});

const destroyed = () => new Writable({ write: (_chunk, _encoding, done) => done() }).destroy();

describe('a stdout whose reader has left', () => {
  it('ends the command with 0, without a word', async () => {
    expect(await ranOn(destroyed())).toEqual({ exitCode: 0, stderr: '' });
    // It writes nothing to stdout.
    const set = ['context', 'set', 'prod', '--domain', 'orders'];
    expect(await ranOn(destroyed(), set)).toEqual({ exitCode: 0, stderr: '' });
  });

  it('ends a command that waits until more can be written', async () => {
    const stdout = new Writable({
      highWaterMark: 1,
      write() {
        setImmediate(() => this.destroy());
      },
    });
    expect(await ranOn(stdout)).toEqual({ exitCode: 0, stderr: '' });
  });
});

describe('a stderr that cannot be written', () => {
  it.each([
    ['whose reader has left', destroyed],
    ['on a full disk', () => failing(failure('no space', 'ENOSPC'), false)],
  ])('%s changes neither what a command does nor its exit code', async (_, stderr) => {
    await using test = await startTestService();
    await startOrders(test, 3);
    const onTest = async (...argv: readonly string[]) => {
      const stdout = new Writable({ write: (_chunk, _encoding, done) => done() });
      const target = ['--endpoint', test.service.endpoint, '--region', 'us-east-1', '--domain', 'orders'];
      return (await ranOn(stdout, [...argv, ...target], stderr())).exitCode;
    };
    const decider = join(emptyFolder(), 'decider.mjs');
    writeFileSync(decider, 'export const decide = () => [];');
    expect(await onTest('count', '--at-most', '1', '--verbose')).toBe(8);
    expect(await onTest('terminate', 'status:open', '--yes')).toBe(0);
    expect(await openIds(test)).toEqual([]);
    expect(await onTest('terminate', 'order-1')).toBe(3);
    expect(await onTest('replay', '--open', 'type:order', '--decider', decider)).toBe(3);
  });
});
