import { AsyncLocalStorage } from 'node:async_hooks';

/** The place of code in a run: the scope that a call belongs to. */
interface Place {
  /** The run, by identity. */
  readonly run: object;
}

/** Something that takes the rejections that nobody handled of promises made in its turns. */
export interface RejectionOwner {
  readonly rejections: Pick<Map<Promise<unknown>, unknown>, 'delete'> & {
    set(promise: Promise<unknown>, reason: unknown): void;
  };
}

/** What must be single in a process, however many copies of this package it has. */
interface ProcessState {
  readonly storage: AsyncLocalStorage<Place>;
  /** The run whose turn it is; undefined between turns. */
  turning: object | undefined;
  /** How many deciders and replays have rejections watched. */
  watchers: number;
  /** Ends the watch of the copy that began it. */
  unwatch: () => void;
  readonly rejectionOwners: WeakMap<Promise<unknown>, RejectionOwner>;
}

const KEY = Symbol.for('@swf/flow/1');

const holder = globalThis as { [KEY]?: ProcessState };

/** The state that all copies of this package share. */
export const processState: ProcessState = holder[KEY] ?? {
  storage: new AsyncLocalStorage(),
  turning: undefined,
  watchers: 0,
  unwatch() {},
  rejectionOwners: new WeakMap(),
};
holder[KEY] = processState;
