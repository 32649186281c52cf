import { describe, expect, it } from 'vitest';
import { justAfter, within } from '../../src/executions/start-span.js';

const at = (second: number) => new Date(second * 1000);

describe('within', () => {
  const filter = { tag: 'eu', startedAfter: at(10), startedBefore: at(20) };

  it('narrows the window of the filter, never widens it', () => {
    expect(within(filter, { startedAfter: at(12), startedBefore: at(30) })).toEqual({
      ...filter,
      startedAfter: at(12),
    });
    expect(within(filter, { startedAfter: at(5), startedBefore: at(15) })).toEqual({
      ...filter,
      startedBefore: at(15),
    });
    expect(within(filter, {})).toEqual(filter);
    expect(within({}, { startedBefore: at(15) })).toEqual({ startedBefore: at(15) });
  });

  it.each([
    ['ends where the window begins', { startedBefore: at(10) }],
    ['begins where the window ends', { startedAfter: at(20) }],
    ['begins with the last instant of the window', { startedAfter: justAfter(new Date(at(20).getTime() - 1)) }],
    ['is empty itself', { startedAfter: at(15), startedBefore: at(15) }],
  ])('is nothing where the span %s', (_, span) => {
    expect(within(filter, span)).toBeUndefined();
  });
});
