import { onTestFinished, vi } from 'vitest';

const STEP_IN_MILLISECONDS = 50;
// More than a request needs to pass through the SDK and the service and back.
const TURNS = 8;

/**
 * Makes time virtual for the rest of the test, for the actors and the service alike.
 *
 * Nothing then depends on how busy the machine is, and an hour takes no longer than its requests.
 */
export function useVirtualTime(): void {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'Date', 'performance'] });
  onTestFinished(() => {
    vi.useRealTimers();
  });
}

/** Lets virtual time pass. */
export async function pass(seconds: number): Promise<void> {
  await turns();
  for (let left = seconds * 1000; left > 0; left -= STEP_IN_MILLISECONDS) {
    vi.advanceTimersByTime(Math.min(left, STEP_IN_MILLISECONDS));
    await turns();
  }
}

/** Lets virtual time pass until the condition holds, which is checked once a second. */
export async function passUntil(condition: () => boolean | Promise<boolean>, limitInSeconds = 3600): Promise<void> {
  for (let seconds = 0; !(await condition()); seconds += 1) {
    if (seconds >= limitInSeconds) throw new Error(`the condition did not hold within ${limitInSeconds} s`);
    await pass(1);
  }
}

/** Lets virtual time pass until the work has ended, and resolves as it does. */
export async function passDuring<Result>(work: Promise<Result>): Promise<Result> {
  let isOver = false;
  const end = () => {
    isOver = true;
  };
  work.then(end, end);
  await passUntil(() => isOver);
  return work;
}

/** Waits in virtual time. */
export function virtualDelay(seconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, seconds * 1000));
}

/** Makes `Math.random` repeat itself from run to run, for the rest of the test. */
export function useRandomSeed(seed: number): void {
  let state = seed;
  const random = vi.spyOn(Math, 'random').mockImplementation(() => {
    // mulberry32
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  });
  onTestFinished(() => random.mockRestore());
}

/** Lets pending work on the event loop happen. */
async function turns(): Promise<void> {
  for (let turn = 0; turn < TURNS; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}
