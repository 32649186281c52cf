import { setImmediate } from 'node:timers/promises';
import { vi } from 'vitest';

/** Ends each wait as soon as it begins, until the promise settles. */
export async function passWaits<Value>(promise: Promise<Value>): Promise<Value> {
  let isSettled = false;
  const settle = () => {
    isSettled = true;
  };
  promise.then(settle, settle);
  while (!isSettled) {
    if (vi.getTimerCount() > 0) await vi.advanceTimersToNextTimerAsync();
    await setImmediate();
  }
  return promise;
}
