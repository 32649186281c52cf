import type { SWFClient } from '@aws-sdk/client-swf';
import type { BatchOptions } from '@swf/console/changes';
import { describe, expect, it } from 'vitest';
import type { BatchProgress } from '../../src/api/batches.js';
import type { Batch, Selection } from '../../src/server/batches/batch.js';
import { Batches } from '../../src/server/batches/batches.js';

const runs = (count: number) =>
  Array.from({ length: count }, (_, index) => ({ workflowId: `order-${index}`, runId: `run-${index}` }));
const selection = (count: number): Selection => ({
  domain: 'orders',
  change: { operation: 'cancel' },
  runs: runs(count),
  requestsPerSecond: 5,
});

/** How a batch runs whose requests fail as long as the test wants. */
function running() {
  const state = { isRefused: true };
  const sent: string[] = [];
  const send = async ({ input }: { readonly input: { readonly workflowId: string } }) => {
    sent.push(input.workflowId);
    if (state.isRefused) throw Object.assign(new Error('refused'), { name: 'OperationNotPermittedFault' });
    return {};
  };
  const client = { send } as unknown as SWFClient;
  return { state, sent, options: { client, delay: async () => {}, record: () => {} } };
}

/** Waits until the batch is stopped. */
const untilStopped: BatchOptions['delay'] = (_seconds, signal) =>
  new Promise((resolve) => signal.addEventListener('abort', () => resolve()));

describe('A batch', () => {
  it('tells how far it is, with the first ten errors', async () => {
    const batch = new Batches().add(selection(12));
    const seen: BatchProgress[] = [];
    const leave = batch.watch((progress) => seen.push(progress));
    const counts = { count: 12, done: 0, closed: 0, failed: 0, errors: [] };
    expect(seen).toEqual([{ batch: batch.id, state: 'frozen', ...counts }]);
    const { options } = running();
    await batch.run(options);
    expect(seen.slice(1, 3).map(({ state, failed }) => [state, failed])).toEqual([
      ['running', 0],
      ['running', 1],
    ]);
    expect(seen).toHaveLength(15);
    expect(batch.progress).toMatchObject({ state: 'finished', done: 0, failed: 12 });
    expect(batch.progress.errors.map(({ runId }) => runId)).toEqual(runs(10).map(({ runId }) => runId));
    leave();
    await batch.run(options);
    expect(seen).toHaveLength(15);
  });

  it('tries again what failed, and nothing else', async () => {
    const batch = new Batches().add(selection(3));
    const { options, sent, state } = running();
    await batch.run(options);
    state.isRefused = false;
    await batch.run(options);
    expect(batch.progress).toEqual({
      ...{ batch: batch.id, state: 'finished', count: 3, done: 3, closed: 0, failed: 0, errors: [] },
    });
    expect(sent).toHaveLength(6);
    await batch.run(options);
    expect(sent).toHaveLength(6);
  });

  it('says why it had to stop, until it runs again', async () => {
    const batch = new Batches().add(selection(3));
    const { options, state } = running();
    const record = () => {
      throw new Error('no space left');
    };
    await batch.run({ ...options, record });
    expect(batch.progress).toMatchObject({ state: 'stopped', failure: 'no space left' });
    state.isRefused = false;
    await batch.run(options);
    expect([batch.progress.state, batch.progress.failure, batch.isRunning]).toEqual(['finished', undefined, false]);
  });
});

describe('The batches of a console', () => {
  it('are the last 50', () => {
    const batches = new Batches();
    const ids = Array.from({ length: 50 }, () => batches.add(selection(1)).id);
    expect(batches.get(ids[0] ?? '').id).toBe(ids[0]);
    batches.add(selection(1));
    expect(() => batches.get(ids[0] ?? '')).toThrow('is unknown: the console was restarted, or it is too old');
    expect(batches.get(ids[1] ?? '').id).toBe(ids[1]);
  });

  /** Which batches are kept. */
  const knownOf = (batches: Batches, all: readonly Batch[]) =>
    all.map(({ id }) => {
      try {
        return batches.get(id).id === id;
      } catch {
        return false;
      }
    });

  it('have 200,000 runs, and those that never ran make room first', async () => {
    const batches = new Batches();
    const { options } = running();
    const all = [batches.add(selection(50))];
    await all[0]?.run(options);
    all.push(batches.add(selection(100_000)), batches.add(selection(99_950)));
    expect(knownOf(batches, all)).toEqual([true, true, true]);
    all.push(batches.add(selection(1)));
    expect(knownOf(batches, all)).toEqual([true, false, true, true]);
    all.push(batches.add(selection(200_000)));
    expect(knownOf(batches, all)).toEqual([false, false, false, false, true]);
  });

  it('keep how one ended that has nothing left to do', async () => {
    const batches = new Batches();
    const { options, state } = running();
    state.isRefused = false;
    const done = batches.add(selection(3));
    await done.run(options);
    batches.track(batches.add(selection(200_000)).run({ ...options, delay: untilStopped }));
    batches.add(selection(1));
    expect(batches.get(done.id).progress).toMatchObject({ state: 'finished', count: 3, done: 3 });
    await batches.close();
  });

  it('keep one that runs, however old and large it is', async () => {
    const batches = new Batches();
    const first = batches.add(selection(200_000));
    const { options } = running();
    batches.track(first.run({ ...options, delay: untilStopped }));
    const second = batches.add(selection(1));
    for (let count = 0; count < 49; count += 1) batches.add(selection(1));
    expect([first.isRunning, batches.get(first.id)]).toEqual([true, first]);
    expect(() => batches.get(second.id)).toThrow('is unknown');
    await batches.close();
    expect(first.isRunning).toBe(false);
  });
});
