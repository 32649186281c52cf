import { describe, expect, it, vi } from 'vitest';
import { running } from '../support/running-decider.js';
import { passUntil, useVirtualTime } from '../support/virtual-time.js';
import { workflow } from '../support/workflow.js';

// With it, `decide` is called a moment later than without.
vi.mock('@opentelemetry/api', () => {
  throw new Error('not installed');
});

describe('The signal of a decision', () => {
  it.each([0, 4])('fires when an answer is too late, although decide held the process for %s s', async (held) => {
    useVirtualTime();
    const fired: number[] = [];
    await using swf = await running(async (_, { signal }) => {
      const begun = performance.now();
      vi.advanceTimersByTime(held * 1000);
      await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve()));
      fired.push((performance.now() - begun) / 1000);
      signal.throwIfAborted();
    });
    await workflow.startExecution({ workflowId: 'w', taskStartToCloseTimeout: 10, client: swf.client });
    await passUntil(() => fired.length > 0, 60);

    expect(fired[0]).toBeCloseTo(10, 1);
  });
});
