import { describe, expect, it } from 'vitest';
import type { LiveUpdate, Topic } from '../../src/api/live.js';
import { Freshness } from '../../src/server/http/freshness.js';
import type { LiveSource } from '../../src/server/live/source.js';
import { LiveStreams } from '../../src/server/live/streams.js';
import { TestClock } from '../support/test-clock.js';

const TOPICS: readonly Topic[] = [{ id: 'a', topic: 'list', domain: 'orders', q: '' }];
const { signal } = new AbortController();

/** A source of updates that the test sends. */
class TestSource implements LiveSource {
  readonly listeners = new Set<(update: LiveUpdate) => void>();
  isClosed = false;

  watch(_topic: Topic, listener: (update: LiveUpdate) => void): () => void {
    this.listeners.add(listener);
    return () => void this.listeners.delete(listener);
  }

  close(): void {
    this.isClosed = true;
  }
}

/** Reads what a stream has, which then waits for more or has ended. */
async function waiting(reader: ReadableStreamDefaultReader<Uint8Array>, clock: TestClock) {
  const chunks: string[] = [];
  let isOver = false;
  const read = async (): Promise<void> => {
    for (;;) {
      const { value, done } = await reader.read();
      if (done) break;
      chunks.push(new TextDecoder().decode(value));
    }
    isOver = true;
  };
  void read();
  await clock.settle();
  return { chunks, isOver: () => isOver };
}

describe('The streams of a console', () => {
  function streamsOf() {
    const clock = new TestClock();
    const source = new TestSource();
    return { clock, source, streams: new LiveStreams(source, clock) };
  }

  it('are kept by a comment every 15 seconds, as long as there are any', async () => {
    const { clock, streams } = streamsOf();
    const stream = streams.open(TOPICS, signal);
    const { chunks } = await waiting(stream.body.getReader(), clock);
    expect(chunks).toEqual([': connected\n\n']);
    clock.pass(14.999);
    await clock.settle();
    expect(chunks).toHaveLength(1);
    for (const beats of [1, 2, 3]) {
      clock.pass(beats === 1 ? 0.001 : 15);
      await clock.settle();
      expect(chunks.slice(1)).toEqual(Array(beats).fill(': still here\n\n'));
    }
    const other = streams.open(TOPICS, signal);
    expect(clock.timers).toBe(1);
    stream.close();
    expect(clock.timers).toBe(1);
    other.close();
    expect(clock.timers).toBe(0);
    streams.open(TOPICS, signal);
    expect(clock.timers).toBe(1);
  });

  it('end when their client has gone, at once if it has already', () => {
    const { clock, source, streams } = streamsOf();
    const gone = new AbortController();
    streams.open(TOPICS, gone.signal);
    expect(source.listeners.size).toBe(1);
    gone.abort();
    expect([source.listeners.size, clock.timers]).toEqual([0, 0]);
    streams.open(TOPICS, gone.signal);
    expect([source.listeners.size, clock.timers]).toEqual([0, 0]);
  });

  it('end when the console does', async () => {
    const { clock, source, streams } = streamsOf();
    const { isOver } = await waiting(streams.open(TOPICS, signal).body.getReader(), clock);
    streams.close();
    await clock.settle();
    expect([isOver(), source.isClosed, source.listeners.size, clock.timers]).toEqual([true, true, 0, 0]);
  });

  it('end when their reader leaves more than 500 updates', async () => {
    const { clock, source, streams } = streamsOf();
    const stream = streams.open(TOPICS, signal);
    const [send] = source.listeners;
    const update: LiveUpdate = { id: 'a', topic: 'counts', count: { count: 1, truncated: false } };
    // One is on its way, and another besides those that wait.
    for (let count = 0; count < 501; count += 1) send?.(update);
    expect(source.listeners.size).toBe(1);
    send?.(update);
    expect(source.listeners.size).toBe(0);
    const { chunks, isOver } = await waiting(stream.body.getReader(), clock);
    await clock.settle();
    expect([chunks.length, isOver()]).toEqual([502, true]);
    expect(chunks.at(-1)).toBe(`event: update\ndata: ${JSON.stringify(update)}\n\n`);
  });
});

describe('The tags of the last answers', () => {
  const asking = (path: number, tag = '"1"') =>
    new Request(`http://127.0.0.1/api/${path}`, { headers: { 'if-none-match': tag } });
  const answered = (etag = '"1"') => new Response('', { headers: { etag } });

  it('are good for some seconds, of what the page has', () => {
    const clock = new TestClock();
    const freshness = new Freshness(clock);
    freshness.keep(asking(1), answered(), freshness.changes);
    clock.pass(4.999);
    expect([freshness.tagOf(asking(1), 5), freshness.tagOf(asking(1, '"2"'), 5)]).toEqual(['"1"', undefined]);
    expect(freshness.tagOf(asking(2), 5)).toBeUndefined();
    clock.pass(0.001);
    expect(freshness.tagOf(asking(1), 5)).toBeUndefined();
  });

  it('are forgotten by a change, and not kept of an answer begun before', () => {
    const freshness = new Freshness(new TestClock());
    const { changes } = freshness;
    freshness.keep(asking(1), answered(), changes);
    freshness.clear();
    expect(freshness.tagOf(asking(1), 5)).toBeUndefined();
    freshness.keep(asking(1), answered(), changes);
    expect(freshness.tagOf(asking(1), 5)).toBeUndefined();
    freshness.keep(asking(1), new Response(''), freshness.changes);
    expect(freshness.tagOf(asking(1), 5)).toBeUndefined();
    freshness.keep(asking(1), answered(), freshness.changes);
    expect([freshness.tagOf(asking(1), 5), freshness.changes - changes]).toEqual(['"1"', 1]);
  });

  it('are those of the last 1,000 answers', () => {
    const freshness = new Freshness(new TestClock());
    const keep = (path: number) => freshness.keep(asking(path), answered(), freshness.changes);
    const isKept = (path: number) => freshness.tagOf(asking(path), 5) !== undefined;
    for (let path = 0; path < 1000; path += 1) keep(path);
    expect(isKept(0)).toBe(true);
    // The last one answered is the last one to go.
    keep(0);
    keep(1000);
    expect([isKept(0), isKept(1), isKept(2), isKept(1000)]).toEqual([true, false, true, true]);
  });
});
