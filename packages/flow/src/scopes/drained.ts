import type { Run } from '../turns/run.js';

/**
 * Resolves when every continuation of the current input has run: code that awaited what has just
 * ended, however deep, has then seen it.
 */
export function drained(run: Run): Promise<void> {
  return new Promise((resolve) => {
    // Conditions are tried after each drain.
    const awaited = {
      at: undefined,
      settle() {
        resolve();
        return run.conditions.delete(awaited);
      },
    };
    run.conditions.add(awaited);
  });
}
