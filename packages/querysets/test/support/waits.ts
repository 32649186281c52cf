import { setImmediate } from 'node:timers/promises';
import { afterEach, beforeEach, vi } from 'vitest';

/** Puts the waits of this package under the test's control; the service goes on as ever. */
export function useFakeWaits(): void {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  });
  afterEach(() => {
    vi.useRealTimers();
  });
}

/**
 * Ends each wait as soon as it begins, until the promise settles; resolves to the waits in seconds
 * and the outcome.
 */
export async function passWaits<Value>(
  promise: Promise<Value>,
): Promise<{ readonly outcome: PromiseSettledResult<Value>; readonly seconds: number }> {
  let seconds = 0;
  let isSettled = false;
  const settled = Promise.allSettled([promise]).then(([outcome]) => {
    isSettled = true;
    return outcome;
  });
  while (!isSettled) {
    if (vi.getTimerCount() > 0) {
      const start = vi.getMockedSystemTime() ?? new Date(0);
      await vi.advanceTimersToNextTimerAsync();
      seconds += ((vi.getMockedSystemTime() ?? start).getTime() - start.getTime()) / 1000;
    }
    await setImmediate();
  }
  return { outcome: await settled, seconds };
}
