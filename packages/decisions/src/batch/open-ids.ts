import type { DecidedAttempts } from './decided-history.js';
import { beginningOf, type Entity, type Evidence, endOf, wasOpened } from './evidence.js';

/** The open ids of one kind (activity tasks, timers, ...), as far as known. */
export class OpenIds<Item extends Entity = Entity> {
  readonly #open = new Map<string, Evidence>();
  /** The ids that the batch closed; some may be open again. */
  readonly #closed = new Map<string, Evidence>();
  readonly #attempts: DecidedAttempts<Item> | undefined;
  /** Whether an unknown id is certain not to be open. */
  readonly #complete: boolean;
  /** Attempts under the id of an open one, which count until SWF refuses them. */
  #refusedAttempts = 0;

  constructor(attempts: DecidedAttempts<Item> | undefined, idOf: (item: Item) => string, complete: boolean) {
    this.#attempts = attempts;
    this.#complete = complete;
    for (const item of attempts?.open() ?? []) {
      // Empty if the history begins after the event that has it; no decision can name it.
      const id = idOf(item);
      if (this.#open.has(id)) this.#refusedAttempts++;
      else this.#open.set(id, beginningOf(item));
    }
  }

  /** How many are known to be open. */
  get size(): number {
    return this.#open.size + this.#refusedAttempts;
  }

  /** Counts an attempt under the id of an open one, which SWF will refuse. */
  addRefusedAttempt(): void {
    this.#refusedAttempts++;
  }

  open(id: string, evidence: Evidence): void {
    this.#open.set(id, evidence);
  }

  close(id: string, evidence: Evidence): void {
    this.#open.delete(id);
    this.#closed.set(id, evidence);
  }

  /** Treats the id as unknown from now on. */
  forget(id: string): void {
    this.#open.delete(id);
  }

  /** Returns what opened the id; undefined unless it is known to be open. */
  openedBy(id: string): Evidence | undefined {
    return this.#open.get(id);
  }

  /** Returns what closed the id last; undefined if unknown. */
  closedBy(id: string): Evidence | undefined {
    const closed = this.#closed.get(id);
    if (closed) return closed;
    const item = this.latest(id);
    return item && !item.open ? endOf(item) : undefined;
  }

  /** Returns the latest of the history that was ever open; undefined if unknown. */
  latest(id: string): Item | undefined {
    return this.#attempts?.attempts(id).findLast(wasOpened);
  }

  /** Whether the id is certain not to be open. */
  isClosed(id: string): boolean {
    return !this.#open.has(id) && (this.#complete || this.closedBy(id) !== undefined);
  }
}
