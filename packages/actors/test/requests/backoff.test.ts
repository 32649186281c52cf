import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { fullJitter, SharedBackoff, sharedBackoff } from '../../src/requests/backoff.js';

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['performance'] });
  vi.spyOn(Math, 'random').mockReturnValue(0.5);
});

afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

it('doubles its bound with each failure, up to a cap', () => {
  expect([1, 2, 3, 20, 2000].map((failures) => fullJitter(failures))).toEqual([0.1, 0.2, 0.4, 10, 10]);
  expect(fullJitter(20, 2)).toBe(1);
});

it('is one for everything that sends through the same client', () => {
  const client = {};

  expect(sharedBackoff(client)).toBe(sharedBackoff(client));
  expect(sharedBackoff(client)).not.toBe(sharedBackoff({}));
});

it('counts the throttling of many at once as one', () => {
  const backoff = new SharedBackoff();
  for (let count = 0; count < 100; count += 1) backoff.throttled();

  expect(backoff.delay()).toBe(0.1);
});

it('grows while SWF throttles, and shrinks with each answer', () => {
  const backoff = new SharedBackoff();
  expect(backoff.delay()).toBe(0);
  const delays = Array.from({ length: 12 }, () => {
    vi.advanceTimersByTime(60_000);
    backoff.throttled();
    return backoff.delay();
  });
  expect(delays.slice(0, 3)).toEqual([0.1, 0.2, 0.4]);
  expect(delays.at(-1)).toBe(10);

  for (let count = 0; count < 20; count += 1) backoff.answered();

  expect(backoff.delay()).toBe(0);
});
