import { lookup } from 'node:dns/promises';
import { readFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { sleep, workflow } from '@swf/flow';
import { ForeignAwaitError } from '@swf/flow/errors';
import { replayFlow } from '@swf/flow/replay';
import { HistoryBuilder } from '@swf/history/builder';
import { describe, expect, it, vi } from 'vitest';
import { sourceAt } from '../support/source-line.js';

/** Plays two turns of a function that does something foreign in the second. */
async function errorOf(wait: () => unknown): Promise<unknown> {
  const definition = workflow('order', '1.0', {}, async () => [await sleep(1), await wait(), await sleep(1)]);
  const history = new HistoryBuilder()
    .decisionTask()
    .timerStarted('sleep-1')
    .timerFired('sleep-1')
    .decisionTaskStarted()
    .build();
  return replayFlow(definition, history).then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
}

describe('A foreign await', () => {
  it.each<[string, () => Promise<unknown>]>([
    ['setTimeout', () => new Promise((resolve) => setTimeout(resolve, 1))],
    ['setImmediate', () => new Promise((resolve) => setImmediate(resolve))],
    ['a timer of node:timers/promises', () => delay(1)],
    ['process.nextTick', () => new Promise<void>((resolve) => process.nextTick(resolve))],
    ['AbortSignal.timeout', () => new Promise((resolve) => (AbortSignal.timeout(1).onabort = resolve))],
    ['fetch', () => fetch('http://127.0.0.1:1')],
    ['a file', () => readFile(fileURLToPath(import.meta.url))],
    ['a name server', () => lookup('localhost')],
    ['a socket', () => new Promise((resolve) => connect(1, '127.0.0.1').on('error', resolve))],
    ['Web Crypto', () => crypto.subtle.digest('SHA-256', new Uint8Array(1))],
    ['a message port', () => new Promise((resolve) => new MessageChannel().port1.on('message', resolve))],
  ])('is refused with its line: %s', async (name, wait) => {
    const error = await errorOf(wait);

    expect(error).toSatisfy(ForeignAwaitError.is);
    expect(sourceAt((error as ForeignAwaitError).at)).toContain(`['${name}'`);
  });
});

describe('A foreign call', () => {
  it.each<[string, () => unknown, remedy: string]>([
    ['setTimeout', () => setTimeout(() => {}, 1), 'use sleep()'],
    ['setInterval', () => setInterval(() => {}, 1), 'use sleep() in a loop'],
    ['setImmediate', () => setImmediate(() => {}), 'await Promise.resolve() instead'],
    ['process.nextTick', () => process.nextTick(() => {}), 'await Promise.resolve() instead'],
    ['fetch', () => fetch('http://127.0.0.1:1'), 'call it in an activity'],
    ['WebSocket', () => new WebSocket('ws://127.0.0.1:1'), 'use it in an activity'],
    [
      'FSREQPROMISE',
      () => readFile(fileURLToPath(import.meta.url)),
      'do it in an activity, or record it with sideEffect()',
    ],
  ])('is refused with what to do instead: %s', async (name, call, remedy) => {
    // Some versions of Node lack it.
    vi.stubGlobal('WebSocket', globalThis.WebSocket ?? class {});
    const error = await errorOf(call);
    vi.unstubAllGlobals();

    expect(String(error)).toMatch(/^ForeignAwaitError: \S+ cannot be used in a workflow function at \S+: /);
    expect(String(error).replace(/ at \S+:/, ':')).toBe(
      `ForeignAwaitError: ${name} cannot be used in a workflow function: a replay does not repeat it; ${remedy}`,
    );
  });
});

describe('A foreign class', () => {
  it.each<[string, () => unknown, remedy: string]>([
    ['WeakRef', () => new WeakRef({}), 'garbage collection is not replayed'],
    ['FinalizationRegistry', () => new FinalizationRegistry(() => {}), 'garbage collection is not replayed'],
    ['fetch', () => Reflect.construct(fetch, []), 'call it in an activity'],
  ])('is refused with its line and a remedy, even if it is caught: %s', async (name, construct, remedy) => {
    const error = await errorOf(() => {
      try {
        return construct();
      } catch {
        return undefined;
      }
    });

    expect(error).toSatisfy(ForeignAwaitError.is);
    expect((error as Error).message).toMatch(`${name} cannot be used in a workflow function at `);
    expect((error as Error).message).toMatch(remedy);
    expect(sourceAt((error as ForeignAwaitError).at)).toContain(`['${name}'`);
  });
});
