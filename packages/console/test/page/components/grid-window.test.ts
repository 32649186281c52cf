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
    expect(track()).toBe('minmax(120px, 120px)');
    expect(track('x'.repeat(256))).toBe('minmax(120px, 480px)');
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
  it('moves by rows and pages, within the rows', () => {
    expect(rowAfterKey('j', 4, 10, 5)).toBe(5);
    expect(rowAfterKey('ArrowUp', 0, 10, 5)).toBe(0);
    expect(rowAfterKey('PageDown', 7, 10, 5)).toBe(9);
    expect(rowAfterKey('Home', 7, 10, 5)).toBe(0);
    expect(rowAfterKey('End', 7, 10, 5)).toBe(9);
  });

  it('moves nowhere by other keys or without rows', () => {
    expect(rowAfterKey('q', 4, 10, 5)).toBeUndefined();
    expect(rowAfterKey('constructor', 4, 10, 5)).toBeUndefined();
    expect(rowAfterKey('j', -1, 0, 5)).toBeUndefined();
  });
});
