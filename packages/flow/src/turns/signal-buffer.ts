import type { AnyEvent, Event } from '@swf/history';
import { LazyMap } from './lazy.js';

/** A signal as it came. */
export type SignalEvent = Event<'WorkflowExecutionSignaled'>;

/** Gets signals of one name: a handler gets all of them, a waiting `next()` one. */
export interface SignalReader {
  readonly isOnce: boolean;
  /** Where it was called, if the replay is traced. */
  readonly at?: string | undefined;
  read(event: SignalEvent): void;
}

interface Buffer {
  /** Those of this task whose turn has not come: only `unread()` sees them. */
  coming: SignalEvent[];
  /** Those that nobody has read. */
  unread: SignalEvent[];
  readers: SignalReader[];
}

/** The signals of a run, by name, in the order of their events. */
export class SignalBuffers {
  readonly #buffers = new LazyMap<string, Buffer>();
  readonly #listeners: ((event: SignalEvent) => void)[] = [];
  /** What is being taken, to be given back if nobody uses it. */
  #lent: SignalEvent[] | undefined;

  /** All signals of a task are known before any of them is delivered. */
  announce(inputs: readonly AnyEvent[]): void {
    for (const event of inputs) if (event.is('WorkflowExecutionSignaled')) this.#of(nameOf(event)).coming.push(event);
  }

  /** The signal's turn has come: it goes to the oldest reader, or is kept. */
  deliver(event: SignalEvent): void {
    const buffer = this.#of(nameOf(event));
    const index = buffer.coming.indexOf(event);
    for (const listener of this.#listeners) listener(event);
    // Taken by `unread()` before its turn.
    if (index < 0) return;
    buffer.coming.splice(index, 1);
    const reader = buffer.readers[0];
    if (reader === undefined) {
      buffer.unread.push(event);
      return;
    }
    if (reader.isOnce) buffer.readers.shift();
    reader.read(event);
  }

  /** Reads the oldest unread signal of that name, or the next to come. */
  add(name: string, reader: SignalReader): void {
    const buffer = this.#of(name);
    const kept = reader.isOnce ? buffer.unread.splice(0, 1) : buffer.unread.splice(0);
    for (const event of kept) reader.read(event);
    if (!reader.isOnce || kept.length === 0) buffer.readers.push(reader);
  }

  remove(name: string, reader: SignalReader): void {
    const buffer = this.#of(name);
    buffer.readers = buffer.readers.filter((each) => each !== reader);
  }

  /** Puts a signal back to the front: the branch that took it lost its race. */
  putBack(event: SignalEvent): void {
    this.#of(nameOf(event)).unread.unshift(event);
  }

  /**
   * Takes all signals of that name that nobody has read, also those of this task whose turn is
   * still to come.
   */
  takeUnread(name: string): readonly SignalEvent[] {
    const buffer = this.#of(name);
    const taken = [...buffer.unread.splice(0), ...buffer.coming.splice(0)];
    this.#lent?.push(...taken);
    return taken;
  }

  /** Does work that may take unread signals; the result puts those back. */
  lend(work: () => void): () => void {
    const lent: SignalEvent[] = [];
    this.#lent = lent;
    try {
      work();
    } finally {
      this.#lent = undefined;
    }
    return () => {
      for (const event of lent.splice(0).reverse()) this.putBack(event);
    };
  }

  /** Calls the listener with every signal, whoever reads it. */
  listen(listener: (event: SignalEvent) => void): void {
    this.#listeners.push(listener);
  }

  /** The names of the signals that are awaited, and where. */
  *awaited(): Generator<{ readonly name: string; readonly at: string | undefined }, void, void> {
    for (const [name, { readers }] of this.#buffers) {
      for (const { isOnce, at } of readers) if (isOnce) yield { name, at };
    }
  }

  /** Whether a signal could wake the run. */
  get isAwaited(): boolean {
    return this.#listeners.length > 0 || [...this.#buffers.values()].some(({ readers }) => readers.length > 0);
  }

  /** How many signals nobody has read, by name. */
  get unreadCounts(): ReadonlyMap<string, number> {
    const counts = [...this.#buffers].map(
      ([name, { unread, coming }]) => [name, unread.length + coming.length] as const,
    );
    return new Map(counts.filter(([, count]) => count > 0));
  }

  #of(name: string): Buffer {
    const known = this.#buffers.get(name);
    if (known) return known;
    const buffer: Buffer = { coming: [], unread: [], readers: [] };
    this.#buffers.set(name, buffer);
    return buffer;
  }
}

function nameOf(event: SignalEvent): string {
  return event.attributes.signalName ?? '';
}
