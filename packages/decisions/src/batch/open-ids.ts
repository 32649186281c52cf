import type { DecidedAttempts } from './decided-history.js';
import { beginningOf, type Entity, type Evidence, endOf } from './evidence.js';

/** Which ids of one kind (activity tasks, timers, ...) are open, as far as that is known. */
export class OpenIds<Item extends Entity = Entity> {
  readonly #open = new Map<string, Evidence>();
  /** What the batch closed; some of it may be open again. */
  readonly #closed = new Map<string, Evidence>();
  readonly #attempts: DecidedAttempts<Item> | undefined;
  /** Whether an id that was never heard of is known not to be open. */
  readonly #complete: boolean;
  /** Attempts that take an id which another one has, and which count as open until SWF finds that out. */
  #doomed = 0;

  constructor(attempts: DecidedAttempts<Item> | undefined, idOf: (item: Item) => string, complete: boolean) {
    this.#attempts = attempts;
    this.#complete = complete;
    for (const item of attempts?.open() ?? []) {
      // Empty where the history begins after the event that tells it; no decision can name that.
      const id = idOf(item);
      if (this.#open.has(id)) this.#doomed++;
      else this.#open.set(id, beginningOf(item));
    }
  }

  /** How many are known to be open. */
  get size(): number {
    return this.#open.size + this.#doomed;
  }

  /** Counts an attempt that takes an id which is open. */
  openInVain(): void {
    this.#doomed++;
  }

  open(id: string, evidence: Evidence): void {
    this.#open.set(id, evidence);
  }

  close(id: string, evidence: Evidence): void {
    this.#open.delete(id);
    this.#closed.set(id, evidence);
  }

  /** The id, of which the history does not tell, may be open or closed from now on. */
  forget(id: string): void {
    this.#open.delete(id);
  }

  /** What opened the id, where it is known to be open. */
  openedBy(id: string): Evidence | undefined {
    return this.#open.get(id);
  }

  /** What closed the id last, where that is known. */
  closedBy(id: string): Evidence | undefined {
    const closed = this.#closed.get(id);
    if (closed) return closed;
    const item = this.#attempts?.get(id);
    return item && !item.open ? endOf(item) : undefined;
  }

  /** Whether it is certain that the id is not open. */
  isClosed(id: string): boolean {
    return !this.#open.has(id) && (this.#complete || this.closedBy(id) !== undefined);
  }
}
