import { describe, expect, it } from 'vitest';
import { batchOf, CHANGE, progress } from '../support/batch.js';
import { notices } from '../support/notices.js';
import { pass } from '../support/streams.js';

/** A batch whose dialog was closed while it ran; `id` is that of its topic. */
async function leftBatch() {
  const batch = await batchOf();
  const { hook, streams } = batch;
  await hook.current.freeze(CHANGE);
  await pass();
  await hook.current.run();
  await pass();
  hook.unmount();
  await pass();
  expect(streams.topics).toMatchObject([{ topic: 'batch', batch: 'b1' }]);
  return { ...batch, id: streams.topics[0]?.id ?? '' };
}

describe('A batch whose dialog is closed', () => {
  it.each([
    ['finished', { done: 2 }, 'toast is-done 2 terminated.'],
    ['finished', { done: 1, failed: 1 }, 'toast is-failed 1 terminated, 1 failed.'],
    ['stopped', { done: 1, closed: 1 }, 'toast is-done 0 terminated, 1 was closed already.'],
    ['stopped', { failure: 'the disk is full' }, 'toast is-failed 0 terminated. Stopped: the disk is full.'],
  ] as const)('says how it ends when it is %s with %o', async (state, changes, text) => {
    const { streams, id, reads } = await leftBatch();
    await streams.send(
      { id, topic: 'state', live: { state: 'live', intervalInSeconds: 1 } },
      { id, topic: 'batch', progress: progress('running') },
    );
    expect([await notices(), reads()]).toEqual([[], 0]);
    await streams.send({ id, topic: 'batch', progress: progress(state, changes) });
    await pass();
    expect([await notices(), reads()]).toEqual([[text], 1]);
  });

  it('says that the console does not know it any more', async () => {
    const { streams, id, reads } = await leftBatch();
    await streams.send({ id, topic: 'error', title: 'there is no such batch', code: 'NOT_FOUND' });
    await pass();
    expect([await notices(), reads()]).toEqual([['toast is-failed Stopped: there is no such batch.'], 1]);
  });

  it('is followed if it was still sent', async () => {
    const { hook, streams } = await batchOf();
    await hook.current.freeze(CHANGE);
    await pass();
    const run = hook.current.run();
    hook.unmount();
    await run;
    await pass();
    expect(streams.topics).toMatchObject([{ topic: 'batch', batch: 'b1' }]);
    const { id } = streams.topics[0] ?? { id: '' };
    await streams.send({ id, topic: 'batch', progress: progress('finished', { done: 2 }) });
    await pass();
    expect(await notices()).toEqual(['toast is-done 2 terminated.']);
  });

  it('says that it was refused if it was still sent', async () => {
    const { hook, answers, streams } = await batchOf();
    await hook.current.freeze(CHANGE);
    await pass();
    answers.refusal = 'expired';
    const run = hook.current.run();
    hook.unmount();
    await run;
    await pass();
    expect([await notices(), streams.count]).toEqual([['toast is-failed Terminate 2 executions: expired'], 0]);
  });

  it('says nothing if it was not confirmed', async () => {
    const { hook, answers, streams } = await batchOf();
    answers.refusal = 'read-only';
    const freeze = hook.current.freeze(CHANGE);
    hook.unmount();
    await freeze;
    await pass();
    expect([await notices(), streams.count]).toEqual([[], 0]);
  });
});
