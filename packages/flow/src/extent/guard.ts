import { createHook } from 'node:async_hooks';
import { ForeignAwaitError } from '../errors/index.js';
import { globals, isConsole, longStack, type RunValues, replaceGlobals, restoreGlobals } from './globals.js';

/** How a turn is guarded, and what the guard found. */
export class Guard {
  /** Whether globals are replaced and resources watched. */
  readonly isOn: boolean;
  /** What `Date`, `Math.random` and their like give within the turn. */
  readonly values: RunValues;
  #found: Error | undefined;

  constructor(isOn: boolean, values: RunValues) {
    this.isOn = isOn;
    this.values = values;
  }

  /** Throws the first violation since the last check. */
  check(): void {
    const error = this.#found;
    this.#found = undefined;
    if (error !== undefined) throw error;
  }

  /**
   * Notes what the turn must not do, such as wait for something beside its calls, or what it threw
   * where nobody could catch it: the turn fails at its end.
   */
  note(error: Error): void {
    this.#found ??= error;
  }
}

// Promises and ticks belong to every async function; the rest waits for something outside of the
// history.
const HARMLESS = new Set(['PROMISE', 'TickObject', 'Microtask']);

let current: Guard | undefined;

const watch = createHook({
  init(_id, type) {
    if (current === undefined || HARMLESS.has(type)) return;
    const stack = longStack();
    if (!isConsole(stack)) current.note(new ForeignAwaitError(type, stack));
  },
});

/** Puts the guard in: from here on only the run's code executes. */
export function enterGuard(guard: Guard): void {
  if (!guard.isOn) return;
  current = guard;
  replaceGlobals(guard.values, (error) => guard.note(error));
  watch.enable();
}

/** Takes the guard out. */
export function leaveGuard(guard: Guard): void {
  if (!guard.isOn) return;
  watch.disable();
  restoreGlobals();
  current = undefined;
}

/** Does work of the engine or of a `sideEffect` with the real globals, within a turn. */
export function unguarded<Result>(work: () => Result): Result {
  const guard = current;
  if (guard === undefined) return work();
  leaveGuard(guard);
  try {
    return work();
  } finally {
    enterGuard(guard);
  }
}

// stdout and stderr open their handles on first use; a `console.log` of a workflow is not to be
// blamed for that.
void globals.process.stdout;
void globals.process.stderr;
