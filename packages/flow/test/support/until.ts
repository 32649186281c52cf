import { vi } from 'vitest';

/** Waits until a condition holds, for as long as a busy machine may take; resolves to its value. */
export const until = <Value>(condition: () => Value | Promise<Value>, { timeout = 90_000 } = {}) =>
  vi.waitUntil(condition, { timeout, interval: 10 });
