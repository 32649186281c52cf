import { expect, it } from 'vitest';
import { RowCache } from '../../src/store/row-cache.js';

// In this process: what is cached cannot be seen from outside.

/** Returns the keys that are read, not found in the cache. */
function missesOf(cache: RowCache<string, string>, ...keys: string[]): readonly string[] {
  const misses: string[] = [];
  for (const key of keys) {
    const row = cache.get(key, () => {
      misses.push(key);
      return `row ${key}`;
    });
    expect(row).toBe(`row ${key}`);
  }
  return misses;
}

it('a cache keeps as many rows as its limit, and evicts the oldest first', () => {
  const cache = new RowCache<string, string>(2);
  expect(missesOf(cache, 'a', 'b', 'a', 'b')).toEqual(['a', 'b']);
  expect(missesOf(cache, 'c', 'b', 'c', 'a')).toEqual(['c', 'a']);
});

it('a cache forgets a row that is deleted, and all when it is cleared', () => {
  const cache = new RowCache<string, string>(3);
  missesOf(cache, 'a', 'b');
  cache.delete('a');
  expect(missesOf(cache, 'b', 'a')).toEqual(['a']);
  cache.clear();
  expect(missesOf(cache, 'a', 'b')).toEqual(['a', 'b']);
});

it('a cache reads a missing row again', () => {
  const cache = new RowCache<string, string>(3);
  expect(cache.get('a', () => undefined)).toBeUndefined();
  expect(missesOf(cache, 'a')).toEqual(['a']);
});
