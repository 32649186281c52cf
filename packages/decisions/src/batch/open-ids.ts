import type { Evidence } from './evidence.js';

/** Which ids of one kind (activity tasks, timers, ...) are open, as far as that is known. */
export class OpenIds {
  readonly #open = new Map<string, Evidence>();
  readonly #closed = new Map<string, Evidence>();
  /** Whether an id that was never heard of is known not to be open. */
  readonly #complete: boolean;

  constructor(complete: boolean) {
    this.#complete = complete;
  }

  /** How many are known to be open. */
  get size(): number {
    return this.#open.size;
  }

  open(id: string, evidence: Evidence): void {
    this.#closed.delete(id);
    this.#open.set(id, evidence);
  }

  close(id: string, evidence: Evidence): void {
    this.#open.delete(id);
    this.#closed.set(id, evidence);
  }

  /** From now on nothing is known of the id. */
  forget(id: string): void {
    this.#open.delete(id);
    this.#closed.delete(id);
  }

  /** What opened the id, where it is known to be open. */
  openedBy(id: string): Evidence | undefined {
    return this.#open.get(id);
  }

  /** What closed the id, where that is known. */
  closedBy(id: string): Evidence | undefined {
    return this.#closed.get(id);
  }

  /** Whether it is certain that the id is not open. */
  isClosed(id: string): boolean {
    return this.#closed.has(id) || (this.#complete && !this.#open.has(id));
  }
}
