import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Pace } from '../../src/time/pace.js';

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
});

describe('Pace', () => {
  it('lets so many begin in a second, first come, first served', async () => {
    const pace = new Pace(20);
    const begun: number[] = [];
    for (let count = 0; count < 50; count += 1) pace.enter(() => begun.push(count));
    await vi.advanceTimersByTimeAsync(1000);
    expect(begun.length).toBeLessThanOrEqual(21);
    await vi.advanceTimersByTimeAsync(2000);

    expect(begun).toEqual(Array.from({ length: 50 }, (_, count) => count));
  });

  it('forgets who gave up, and leaves no timer behind', async () => {
    const pace = new Pace(20);
    const begun: string[] = [];
    const leave = pace.enter(() => begun.push('gave up'));
    pace.enter(() => begun.push('waits'));
    leave();
    await vi.advanceTimersByTimeAsync(1000);
    pace.enter(() => begun.push('gave up'))();

    expect(begun).toEqual(['waits']);
    expect(vi.getTimerCount()).toBe(0);
  });
});
