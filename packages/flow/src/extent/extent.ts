import { holdConsole, releaseConsole } from './console.js';
import { enterGuard, type Guard, leaveGuard } from './guard.js';
import { processState } from './process-state.js';

// Captured before a guard replaces them, or the clock of a test.
const { nextTick } = process;
const { queueMicrotask, setImmediate } = globalThis;
// How long a replay may hold the event loop before it lets timers and sockets run. A pause of the
// garbage collector, measured at up to 8 ms, may come on top, and both should stay below 10 ms.
const SLICE_IN_MILLISECONDS = 2;
const { performance: clock } = globalThis;
const elapsed = clock.now.bind(clock);

/**
 * Runs synchronous work of a run after its turn, which it sees as if the turn went on.
 *
 * @throws what the work throws, or what the guard found that it did: not the next turn's fault
 */
export function inTurn<Result>(run: object, guard: Guard, work: () => Result): Result {
  enter(run, guard);
  try {
    return work();
  } finally {
    leave(guard);
    guard.check();
  }
}

/**
 * Runs the steps of a run's turns. After each step the run is drained: every continuation that
 * could run has run. Between steps the event loop is given back once 2 ms have passed.
 *
 * A microtask that queues a tick is the drain: Node runs ticks only when the microtask queue is
 * empty, so no promise has to be counted and no depth guessed. An extent begins in a `setImmediate`
 * callback, where both queues are empty, so nothing but the run's own code executes within it.
 *
 * @returns the seconds that the longest step took
 * @throws what a step throws, and what the guard found that the run did beside its calls
 */
export function runExtent(run: object, steps: Iterator<void, void>, guard: Guard): Promise<number> {
  return new Promise((resolve, reject) => {
    let [sliceBegan, stepBegan, longest] = [0, 0, 0];
    const begin = () => {
      sliceBegan = elapsed();
      stepBegan = sliceBegan;
      enter(run, guard);
      advance();
    };
    const advance = () => {
      try {
        guard.check();
        const now = elapsed();
        longest = Math.max(longest, now - stepBegan);
        stepBegan = now;
        if (now - sliceBegan > SLICE_IN_MILLISECONDS) {
          leave(guard);
          setImmediate(begin);
          return;
        }
        if (steps.next().done) {
          guard.check();
          leave(guard);
          // Node reports what nobody handled before the next round of the event loop.
          setImmediate(resolve, longest / 1000);
          return;
        }
      } catch (error) {
        leave(guard);
        setImmediate(reject, error);
        return;
      }
      queueMicrotask(drained);
    };
    const drained = () => nextTick(advance);
    setImmediate(begin);
  });
}

function enter(run: object, guard: Guard): void {
  processState.turning = run;
  enterGuard(guard);
  if (guard.isOn) holdConsole();
}

function leave(guard: Guard): void {
  leaveGuard(guard);
  releaseConsole();
  processState.turning = undefined;
}
