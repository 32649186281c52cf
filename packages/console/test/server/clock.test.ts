import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { delayBy, systemClock } from '../../src/server/clock.js';
import { intervalsOf } from '../../src/server/intervals.js';
import { TestClock } from '../support/test-clock.js';

describe('The clock of the machine', () => {
  const faked = () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'], now: Date.UTC(2026, 2, 2) });
    onTestFinished(() => void vi.useRealTimers());
  };

  it('fires a timer at its time, or at once if that is over', () => {
    faked();
    const fire = vi.fn();
    systemClock.setTimer(Date.now() + 1000, fire);
    vi.advanceTimersByTime(999);
    expect(fire).not.toHaveBeenCalled();
    vi.advanceTimersByTime(1);
    expect(fire).toHaveBeenCalledTimes(1);
    systemClock.setTimer(Date.now() - 1000, fire);
    vi.advanceTimersByTime(0);
    expect(fire).toHaveBeenCalledTimes(2);
  });

  it('does not fire a timer that is canceled', () => {
    faked();
    const fire = vi.fn();
    systemClock.setTimer(Date.now() + 1000, fire)();
    vi.advanceTimersByTime(1000);
    expect(fire).not.toHaveBeenCalled();
  });
});

describe('A delay by a clock', () => {
  it('resolves after its seconds, and then ignores its signal', async () => {
    const clock = new TestClock();
    const stop = new AbortController();
    let isOver = false;
    const delay = delayBy(clock)(1.5, stop.signal).then(() => {
      isOver = true;
    });
    clock.pass(1.499);
    await clock.settle();
    expect(isOver).toBe(false);
    clock.pass(0.001);
    await delay;
    stop.abort();
    expect(clock.timers).toBe(0);
  });

  it('rejects with the reason of its signal, during the delay or before', async () => {
    const clock = new TestClock();
    const stop = new AbortController();
    const delay = delayBy(clock)(1, stop.signal);
    stop.abort('stopped');
    await expect(delay).rejects.toBe('stopped');
    await expect(delayBy(clock)(1, stop.signal)).rejects.toBe('stopped');
    expect(clock.timers).toBe(0);
  });
});

describe('The intervals of polls', () => {
  const seconds = (service: 'local' | 'aws') =>
    Object.fromEntries(Object.entries(intervalsOf(service)).map(([name, { first, quiet }]) => [name, [first, quiet]]));

  it('are short for a local service', () => {
    expect(seconds('local')).toEqual({
      run: [1, 2],
      openList: [2, 2],
      closedList: [2, 2],
      counts: [5, 5],
      taskLists: [5, 5],
    });
  });

  it('are long where requests are limited, and longer while nothing changes', () => {
    expect(seconds('aws')).toEqual({
      run: [5, 30],
      openList: [15, 60],
      closedList: [60, 300],
      counts: [60, 60],
      taskLists: [30, 30],
    });
  });
});
