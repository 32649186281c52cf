import fc from 'fast-check';
import { expect, it } from 'vitest';
import { TimerQueue } from '../../src/clock/timer-queue.js';

it('gives timers out as a sorted list would, whatever is cancelled in between', () => {
  const step = fc.oneof(
    fc.record({ add: fc.integer({ min: 0, max: 20 }) }),
    fc.record({ cancel: fc.nat() }),
    fc.record({ takeUntil: fc.integer({ min: 0, max: 20 }) }),
  );
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      const queue = new TimerQueue();
      const expected: { at: number; order: number }[] = [];
      const cancels: (() => void)[] = [];
      const taken: number[] = [];
      for (const action of steps) {
        if ('add' in action) {
          const order = cancels.length;
          expected.push({ at: action.add, order });
          cancels.push(queue.add(action.add, () => taken.push(order)));
        } else if ('cancel' in action && cancels.length > 0) {
          const order = action.cancel % cancels.length;
          cancels[order]?.();
          expected.splice(0, expected.length, ...expected.filter((timer) => timer.order !== order));
        } else if ('takeUntil' in action) {
          const due = expected
            .filter(({ at }) => at <= action.takeUntil)
            .sort((a, b) => a.at - b.at || a.order - b.order);
          expected.splice(0, expected.length, ...expected.filter(({ at }) => at > action.takeUntil));
          for (let timer = queue.takeDue(action.takeUntil); timer; timer = queue.takeDue(action.takeUntil))
            timer.fire();
          expect(taken.splice(0)).toEqual(due.map(({ order }) => order));
        }
      }
    }),
    { seed: 3, numRuns: 300 },
  );
});
