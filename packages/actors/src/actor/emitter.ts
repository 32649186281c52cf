import { InvalidArgumentError } from '@swf/settings/errors';
import { preview } from '@swf/settings/wire';
import { callSafely } from './call-safely.js';

type Listener<Args extends readonly unknown[]> = (...args: Args) => unknown;

/** An emitter of typed events. A listener that throws or rejects does no harm. */
export abstract class Emitter<Events extends { [Name in keyof Events]: readonly unknown[] }> {
  /** The listeners of each event, and whether they listen once. */
  readonly #listeners = new Map<keyof Events, Map<Listener<never>, boolean>>();

  /** Calls `listener` at every such event until `off`. */
  on<Name extends keyof Events>(name: Name, listener: Listener<Events[Name]>): this {
    checkListener(listener);
    this.#of(name).set(listener, false);
    return this;
  }

  /** Calls `listener` at the next such event only; a no-op if it listens already. */
  once<Name extends keyof Events>(name: Name, listener: Listener<Events[Name]>): this {
    checkListener(listener);
    const listeners = this.#of(name);
    if (!listeners.has(listener)) listeners.set(listener, true);
    return this;
  }

  /** Removes a listener. */
  off<Name extends keyof Events>(name: Name, listener: Listener<Events[Name]>): this {
    this.#listeners.get(name)?.delete(listener);
    return this;
  }

  /** Calls the listeners in the order in which they were added; returns false if there are none. */
  protected emit<Name extends keyof Events>(name: Name, ...args: Events[Name]): boolean {
    const listeners = this.#listeners.get(name) as Map<Listener<Events[Name]>, boolean> | undefined;
    if (!listeners?.size) return false;
    for (const [listener, isOnce] of [...listeners]) {
      if (isOnce) listeners.delete(listener);
      callSafely(
        () => listener(...args),
        (error) => this.onListenerError(error, name),
      );
    }
    return true;
  }

  /** Handles an error that a listener threw, or rejected with. */
  protected abstract onListenerError(error: unknown, name: keyof Events): void;

  #of(name: keyof Events): Map<Listener<never>, boolean> {
    const listeners = this.#listeners.get(name) ?? new Map<Listener<never>, boolean>();
    this.#listeners.set(name, listeners);
    return listeners;
  }
}

function checkListener(listener: unknown): void {
  if (typeof listener === 'function') return;
  throw new InvalidArgumentError(`listener must be a function, got ${preview(listener)}`);
}
