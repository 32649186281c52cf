import { formatWithOptions } from 'node:util';

// Captured before a guard replaces it.
const { setImmediate } = globalThis;

/** The methods that print a line, and where to. */
const LINES: Readonly<Record<string, 'stdout' | 'stderr'>> = {
  debug: 'stdout',
  info: 'stdout',
  log: 'stdout',
  warn: 'stderr',
  error: 'stderr',
};

let held: (() => void)[] = [];
let real: Console | undefined;

/**
 * Holds back what a turn prints until the turn has ended: a console of a test runner or of a
 * monitoring library does more than to print, and does it later, within the turn.
 *
 * Lines are written as they are at the time of the call.
 */
export function holdConsole(): void {
  const { console } = globalThis;
  real = console;
  globalThis.console = new Proxy(console, { get: (_, name) => holding(console, name) });
}

/** Puts the console back, and prints what was held as soon as nothing else of the turn runs. */
export function releaseConsole(): void {
  if (real === undefined) return;
  globalThis.console = real;
  real = undefined;
  if (held.length === 0) return;
  const printed = held;
  held = [];
  setImmediate(() => {
    for (const print of printed) print();
  });
}

function holding(console: Console, name: string | symbol): unknown {
  const method: unknown = Reflect.get(console, name);
  if (typeof method !== 'function') return method;
  const stream = typeof name === 'string' ? LINES[name] : undefined;
  return (...given: readonly unknown[]) => {
    const printed = stream === undefined ? given : [lineOf(stream, given)];
    held.push(() => Reflect.apply(method, console, printed));
  };
}

function lineOf(stream: 'stdout' | 'stderr', given: readonly unknown[]): string {
  const { isTTY } = process[stream];
  const colors = isTTY === true && process[stream].hasColors();
  return formatWithOptions({ colors }, ...given);
}
