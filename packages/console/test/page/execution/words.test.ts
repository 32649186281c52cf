import { describe, expect, it } from 'vitest';
import { glyphOf, nounOf, wordsOf } from '../../../src/page/execution/words.js';

describe('An entity', () => {
  it('is named by its noun', () => {
    expect([nounOf('Unknown'), nounOf('ActivityTask')]).toEqual(['unknown', 'activity']);
  });

  it('has a state in words', () => {
    expect(wordsOf('request_cancel_failed')).toBe('request cancel failed');
  });

  it.each([
    ['timed_out', 'timed-out'],
    ['fired', 'completed'],
    ['scheduled', 'waiting'],
    ['started', 'open'],
  ] as const)('that is %s has the glyph "%s"', (state, glyph) => {
    expect(glyphOf(state)).toBe(glyph);
  });
});
