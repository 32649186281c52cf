import type { SWFClient } from '@aws-sdk/client-swf';
import { describe, expect, it } from 'vitest';
import { running } from '../support/running-worker.js';
import { startExecution } from '../support/workflow.js';

/** Returns the signals of all requests of actors; `onRequest` is called with each before it is sent. */
async function signalsOf(onRequest: (signal: AbortSignal) => void): Promise<readonly AbortSignal[]> {
  const signals: AbortSignal[] = [];
  await using swf = await running(() => 'done');
  const { client, decider } = swf;
  const send: SWFClient['send'] = client.send.bind(client);
  Reflect.set(client, 'send', (command: never, options: { readonly abortSignal?: AbortSignal } = {}) => {
    if (options.abortSignal) {
      signals.push(options.abortSignal);
      onRequest(options.abortSignal);
    }
    return send(command, options as never);
  });
  for (const workflowId of ['first', 'second', 'third']) {
    const decided = new Promise<void>((resolve) => {
      let tasks = 0;
      decider.on('done', () => {
        tasks += 1;
        if (tasks === 2) resolve();
      });
    });
    await startExecution(client, workflowId);
    await decided;
  }
  return signals;
}

describe('The signal of a request', () => {
  it('serves further requests, of which none was aborted', async () => {
    const aborted: boolean[] = [];
    const signals = await signalsOf((signal) => aborted.push(signal.aborted));
    expect(new Set(signals).size).toBeLessThan(signals.length);
    expect(aborted).not.toContain(true);
  });

  it('serves a thousand requests at most, because AbortSignal.any leaves references in it', async () => {
    await using swf = await running(() => 'done');
    const { client, decider } = swf;
    const uses = new Map<AbortSignal, number>();
    const send: SWFClient['send'] = client.send.bind(client);
    Reflect.set(client, 'send', (command: never, options: { readonly abortSignal?: AbortSignal } = {}) => {
      const { abortSignal } = options;
      if (abortSignal) uses.set(abortSignal, (uses.get(abortSignal) ?? 0) + 1);
      return send(command, options as never);
    });
    const decided = new Promise<void>((resolve) => {
      let tasks = 0;
      decider.on('done', () => {
        tasks += 1;
        if (tasks === 4000) resolve();
      });
    });
    for (let index = 0; index < 2000; index += 1) await startExecution(client, `w${index}`);
    await decided;
    expect(Math.max(...uses.values())).toBeGreaterThan(500);
    expect(Math.max(...uses.values())).toBeLessThanOrEqual(1000);
  });

  it('serves no other request while somebody listens to it', async () => {
    const signals = await signalsOf((signal) => signal.addEventListener('abort', () => {}));
    expect(signals.length).toBeGreaterThan(10);
    expect(new Set(signals).size).toBe(signals.length);
  });
});
