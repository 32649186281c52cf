import { describe, expect, it, vi } from 'vitest';
import { batchOf, CHANGE, progress } from '../support/batch.js';
import { runs } from '../support/listing.js';
import { pass } from '../support/streams.js';

describe('useBatch', () => {
  it('freezes the selected runs', async () => {
    const { hook, list, sent, seen } = await batchOf();
    expect(seen()).toEqual([undefined, undefined, undefined, false]);
    const [run] = runs(1);
    if (!run) throw new Error('there are no runs');
    list.selection.value = { kind: 'runs', runs: new Map([['1', { workflowId: 'order-1', runId: '1' }]]) };
    void hook.current.freeze(CHANGE);
    await Promise.resolve();
    await vi.waitFor(() => expect(seen()[3]).toBe(true), { interval: 1, timeout: 90_000 });
    await pass();
    expect([seen(), await sent()]).toEqual([
      ['b1', undefined, undefined, false],
      [
        `POST batches ${JSON.stringify({
          domain: 'orders',
          change: CHANGE,
          runs: [{ workflowId: 'order-1', runId: '1' }],
        })}`,
      ],
    ]);
    // It is reviewed as it was sent.
    expect(hook.current.frozen?.change).toEqual(CHANGE);
    hook.current.thaw();
    await pass();
    expect(seen()).toEqual([undefined, undefined, undefined, false]);
  });

  it('freezes all runs that match the filter', async () => {
    const { hook, list, sent } = await batchOf();
    list.selection.value = { kind: 'matching' };
    await hook.current.freeze(CHANGE);
    expect(await sent()).toEqual([`POST batches ${JSON.stringify({ domain: 'orders', change: CHANGE, q: 'tag:eu' })}`]);
  });

  it('runs the frozen batch, follows it, and says when it is over', async () => {
    const { hook, sent, seen, streams, over, reads, list, tab } = await batchOf();
    await hook.current.freeze(CHANGE);
    await pass();
    await sent();
    expect(streams.count).toBe(0);
    await hook.current.run();
    await pass();
    expect([seen(), await sent()]).toEqual([
      ['b1', 'running', undefined, false],
      ['POST batches/run {"batch":"b1","count":2}', 'GET batches?batch=b1'],
    ]);
    expect(streams.topics).toEqual([{ id: 'w1', topic: 'batch', batch: 'b1' }]);
    await streams.send(
      { id: 'w1', topic: 'state', live: { state: 'live', intervalInSeconds: 1 } },
      { id: 'w1', topic: 'batch', progress: progress('running', { done: 1 }) },
    );
    expect([hook.current.progress?.done, over, reads()]).toEqual([1, [], 0]);
    const last = progress('finished', { done: 2 });
    await streams.send({ id: 'w1', topic: 'batch', progress: last });
    await pass();
    expect([seen(), over, reads()]).toEqual([['b1', 'finished', undefined, false], [last], 1]);
    expect([streams.count, tab.requests.filter(({ url }) => url.endsWith('/live'))[0]?.signal.aborted]).toEqual([
      1,
      true,
    ]);
    expect(list.isLoading.value).toBe(false);
  });

  it('stops a batch, which is over then', async () => {
    const { hook, sent, seen, over, answers, reads } = await batchOf();
    await hook.current.freeze(CHANGE);
    await pass();
    await hook.current.run();
    await pass();
    await sent();
    answers.progress = progress('stopped', { done: 1 });
    await hook.current.stop();
    await pass();
    expect([seen(), await sent()]).toEqual([
      ['b1', 'stopped', undefined, false],
      ['DELETE batches?batch=b1', 'GET batches?batch=b1'],
    ]);
    expect([over, reads()]).toEqual([[answers.progress], 1]);
  });

  it('is over when the console does not know it any more', async () => {
    const { hook, seen, streams, over } = await batchOf();
    await hook.current.freeze(CHANGE);
    await pass();
    await hook.current.run();
    await pass();
    await streams.send({ id: 'w1', topic: 'error', title: 'batch "b1" is unknown', code: 'NOT_FOUND' });
    await pass();
    expect(seen()).toEqual(['b1', 'stopped', undefined, false]);
    expect(over).toEqual([progress('stopped', { failure: 'batch "b1" is unknown' })]);
  });

  it('shows a batch that runs although its answer got lost', async () => {
    const { hook, seen, streams } = await batchOf();
    await hook.current.freeze(CHANGE);
    await pass();
    const { fetch } = globalThis;
    vi.stubGlobal('fetch', async (path: string, init: RequestInit) => {
      const response = await fetch(path, init);
      if (path.endsWith('/run')) throw new TypeError('the connection broke');
      return response;
    });
    await hook.current.run();
    await pass();
    expect([seen(), streams.topics]).toEqual([
      ['b1', 'running', undefined, false],
      [{ id: 'w1', topic: 'batch', batch: 'b1' }],
    ]);
  });

  it('says why a batch does not run', async () => {
    const { hook, seen, answers } = await batchOf();
    await hook.current.freeze(CHANGE);
    await pass();
    answers.progress = progress('frozen');
    const { fetch } = globalThis;
    vi.stubGlobal('fetch', async (path: string, init: RequestInit) =>
      path.endsWith('/run') ? Response.json({ title: 'the disk is full' }, { status: 500 }) : fetch(path, init),
    );
    await hook.current.run();
    await pass();
    expect(seen()).toEqual(['b1', undefined, 'the disk is full', false]);
  });

  it('is not over before it runs', async () => {
    const { hook, over, reads, answers, streams, seen } = await batchOf();
    await hook.current.freeze(CHANGE);
    await pass();
    answers.progress = progress('frozen');
    await hook.current.run();
    await pass();
    expect([seen(), over, reads(), streams.count]).toEqual([['b1', 'frozen', undefined, false], [], 0, 0]);
  });

  it('neither runs nor stops without a frozen batch', async () => {
    const { hook, sent, seen } = await batchOf();
    await hook.current.run();
    await hook.current.stop();
    await pass();
    expect([await sent(), seen()]).toEqual([[], [undefined, undefined, undefined, false]]);
  });

  it('says what was refused, until the next attempt', async () => {
    const { hook, answers, seen } = await batchOf();
    answers.refusal = 'read-only';
    await hook.current.freeze(CHANGE);
    await pass();
    expect(seen()).toEqual([undefined, undefined, 'read-only', false]);
    hook.current.thaw();
    await pass();
    expect(seen()).toEqual([undefined, undefined, undefined, false]);
    await hook.current.freeze(CHANGE);
    await pass();
    answers.refusal = '';
    await hook.current.freeze(CHANGE);
    await pass();
    expect(seen()).toEqual(['b1', undefined, undefined, false]);
    answers.refusal = 'expired';
    await hook.current.run();
    await pass();
    expect(seen()).toEqual(['b1', undefined, 'expired', false]);
    await hook.current.stop();
    await pass();
    expect(seen()).toEqual(['b1', undefined, 'expired', false]);
  });
});

describe('What a batch did', () => {
  it.each([
    ['signal', '3 signaled'],
    ['cancel', '3 asked to cancel'],
    ['terminate', '3 terminated'],
  ] as const)('by %s reads %s', async (operation, text) => {
    await batchOf();
    const { resultText } = await import('../../../src/page/executions/batch/batch-progress.js');
    expect(resultText(progress('finished', { done: 3 }), operation)).toBe(text);
    expect(resultText(progress('finished', { done: 1203, closed: 2, failed: 1 }), operation)).toBe(
      `1\u202f201${text.slice(1)}, 2 were closed already, 1 failed`,
    );
  });
});
