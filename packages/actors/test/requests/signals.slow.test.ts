import type { SWFClient } from '@aws-sdk/client-swf';
import { describe, expect, it } from 'vitest';
import { running } from '../support/running-worker.js';
import { deferred } from '../support/service.js';
import { startExecution } from '../support/workflow.js';

/**
 * Returns the signals of all requests of actors for that many executions; `onRequest` is called with
 * each before it is sent.
 */
async function signalsOf(
  onRequest: (signal: AbortSignal) => void = () => {},
  executions = 3,
): Promise<readonly AbortSignal[]> {
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
  const decided = deferred();
  let tasks = 0;
  decider.on('done', () => {
    tasks += 1;
    if (tasks === 2 * executions) decided.resolve();
  });
  for (let index = 0; index < executions; index += 1) await startExecution(client, `w${index}`);
  await decided.promise;
  return signals;
}

describe('The signal of a request', () => {
  it('serves further requests, of which none was aborted', async () => {
    const aborted: boolean[] = [];
    const signals = await signalsOf((signal) => aborted.push(signal.aborted));
    expect(new Set(signals).size).toBeLessThan(signals.length);
    expect(aborted).not.toContain(true);
  });

  // AbortSignal.any() leaves a reference in each signal that it is given, as the SDK does.
  it('serves at most a thousand requests', async () => {
    const uses = new Map<AbortSignal, number>();
    for (const signal of await signalsOf(undefined, 2000)) uses.set(signal, (uses.get(signal) ?? 0) + 1);
    const most = Math.max(...uses.values());
    expect(most).toBeGreaterThan(500);
    expect(most).toBeLessThanOrEqual(1000);
  });

  it('serves no other request while somebody listens to it', async () => {
    const signals = await signalsOf((signal) => signal.addEventListener('abort', () => {}));
    expect(signals.length).toBeGreaterThan(10);
    expect(new Set(signals).size).toBe(signals.length);
  });
});
