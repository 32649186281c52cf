import { VirtualClock } from '@swf/local';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

const LATEST = 20;

const step = fc.oneof(
  fc.record({ setAt: fc.integer({ min: 1, max: LATEST }) }),
  fc.record({ cancel: fc.nat() }),
  fc.record({ advanceBy: fc.integer({ min: 0, max: 5 }) }),
);

describe('the timers of a virtual clock', () => {
  it('fire by time, then in the order they were set, unless canceled', async () => {
    const property = fc.asyncProperty(fc.array(step, { maxLength: 40 }), async (steps) => {
      const clock = new VirtualClock({ start: new Date(0) });
      const set: { at: number; order: number }[] = [];
      const cancels: (() => void)[] = [];
      const fired: number[] = [];
      for (const action of steps) {
        if ('setAt' in action) {
          const order = cancels.length;
          const at = clock.now() + action.setAt * 1000;
          set.push({ at, order });
          cancels.push(clock.setTimer(at, () => fired.push(order)));
        } else if ('advanceBy' in action) {
          await clock.advance({ seconds: action.advanceBy });
          const due = set.filter(({ at }) => at <= clock.now()).sort((a, b) => a.at - b.at || a.order - b.order);
          set.splice(0, set.length, ...set.filter(({ at }) => at > clock.now()));
          expect(fired.splice(0)).toEqual(due.map(({ order }) => order));
        } else if (cancels.length > 0) {
          const canceled = action.cancel % cancels.length;
          cancels[canceled]?.();
          set.splice(0, set.length, ...set.filter(({ order }) => order !== canceled));
        }
      }
    });
    await fc.assert(property, { seed: 3, numRuns: 100 });
  });
});
