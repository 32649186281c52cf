type Listener<Args extends readonly unknown[]> = (...args: Args) => unknown;

/** Typed events whose listeners cannot harm the emitter: what one throws, or rejects with, is handed to `onListenerError`. */
export class Emitter<Events extends { [Name in keyof Events]: readonly unknown[] }> {
  readonly #listeners = new Map<keyof Events, Set<Listener<readonly never[]>>>();
  readonly #onListenerError: (error: unknown, name: keyof Events) => void;

  constructor(onListenerError: (error: unknown, name: keyof Events) => void) {
    this.#onListenerError = onListenerError;
  }

  on<Name extends keyof Events>(name: Name, listener: Listener<Events[Name]>): void {
    const listeners = this.#listeners.get(name) ?? new Set();
    this.#listeners.set(name, listeners.add(listener));
  }

  off<Name extends keyof Events>(name: Name, listener: Listener<Events[Name]>): void {
    this.#listeners.get(name)?.delete(listener);
  }

  /** Calls the listeners in the order of their coming; false if there was none. */
  emit<Name extends keyof Events>(name: Name, ...args: Events[Name]): boolean {
    const listeners = this.#listeners.get(name);
    if (!listeners?.size) return false;
    for (const listener of [...listeners] as unknown as Listener<Events[Name]>[]) this.#call(name, listener, args);
    return true;
  }

  #call<Name extends keyof Events>(name: Name, listener: Listener<Events[Name]>, args: Events[Name]): void {
    try {
      const returned = listener(...args);
      if (returned instanceof Promise) returned.catch((error: unknown) => this.#onListenerError(error, name));
    } catch (error) {
      this.#onListenerError(error, name);
    }
  }
}
