import type { Clock } from './clock.js';

/** How soon a jump of the machine's clock is noticed, after sleep or when it was set. */
const RECHECK_IN_MILLISECONDS = 1000;

/** The longest delay of Node's timers. */
const LONGEST_DELAY = 2 ** 31 - 1;

/** The machine's clock. Its timers do not keep a process running. */
export class SystemClock implements Clock {
  now(): number {
    return Date.now();
  }

  setTimer(at: number, fire: () => void): () => void {
    const delay = at - Date.now();
    // A timeout takes at least a millisecond, too long for the many steps that are due at once.
    if (delay <= 0) return immediate(fire);
    let timeout: NodeJS.Timeout;
    const sleep = (milliseconds: number) => {
      timeout = setTimeout(wake, Math.min(Math.ceil(milliseconds), RECHECK_IN_MILLISECONDS)).unref();
    };
    // Node's timers count monotonic time and may wake early; this timer fires by the wall clock.
    const wake = () => {
      const left = at - Date.now();
      if (left <= 0) fire();
      else sleep(left);
    };
    sleep(delay);
    return () => clearTimeout(timeout);
  }

  setWait(milliseconds: number, fire: () => void): () => void {
    const timeout = setTimeout(fire, Math.min(milliseconds, LONGEST_DELAY)).unref();
    return () => clearTimeout(timeout);
  }
}

function immediate(fire: () => void): () => void {
  const handle = setImmediate(fire);
  return () => clearImmediate(handle);
}
