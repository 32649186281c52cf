import { onTestFinished, vi } from 'vitest';

const STEP_IN_SECONDS = 1;
// More than a request needs to pass through the SDK and the service and back.
const TURNS = 8;

/** Makes time virtual for the rest of the test, for the actors and a service in the process alike. */
export function useVirtualTime(): void {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'Date', 'performance'] });
  onTestFinished(() => {
    vi.useRealTimers();
  });
}

/** Lets virtual time pass. */
export async function pass(seconds: number): Promise<void> {
  await turns();
  for (let passed = 0; passed < seconds; passed += STEP_IN_SECONDS) {
    vi.advanceTimersByTime(STEP_IN_SECONDS * 1000);
    await turns();
  }
}

/** Lets virtual time pass until the work has ended, and resolves as it does. */
export async function passDuring<Result>(work: Promise<Result>): Promise<Result> {
  let isOver = false;
  const end = () => {
    isOver = true;
  };
  work.then(end, end);
  for (let seconds = 0; !isOver; seconds += 1) {
    if (seconds >= 3600) throw new Error('the work did not end within an hour');
    await pass(1);
  }
  return work;
}

/** Lets pending work on the event loop happen. */
async function turns(): Promise<void> {
  for (let turn = 0; turn < TURNS; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}
