import { options } from 'preact';
import { describe, expect, it, vi } from 'vitest';
import type { LiveUpdate } from '../../../src/api/live.js';
import { mountHook } from '../support/hook.js';
import { LiveStreams, pass } from '../support/streams.js';
import { openTab } from '../support/tab.js';

interface Props {
  readonly key: string | undefined;
  readonly q: string;
}

const counts = (id: string, count: number): LiveUpdate => ({ id, topic: 'counts', count: { count, truncated: false } });

/** Uses the hook; `heard` has the updates, each with the filter of the component that got it. */
async function liveOf(props: Props) {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  const streams = new LiveStreams();
  const tab = openTab((request) => streams.open(request));
  const { useLive } = await import('../../../src/page/data/use-live.js');
  const heard: string[] = [];
  const hook = mountHook<Props, void>(
    ({ key, q }) =>
      useLive(
        key,
        () => ({ topic: 'counts', domain: 'orders', q }),
        (update) => heard.push(`${q} ${update.topic === 'counts' ? update.count.count : update.topic}`),
      ),
    props,
  );
  await pass();
  return { hook, heard, streams, tab };
}

describe('useLive', () => {
  it('watches while a component is shown', async () => {
    const { hook, heard, streams, tab } = await liveOf({ key: 'a', q: 'tag:a' });
    expect(streams.topics).toEqual([{ id: 'w1', topic: 'counts', domain: 'orders', q: 'tag:a' }]);
    await streams.send(counts('w1', 1));
    // With the same key, nothing is watched anew; updates are for what is shown now.
    hook.rerender({ key: 'a', q: 'tag:b' });
    await pass();
    await streams.send(counts('w1', 2));
    expect([heard, streams.count]).toEqual([['tag:a 1', 'tag:b 2'], 1]);
    hook.unmount();
    await pass();
    expect([streams.count, tab.requests[0]?.signal.aborted]).toEqual([1, true]);
  });

  it('watches something else when its key changes, and nothing without one', async () => {
    const { hook, heard, streams, tab } = await liveOf({ key: undefined, q: 'tag:a' });
    expect(streams.count).toBe(0);
    hook.rerender({ key: 'a', q: 'tag:a' });
    await pass();
    hook.rerender({ key: 'b', q: 'tag:b' });
    await pass();
    expect(streams.topics).toEqual([{ id: 'w2', topic: 'counts', domain: 'orders', q: 'tag:b' }]);
    await streams.send(counts('w1', 1), counts('w2', 2));
    expect(heard).toEqual(['tag:b 2']);
    hook.rerender({ key: undefined, q: 'tag:b' });
    await pass();
    expect(tab.requests.map(({ signal }) => signal.aborted)).toEqual([true, true]);
  });

  it('ignores updates of what was watched before the last render', async () => {
    const { hook, heard, streams } = await liveOf({ key: 'a', q: 'tag:a' });
    const frames: (() => void)[] = [];
    options.requestAnimationFrame = (callback) => frames.push(callback);
    hook.rerender({ key: 'b', q: 'tag:b' });
    await streams.send(counts('w1', 1));
    expect([frames.length, heard]).toEqual([1, []]);
    for (const frame of frames) frame();
    await pass();
    await streams.send(counts('w2', 2));
    expect(heard).toEqual(['tag:b 2']);
  });

  it('asks what to watch again when the stream is opened again', async () => {
    const { hook, streams } = await liveOf({ key: 'a', q: 'tag:a' });
    hook.rerender({ key: 'a', q: 'tag:b' });
    const { togglePause } = await import('../../../src/page/data/live.js');
    togglePause();
    togglePause();
    await pass();
    expect([streams.count, streams.topics]).toEqual([2, [{ id: 'w1', topic: 'counts', domain: 'orders', q: 'tag:b' }]]);
  });
});
