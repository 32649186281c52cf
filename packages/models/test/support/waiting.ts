import { setImmediate } from 'node:timers/promises';
import { afterEach, beforeEach, expect, vi } from 'vitest';

/**
 * Puts the waits of this package under the test's control; the service, and all else, goes on as
 * ever.
 */
export function useFakeWaits(): void {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
    // A program has run for a while before it waits.
    vi.advanceTimersByTime(3_600_000);
  });
  afterEach(() => {
    vi.useRealTimers();
  });
}

/** Resolves when something waits for a timer, besides those deadlines; fails if nothing does. */
export async function somebodyWaits(deadlines = 0): Promise<void> {
  for (let turn = 0; turn < 1000; turn++) {
    if (vi.getTimerCount() > deadlines) return;
    await setImmediate();
  }
  expect.fail('nothing waits');
}

/** Ends the current wait; resolves to its length in seconds. */
export async function passOneWait(deadlines = 0): Promise<number> {
  await somebodyWaits(deadlines);
  const start = performance.now();
  await vi.advanceTimersToNextTimerAsync();
  return (performance.now() - start) / 1000;
}
