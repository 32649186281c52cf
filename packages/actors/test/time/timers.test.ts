import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { alarm, sleep } from '../../src/time/timers.js';

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
});

const DAY = 86_400;

it('an alarm rings after months as after seconds, and not before', () => {
  const ring = vi.fn();
  alarm(60 * DAY, ring);
  vi.advanceTimersByTime(59 * DAY * 1000);
  expect(ring).not.toHaveBeenCalled();
  vi.advanceTimersByTime(DAY * 1000);
  expect(ring).toHaveBeenCalledOnce();
});

it('an alarm that was called off does not ring, however often it was set anew', () => {
  const ring = vi.fn();
  const cancel = alarm(60 * DAY, ring);
  vi.advanceTimersByTime(40 * DAY * 1000);
  cancel();
  vi.advanceTimersByTime(40 * DAY * 1000);

  expect(ring).not.toHaveBeenCalled();
  expect(vi.getTimerCount()).toBe(0);
});

it('a sleep ends with its signal, and leaves neither timer nor listener', async () => {
  const controller = new AbortController();
  const removed = vi.spyOn(controller.signal, 'removeEventListener');
  const slept = sleep(60, controller.signal);
  controller.abort();
  await slept;

  expect(vi.getTimerCount()).toBe(0);
  expect(removed).toHaveBeenCalledOnce();
  await sleep(60, controller.signal);
});
