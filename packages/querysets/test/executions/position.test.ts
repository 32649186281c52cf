import { describe, expect, it } from 'vitest';
import { Position } from '../../src/executions/position.js';
import { run } from '../support/executions.js';

describe('Position', () => {
  it('passes a run once, however often it is listed', () => {
    const position = new Position();
    expect([run('a', 2), run('b', 2), run('a', 2), run('c', 1)].map((each) => position.advance(each))).toEqual([
      true,
      true,
      false,
      true,
    ]);
  });

  it('is restored from its token', () => {
    const position = new Position();
    position.advance(run('a', 1_700_000_000_123));
    const resumed = Position.fromToken(position.toToken());
    expect(resumed.instant).toEqual(new Date(1_700_000_000_123));
    expect(resumed.advance(run('a', 1_700_000_000_123))).toBe(false);
    expect(resumed.advance(run('b', 1_700_000_000_123))).toBe(true);
  });

  it.each([
    'AAAAKgAAAAEAAAAAAAAA',
    'merged:',
    'merged:bm90IEpTT04',
    `merged:${Buffer.from('{"instant":"now"}').toString('base64url')}`,
  ])('refuses a token that is none of its own: %s', (token) => {
    expect(() => Position.fromToken(token)).toThrow(expect.objectContaining({ code: 'INVALID_ARGUMENT' }));
  });
});
