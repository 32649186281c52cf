import { describe, expect, it } from 'vitest';
import { mapOrdered } from '../src/map-ordered.js';

async function* numbers(count: number, read: number[] = []): AsyncGenerator<number, void, void> {
  for (let number = 0; number < count; number += 1) {
    read.push(number);
    yield number;
  }
}

async function collect<Value>(stream: AsyncIterable<Value>): Promise<Value[]> {
  const values: Value[] = [];
  for await (const value of stream) values.push(value);
  return values;
}

describe('mapOrdered', () => {
  it('keeps the order of the stream whichever call ends first', async () => {
    const waiting: (() => void)[] = [];
    const mapped = collect(
      mapOrdered(numbers(3), 3, (number) => new Promise<number>((resolve) => waiting.push(() => resolve(number * 10)))),
    );
    await expect.poll(() => waiting.length).toBe(3);
    for (const answer of waiting.reverse()) answer();
    expect(await mapped).toEqual([0, 10, 20]);
  });

  it('has as many calls in flight as allowed', async () => {
    let running = 0;
    const seen: number[] = [];
    await collect(
      mapOrdered(numbers(20), 4, async (number) => {
        running += 1;
        seen.push(running);
        await new Promise((resolve) => setImmediate(resolve));
        running -= 1;
        return number;
      }),
    );
    expect(Math.max(...seen)).toBe(4);
  });

  it('reads no further ahead than it may call', async () => {
    const read: number[] = [];
    for await (const number of mapOrdered(numbers(100, read), 5, async (each) => each)) if (number === 2) break;
    expect(read).toHaveLength(7);
  });

  it('yields the results before a failed call, then throws and aborts the rest', async () => {
    const yielded: number[] = [];
    const signals: AbortSignal[] = [];
    const mapped = mapOrdered(numbers(10), 3, async (number, signal) => {
      signals.push(signal);
      if (number === 2) throw new Error('the third failed');
      return number;
    });
    const reading = (async () => {
      for await (const number of mapped) yielded.push(number);
    })();
    await expect(reading).rejects.toThrow('the third failed');
    expect(yielded).toEqual([0, 1]);
    expect(signals.every((signal) => signal.aborted)).toBe(true);
  });

  it('yields the results before the stream failed, then throws', async () => {
    async function* failing(): AsyncGenerator<number, void, void> {
      yield* numbers(2);
      throw new Error('the stream failed');
    }
    const yielded: number[] = [];
    const reading = (async () => {
      for await (const number of mapOrdered(failing(), 8, async (each) => each)) yielded.push(number);
    })();
    await expect(reading).rejects.toThrow('the stream failed');
    expect(yielded).toEqual([0, 1]);
  });

  it('ends the stream and aborts its calls when the reader stops', async () => {
    let ended = false;
    async function* endless(): AsyncGenerator<number, void, void> {
      try {
        for (let number = 0; ; number += 1) yield number;
      } finally {
        ended = true;
      }
    }
    const signals: AbortSignal[] = [];
    const mapped = mapOrdered(endless(), 2, async (number, signal) => {
      signals.push(signal);
      if (number > 0) await new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)));
      return number;
    });
    for await (const _ of mapped) break;
    expect(ended).toBe(true);
    expect(signals).toHaveLength(2);
    expect(signals.every((signal) => signal.aborted)).toBe(true);
  });
});
