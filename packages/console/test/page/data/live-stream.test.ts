import { describe, expect, it } from 'vitest';
import { backoff } from '../../../src/page/data/backoff.js';
import { eventData } from '../../../src/page/data/event-stream.js';
import { summarize } from '../../../src/page/data/live-summary.js';

async function read(...chunks: readonly string[]): Promise<readonly string[]> {
  const encoder = new TextEncoder();
  const stream = new ReadableStream<Uint8Array>({
    start(controller) {
      for (const chunk of chunks) controller.enqueue(encoder.encode(chunk));
      controller.close();
    },
  });
  const found: string[] = [];
  for await (const data of eventData(stream)) found.push(data);
  return found;
}

describe('eventData', () => {
  it('yields the data of each event, wherever chunks are cut', async () => {
    const text = 'event: update\ndata: {"a":1}\n\n: comment\n\ndata: one\ndata: two\n\n';
    expect(await read(text)).toEqual(['{"a":1}', 'one\ntwo']);
    expect(await read(...text)).toEqual(['{"a":1}', 'one\ntwo']);
  });

  it('reads characters that are cut between chunks', async () => {
    const bytes = new TextEncoder().encode('data: ü\n\n');
    const stream = new ReadableStream<Uint8Array>({
      start(controller) {
        for (const byte of bytes) controller.enqueue(Uint8Array.of(byte));
        controller.close();
      },
    });
    expect((await eventData(stream).next()).value).toBe('ü');
  });

  it('needs no space before the data, and takes off one alone', async () => {
    expect(await read('data:one\n\ndata:  two\n\n')).toEqual(['one', ' two']);
  });

  it('cancels the stream once its reader has enough', async () => {
    let isCanceled = false;
    const stream = new ReadableStream<Uint8Array>({
      start: (controller) => controller.enqueue(new TextEncoder().encode('data: one\n\n')),
      cancel() {
        isCanceled = true;
      },
    });
    for await (const data of eventData(stream)) {
      expect(data).toBe('one');
      break;
    }
    expect(isCanceled).toBe(true);
  });

  it('ignores an event that is cut off', async () => {
    expect(await read('data: one\n\ndata: tw')).toEqual(['one']);
  });

  it('reads lines that end in CR LF', async () => {
    expect(await read('data: one\r\n\r\ndata: two\r\n\r\n')).toEqual(['one', 'two']);
  });
});

describe('backoff', () => {
  it('has full jitter and an upper bound', () => {
    expect(backoff(0, () => 0)).toBe(0);
    expect(backoff(0, () => 1)).toBe(500);
    expect(backoff(3, () => 0.5)).toBe(2000);
    expect(backoff(1, () => 1)).toBe(1000);
    expect(backoff(6, () => 1)).toBe(30_000);
    expect(backoff(50, () => 1)).toBe(30_000);
  });
});

describe('summarize', () => {
  const every = (intervalInSeconds: number) => ({ state: 'live', intervalInSeconds }) as const;

  it('is off if nothing is watched, whatever is paused', () => {
    expect(summarize([], true)).toEqual({ state: 'off' });
  });

  it('shows the shortest interval', () => {
    expect(summarize([every(15), every(5), undefined], false)).toEqual({ state: 'live', intervalInSeconds: 5 });
  });

  it('is slowed if anything is, with the reason', () => {
    const slowed = { state: 'slowed', intervalInSeconds: 30, reason: 'SWF is throttling' } as const;
    expect(summarize([every(5), slowed], false)).toEqual(slowed);
  });

  it('is final only if all is', () => {
    const final = { state: 'final', intervalInSeconds: 0 } as const;
    expect(summarize([final, final], false)).toEqual({ state: 'final' });
    expect(summarize([final, every(5)], false).state).toBe('live');
    expect(summarize([final, undefined], false).state).toBe('live');
  });

  it('is paused while live updates are', () => {
    expect(summarize([every(5)], true)).toEqual({ state: 'paused' });
  });
});
