import { asError, messageOf } from '@swf/settings/errors';
import { ForeignAwaitError } from '../errors/index.js';

/** The clock and randomness of a turn: the same in every replay. */
export interface RunValues {
  /** Epoch milliseconds of this decision task. */
  readonly now: () => number;
  /** From 0 to 1, seeded by the run. */
  readonly random: () => number;
}

/** The real globals, whatever a turn sees. */
export const globals = globalThis;

// A stand-in that was kept gives the real values outside of turns, as in `sideEffect('value',
// Math.random)`.
const REAL: RunValues = { now: Date.now, random: Math.random };
let values = REAL;
let note: (error: Error) => void = () => {};

const RealDate = Date;

/** `Date` as a turn sees it: without arguments it is the time of the decision task. */
const FlowDate = new Proxy(RealDate, {
  construct: (target, given: [], newTarget) =>
    Reflect.construct(target, given.length === 0 ? [values.now()] : given, newTarget),
  apply: (target) => new target(values.now()).toString(),
  get: (target, name) => (name === 'now' ? values.now : Reflect.get(target, name, target)),
});

/** Makes a UUID of random numbers. */
export function uuidFrom(next: () => number): `${string}-${string}-${string}-${string}-${string}` {
  const hex = Array.from({ length: 32 }, () => Math.floor(next() * 16).toString(16));
  hex[12] = '4';
  hex[16] = (8 + Math.floor(next() * 4)).toString(16);
  const text = hex.join('');
  return `${text.slice(0, 8)}-${text.slice(8, 12)}-${text.slice(12, 16)}-${text.slice(16, 20)}-${text.slice(20)}`;
}

const uuid = () => uuidFrom(values.random);

function fillRandom<View extends ArrayBufferView>(view: View): View {
  const bytes = new Uint8Array(view.buffer, view.byteOffset, view.byteLength);
  for (let index = 0; index < bytes.length; index += 1) bytes[index] = Math.floor(values.random() * 256);
  return view;
}

/** A function, unlike an arrow, can be called with `new`. */
function refuses(what: string, remedy: string): () => never {
  return function refused(): never {
    return refuse(what, remedy);
  };
}

function refuse(what: string, remedy: string): never {
  const error = new ForeignAwaitError(what, new Error(what).stack, remedy);
  note(error);
  throw error;
}

/**
 * Refuses a class to programs; Node's own modules, which may load within a turn, get the real one.
 */
function refusesClass(name: 'WeakRef' | 'FinalizationRegistry'): unknown {
  const real: new (...given: never[]) => object = globals[name];
  return function refused(...given: never[]): object {
    const [, , caller = ''] = new Error(name).stack?.split('\n') ?? [];
    return /[( ]node:/.test(caller) ? new real(...given) : refuse(name, 'garbage collection is not replayed');
  };
}

/**
 * The stack of the caller, deep enough to hold the program's line beneath this package's and
 * Node's.
 */
export function longStack(): string | undefined {
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = 50;
  const { stack } = new Error('resource');
  Error.stackTraceLimit = stackTraceLimit;
  return stack;
}

/** Whether something happens within a call of the console, which waits for nothing. */
export function isConsole(stack: string | undefined): boolean {
  return /node:internal\/console\//.test(stack ?? '');
}

/** Does what nobody could catch an error of: it fails the turn, where Node would end the process. */
function noted(work: () => void): void {
  try {
    work();
  } catch (error) {
    note(asError(error) ?? new Error(messageOf(error)));
  }
}

const { nextTick } = process;
const { queueMicrotask: microtask } = globalThis;
const refusesTick = refuses('process.nextTick', 'await Promise.resolve() instead');

/**
 * Node's streams queue a tick when they are written to, and its events when a listener throws: that
 * tick throws it again.
 */
function tickOfNode(...given: Parameters<typeof nextTick>): void {
  const stack = longStack();
  const [, , , caller = ''] = stack?.split('\n') ?? [];
  if (isConsole(stack)) nextTick(...given);
  else if (caller.includes('node:internal/event_target')) noted(() => given[0]());
  else refusesTick();
}

const REMEDIES: Readonly<Record<string, string>> = {
  setTimeout: 'use sleep()',
  setInterval: 'use sleep() in a loop',
  setImmediate: 'await Promise.resolve() instead',
  fetch: 'call it in an activity',
  WebSocket: 'use it in an activity',
};

/** What a turn sees in the place of a member of a global object. */
interface StandIn {
  readonly of: () => object;
  readonly name: string;
  readonly value: unknown;
}

const STAND_INS: readonly StandIn[] = [
  { of: () => globalThis, name: 'Date', value: FlowDate },
  { of: () => RealDate.prototype, name: 'constructor', value: FlowDate },
  { of: () => Math, name: 'random', value: () => values.random() },
  { of: () => crypto, name: 'randomUUID', value: uuid },
  { of: () => crypto, name: 'getRandomValues', value: fillRandom },
  { of: () => performance, name: 'now', value: () => values.now() },
  { of: () => process, name: 'nextTick', value: tickOfNode },
  { of: () => globalThis, name: 'queueMicrotask', value: (work: () => void) => microtask(() => noted(work)) },
  { of: () => globalThis, name: 'WeakRef', value: refusesClass('WeakRef') },
  { of: () => globalThis, name: 'FinalizationRegistry', value: refusesClass('FinalizationRegistry') },
  ...Object.entries(REMEDIES).map(([name, remedy]) => ({ of: () => globalThis, name, value: refuses(name, remedy) })),
];

interface Replaced {
  readonly owner: object;
  readonly name: string;
  readonly real: PropertyDescriptor;
}

let replaced: Replaced[] = [];

/**
 * Puts the run's values in the place of the clock, of randomness, and of what waits for the
 * outside.
 *
 * What it replaces is looked up each time: a test may have installed a clock of its own meanwhile.
 */
export function replaceGlobals(given: RunValues, onFound: (error: Error) => void): void {
  values = given;
  note = onFound;
  for (const { of, name, value } of STAND_INS) {
    const owner = ownerOf(of(), name);
    const real = owner && Object.getOwnPropertyDescriptor(owner, name);
    // Some versions of Node lack some of them.
    if (owner === undefined || real === undefined) continue;
    replaced.push({ owner, name, real });
    Object.defineProperty(owner, name, {
      value,
      writable: true,
      configurable: true,
      enumerable: real.enumerable === true,
    });
  }
}

/** Puts the real globals back. */
export function restoreGlobals(): void {
  values = REAL;
  for (const { owner, name, real } of replaced) Object.defineProperty(owner, name, real);
  replaced = [];
}

/** The object that a member is looked up in: the object itself, or one that it inherits from. */
function ownerOf(holder: object, name: string): object | undefined {
  for (let owner: object | null = holder; owner !== null; owner = Object.getPrototypeOf(owner) as object | null) {
    if (Object.hasOwn(owner, name)) return owner;
  }
  return undefined;
}
