import { AsyncLocalStorage } from 'node:async_hooks';

/** The place of code in a run: the scope that a call belongs to. */
interface Place {
  /** The run, by identity. */
  readonly run: object;
}

/** What must be single in a process, however many copies of this package it has. */
interface ProcessState {
  readonly storage: AsyncLocalStorage<Place>;
  /** The run whose turn it is; undefined between turns. */
  turning: object | undefined;
}

const KEY = Symbol.for('@swf/flow/1');

const holder = globalThis as { [KEY]?: ProcessState };

/** The state that all copies of this package share. */
export const processState: ProcessState = holder[KEY] ?? { storage: new AsyncLocalStorage(), turning: undefined };
holder[KEY] = processState;
