import { describe, expect, it } from 'vitest';
import {
  monoTrack,
  ROW_IN_PIXELS,
  rowAfterKey,
  rowWindow,
  scrollTopFor,
} from '../../../src/page/components/grid-window.js';

describe('monoTrack', () => {
  const track = (...texts: readonly string[]) => monoTrack(texts, (text) => text);

  it('is as wide as the longest id, by steps, within bounds', () => {
    expect(track('a', 'order-1042-shipment')).toBe('minmax(120px, 195px)');
    expect(track('a', 'order-1042-shipment-2')).toBe('minmax(120px, 195px)');
    expect(track('x'.repeat(8))).toBe('minmax(120px, 120px)');
    expect(track('x'.repeat(16))).toBe('minmax(120px, 137px)');
    expect(track('x'.repeat(17))).toBe('minmax(120px, 195px)');
    expect(track()).toBe('minmax(120px, 120px)');
    expect(track('x'.repeat(256))).toBe('minmax(120px, 480px)');
  });

  it('looks at the first 1,000 rows', () => {
    const rows = (count: number) => [...Array<string>(count).fill('a'), 'order-1042-shipment'];
    expect(track(...rows(999))).toBe('minmax(120px, 195px)');
    expect(track(...rows(1000))).toBe('minmax(120px, 120px)');
  });
});

describe('rowWindow', () => {
  it('has the rows in view and a margin, however many there are', () => {
    expect(rowWindow(0, 640, 100_000)).toEqual({ first: 0, end: 28 });
    expect(rowWindow(50_000 * ROW_IN_PIXELS, 640, 100_000)).toEqual({ first: 49_992, end: 50_028 });
    expect(rowWindow(100_000 * ROW_IN_PIXELS, 640, 100_000)).toEqual({ first: 99_992, end: 100_000 });
  });

  it('is empty without rows', () => {
    expect(rowWindow(3200, 640, 0)).toEqual({ first: 0, end: 0 });
    expect(rowWindow(-3200, 640, 10)).toEqual({ first: 0, end: 0 });
  });

  it('has the margin that is given', () => {
    expect(rowWindow(3200, 640, 1000, 0)).toEqual({ first: 100, end: 120 });
    expect(rowWindow(3201, 640, 1000, 2)).toEqual({ first: 98, end: 123 });
  });
});

describe('scrollTopFor', () => {
  it('stays if the row is in view, and moves as little as possible otherwise', () => {
    expect(scrollTopFor(5, 32, 320)).toBe(32);
    expect(scrollTopFor(0, 32, 320)).toBe(0);
    expect(scrollTopFor(20, 32, 320)).toBe(21 * ROW_IN_PIXELS - 320);
  });
});

describe('rowAfterKey', () => {
  it.each([
    ['ArrowDown', 51],
    ['j', 51],
    ['ArrowUp', 49],
    ['k', 49],
    ['PageDown', 55],
    ['PageUp', 45],
    ['Home', 0],
    ['End', 99],
  ])('moves from row 50 of 100 by %s to row %d', (key, row) => {
    expect(rowAfterKey(key, 50, 100, 5)).toBe(row);
  });

  it('moves within the rows', () => {
    expect(rowAfterKey('ArrowUp', 0, 10, 5)).toBe(0);
    expect(rowAfterKey('PageUp', 2, 10, 5)).toBe(0);
    expect(rowAfterKey('j', 9, 10, 5)).toBe(9);
    expect(rowAfterKey('PageDown', 7, 10, 5)).toBe(9);
  });

  it('moves nowhere by other keys or without rows', () => {
    expect(rowAfterKey('q', 4, 10, 5)).toBeUndefined();
    expect(rowAfterKey('constructor', 4, 10, 5)).toBeUndefined();
    expect(rowAfterKey('j', -1, 0, 5)).toBeUndefined();
  });
});
