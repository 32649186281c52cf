import type { Clock } from './clock.js';

/** How soon a jump of the machine's clock is noticed: a laptop that slept, a time that was set. */
const RECHECK_IN_MILLISECONDS = 1000;

/** The longest delay that Node's own timers can hold. */
const LONGEST_DELAY = 2 ** 31 - 1;

/** The time of the machine. Its timers do not keep a process alive. */
export class SystemClock implements Clock {
  now(): number {
    return Date.now();
  }

  setTimer(at: number, fire: () => void): () => void {
    const delay = at - Date.now();
    // A timeout of Node's takes at least a millisecond, which an execution of many small steps would pay for each of them.
    if (delay <= 0) return immediate(fire);
    let cancel = () => {};
    // Node's timers count monotonic time, may wake early, and know nothing of the wall clock, by which this timer fires.
    const wake = () => {
      if (Date.now() >= at) fire();
      else cancel = this.setTimer(at, fire);
    };
    const timeout = setTimeout(wake, Math.min(Math.ceil(delay), RECHECK_IN_MILLISECONDS)).unref();
    cancel = () => clearTimeout(timeout);
    return () => cancel();
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
