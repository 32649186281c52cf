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
    ...(['completed', 'fired', 'recorded', 'signaled'] as const).map((state) => [state, 'completed'] as const),
    ...(['failed', 'schedule_failed', 'start_failed', 'record_failed'] as const).map(
      (state) => [state, 'failed'] as const,
    ),
    ...(['signal_failed', 'request_cancel_failed'] as const).map((state) => [state, 'failed'] as const),
    ...(['scheduled', 'start_initiated'] as const).map((state) => [state, 'waiting'] as const),
    ...(['signal_initiated', 'request_cancel_initiated'] as const).map((state) => [state, 'waiting'] as const),
    ['timed_out', 'timed-out'],
    ['canceled', 'canceled'],
    ['terminated', 'terminated'],
    ['continued_as_new', 'continued'],
    ['cancel_requested', 'cancel-requested'],
    ['started', 'open'],
  ] as const)('that is %s has the glyph "%s"', (state, glyph) => {
    expect(glyphOf(state)).toBe(glyph);
  });
});
