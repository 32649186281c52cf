import { getHeapStatistics } from 'node:v8';
import { History } from '@swf/history';
import { describe, expect, it } from 'vitest';
import { HistoryCache } from '../../src/histories/history-cache.js';

// Imports the cache: what it evicts, and the bytes it counts, cannot be seen from outside.

/** A history of markers, each with so many characters of details. */
const history = (length: number, characters = 0, eventType = 'MarkerRecorded') =>
  History.from(
    Array.from({ length }, (_, index) => ({
      eventId: index + 1,
      eventType: eventType as 'MarkerRecorded',
      eventTimestamp: new Date(0),
      markerRecordedEventAttributes: { details: 'x'.repeat(characters) },
    })),
  );

const sizeOf = (one: History) => {
  const cache = new HistoryCache();
  cache.set('a', one);
  return cache.bytes;
};

describe('HistoryCache', () => {
  it('evicts the least recently used run when the bytes exceed its bound', () => {
    const cache = new HistoryCache({ maxBytes: 2 * sizeOf(history(10)) });
    cache.set('a', history(9));
    cache.set('b', history(10));
    cache.set('a', history(10));
    cache.set('c', history(10));

    expect(['a', 'b', 'c'].map((run) => cache.get(run)?.length)).toEqual([10, undefined, 10]);
    cache.delete('a');
    cache.delete('c');
    expect([cache.bytes, cache.size]).toEqual([0, 0]);
  });

  it('counts a run as used when its history comes again, no longer than before', () => {
    const cache = new HistoryCache({ maxBytes: 2 * sizeOf(history(10)) });
    for (const run of ['a', 'b', 'a', 'c']) cache.set(run, history(10));

    expect(['a', 'b', 'c'].map((run) => cache.get(run)?.length)).toEqual([10, undefined, 10]);
  });

  it('counts text, so that large payloads leave room for fewer runs', () => {
    const cache = new HistoryCache({ maxBytes: 20_000_000 });
    const large = history(10, 32_000);
    for (let run = 0; run < 150; run += 1) cache.set(`${run}`, large);

    expect(cache.size).toBe(Math.floor(20_000_000 / sizeOf(large)));
    expect(sizeOf(large) - sizeOf(history(10))).toBe(2 * 10 * 32_000);
    expect(sizeOf(history(10, 0, 'xxxx')) - sizeOf(history(10, 0, 'x'))).toBe(2 * 10 * 3);
    expect(cache.bytes).toBeLessThanOrEqual(20_000_000);
  });

  it('estimates 6,000 bytes for a run, 600 for an event, and two for each character of its text', () => {
    expect(sizeOf(history(0))).toBe(6000);
    expect(sizeOf(history(3, 10))).toBe(6000 + 3 * (600 + 2 * ('MarkerRecorded'.length + 10)));
  });

  it('may be bounded by a single byte', () => {
    expect(() => new HistoryCache({ maxBytes: 1 })).not.toThrow();
    expect(() => new HistoryCache({ maxBytes: 0 })).toThrow('cache.maxBytes must be an integer from 1 to ');
  });

  it('counts a history that grows like one that is added whole', () => {
    const cache = new HistoryCache();
    for (const length of [3, 50, 200]) cache.set('a', history(length, 10));

    expect(cache.bytes).toBe(sizeOf(history(200, 10)));
  });

  it('keeps its entries if a new history exceeds its bound', () => {
    const cache = new HistoryCache({ maxBytes: sizeOf(history(10)) });
    cache.set('a', history(10));
    cache.set('b', history(11));

    expect([cache.get('a')?.length, cache.get('b')]).toEqual([10, undefined]);
  });

  it('keeps the longer history of a run', () => {
    const cache = new HistoryCache();
    cache.set('a', history(10));
    cache.set('a', history(5));

    expect(cache.get('a')?.length).toBe(10);
  });

  it('is bounded by an eighth of the heap by default', () => {
    const cache = new HistoryCache();
    const one = history(1000, 10_000);
    const bound = getHeapStatistics().heap_size_limit / 8;
    const fitting = Math.floor(bound / sizeOf(one));
    for (let run = 0; run < fitting + 3; run += 1) cache.set(`${run}`, one);

    expect(cache.size).toBe(fitting);
  });
});
