import { setImmediate } from 'node:timers/promises';
import { SystemClock } from '@swf/local';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

it('returns the time of the machine', () => {
  const before = Date.now();
  expect(new SystemClock().now()).toBeGreaterThanOrEqual(before);
  expect(new SystemClock().now()).toBeLessThanOrEqual(Date.now());
});

it('fires a timer once, never early', async () => {
  const clock = new SystemClock();
  const at = clock.now() + 20.5;
  // The clock's timers do not hold the process; this one does, in their place.
  const hold = setInterval(() => {}, 1000);
  const firedAt = await new Promise<number>((resolve) => clock.setTimer(at, () => resolve(clock.now())));
  clearInterval(hold);
  expect(firedAt).toBeGreaterThanOrEqual(at);
});

it('fires a timer that is already due, but never within the call', async () => {
  const clock = new SystemClock();
  const order: string[] = [];
  await new Promise<void>((resolve) => {
    clock.setTimer(clock.now() - 1000, () => {
      order.push('timer');
      resolve();
    });
    order.push('caller');
  });
  expect(order).toEqual(['caller', 'timer']);
});

it('does not fire a canceled timer', async () => {
  const clock = new SystemClock();
  const fired: string[] = [];
  const cancelDue = clock.setTimer(clock.now(), () => fired.push('due'));
  const cancelSoon = clock.setTimer(clock.now() + 5, () => fired.push('soon'));
  const cancelInAYear = clock.setTimer(clock.now() + 31_536_000_000, () => fired.push('in a year'));
  for (const cancel of [cancelDue, cancelSoon, cancelInAYear]) cancel();
  await new Promise<void>((resolve) => setTimeout(resolve, 20));
  expect(fired).toEqual([]);
});

describe('the clock of a machine whose time is under control', () => {
  const NOW = Date.UTC(2026, 0, 1);
  const ONE_HOUR = 3_600_000;
  const fired: string[] = [];
  const fire = () => fired.push('fired');
  beforeEach(() => {
    fired.length = 0;
    vi.useFakeTimers({ now: NOW });
  });
  afterEach(() => void vi.useRealTimers());

  it('fires a timer at its time, and one that is due at once', () => {
    const clock = new SystemClock();
    clock.setTimer(NOW + 20.5, fire);
    vi.advanceTimersByTime(20);
    expect(fired).toEqual([]);
    vi.advanceTimersByTime(1);
    expect(fired).toEqual(['fired']);
    clock.setTimer(Date.now(), fire);
    vi.advanceTimersByTime(0);
    expect(fired).toEqual(['fired', 'fired']);
  });

  it('fires nothing a millisecond early, as it would with a timer that is due at once', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'], now: NOW });
    new SystemClock().setTimer(NOW + 1, fire);
    await setImmediate();
    expect(fired).toEqual([]);
    vi.advanceTimersByTime(1);
    expect(fired).toEqual(['fired']);
  });

  it('fires what is due in the next turn, without a timeout', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'], now: NOW });
    new SystemClock().setTimer(NOW, fire);
    await setImmediate();
    expect(fired).toEqual(['fired']);
  });

  it('notices within a second that it was set forward', () => {
    new SystemClock().setTimer(NOW + ONE_HOUR, fire);
    vi.setSystemTime(NOW + ONE_HOUR);
    vi.advanceTimersByTime(1000);
    expect(fired).toEqual(['fired']);
  });

  it('fires no timer early after it was set back, and none that is canceled then', () => {
    const clock = new SystemClock();
    clock.setTimer(NOW + 10, fire);
    const cancel = clock.setTimer(NOW + 10, () => fired.push('canceled'));
    vi.setSystemTime(NOW - ONE_HOUR);
    vi.advanceTimersByTime(ONE_HOUR);
    cancel();
    expect(fired).toEqual([]);
    vi.advanceTimersByTime(1000);
    expect(fired).toEqual(['fired']);
  });

  it('waits for elapsed time, even if it is set meanwhile or longer than a timer of Node can', () => {
    const clock = new SystemClock();
    clock.setWait(1000, fire);
    clock.setWait(2 ** 31, () => fired.push('much later'));
    vi.setSystemTime(NOW + ONE_HOUR);
    vi.advanceTimersByTime(999);
    expect(fired).toEqual([]);
    vi.advanceTimersByTime(ONE_HOUR);
    expect(fired).toEqual(['fired']);
    vi.advanceTimersByTime(2 ** 31 - 2 - 999 - ONE_HOUR);
    expect(fired).toEqual(['fired']);
    vi.advanceTimersByTime(1);
    expect(fired).toEqual(['fired', 'much later']);
  });
});
