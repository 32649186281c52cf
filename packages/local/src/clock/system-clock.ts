import type { Clock } from './clock.js';

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
    // Node rounds to milliseconds and may wake early; a timer of ours never fires before its time.
    const wake = () => {
      if (Date.now() >= at) fire();
      else cancel = this.setTimer(at, fire);
    };
    const timeout = setTimeout(wake, Math.min(Math.ceil(delay), LONGEST_DELAY)).unref();
    cancel = () => clearTimeout(timeout);
    return () => cancel();
  }
}

function immediate(fire: () => void): () => void {
  const handle = setImmediate(fire);
  return () => clearImmediate(handle);
}
