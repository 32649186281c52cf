import { describe, expect, it } from 'vitest';
import { sizeText } from '../../../src/page/execution/json/size-text.js';

describe('A size', () => {
  it.each([
    [0, '0 characters'],
    [1, '1 character'],
    [2, '2 characters'],
    [999, '999 characters'],
    [1000, '1 kB'],
    [1500, '2 kB'],
    [999_999, '1000 kB'],
    [1_000_000, '1 MB'],
    [1_260_000, '1.3 MB'],
  ])('of %i is %s', (length, text) => {
    expect(sizeText(length)).toBe(text);
  });
});
