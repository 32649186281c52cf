import { vi } from 'vitest';

/** Waits until the assertions hold, for as long as a busy machine may take. */
export async function eventually(check: () => unknown): Promise<void> {
  await vi.waitFor(async () => await check(), { timeout: 90_000, interval: 10 });
}
