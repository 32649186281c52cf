import { InvalidArgumentError } from '@swf/settings/errors';
import { show } from '@swf/settings/wire';

type Listener<Args extends readonly unknown[]> = (...args: Args) => unknown;

/** Something that tells of typed events. What a listener throws, or rejects with, does its teller no harm. */
export abstract class Emitter<Events extends { [Name in keyof Events]: readonly unknown[] }> {
  readonly #listeners = new Map<keyof Events, Set<Listener<never>>>();

  /** Calls `listener` at each such event, until `off`. */
  on<Name extends keyof Events>(name: Name, listener: Listener<Events[Name]>): this {
    checkListener(listener);
    const listeners = this.#listeners.get(name) ?? new Set();
    this.#listeners.set(name, listeners.add(listener));
    return this;
  }

  /** Calls `listener` at the next such event only. */
  once<Name extends keyof Events>(name: Name, listener: Listener<Events[Name]>): this {
    checkListener(listener);
    const first = (...args: Events[Name]) => {
      this.off(name, first);
      return listener(...args);
    };
    return this.on(name, first);
  }

  /** Calls `listener` no more. */
  off<Name extends keyof Events>(name: Name, listener: Listener<Events[Name]>): this {
    this.#listeners.get(name)?.delete(listener);
    return this;
  }

  /** Calls the listeners in the order of their coming; false if there was none. */
  protected emit<Name extends keyof Events>(name: Name, ...args: Events[Name]): boolean {
    const listeners = this.#listeners.get(name) as Set<Listener<Events[Name]>> | undefined;
    if (!listeners?.size) return false;
    for (const listener of [...listeners]) this.#call(name, listener, args);
    return true;
  }

  /** Hears of what a listener threw. */
  protected abstract onListenerError(error: unknown, name: keyof Events): void;

  #call<Name extends keyof Events>(name: Name, listener: Listener<Events[Name]>, args: Events[Name]): void {
    try {
      const returned = listener(...args);
      if (returned instanceof Promise) returned.catch((error: unknown) => this.onListenerError(error, name));
    } catch (error) {
      this.onListenerError(error, name);
    }
  }
}

function checkListener(listener: unknown): void {
  if (typeof listener === 'function') return;
  throw new InvalidArgumentError(`a listener must be a function, not ${show(listener)}`);
}
