import type { AnyEvent, Event } from '@swf/history';
import { LazyMap, LazySet } from './lazy.js';

/** A signal as it came. */
export type SignalEvent = Event<'WorkflowExecutionSignaled'>;

/** Gets signals of one name: a handler all of them, a waiting `next()` one. */
export interface SignalReader {
  readonly isOnce: boolean;
  /** Where it was called, if the replay is traced. */
  readonly at?: string | undefined;
  read(event: SignalEvent): void;
}

/** A scope that signals are read in. */
interface ReadingScope {
  isPartOf(other: ReadingScope): boolean;
}

interface Buffer {
  /** Those of this task whose turn has not come: only `unread()` sees them. */
  readonly coming: SignalEvent[];
  /** Those that nobody has read. */
  readonly unread: SignalEvent[];
  readers: SignalReader[];
}

/** The signals of a run, by name, in the order of their events. */
export class SignalBuffers {
  readonly #buffers = new LazyMap<string, Buffer>();
  readonly #listeners = new LazySet<(event: SignalEvent) => void>();
  /** The signals that were read in this turn, and the scopes that read them. */
  #taken: { readonly event: SignalEvent; readonly scope: ReadingScope }[] = [];
  /** The event id of the last signal whose turn has come. */
  #deliveredEventId = 0;
  /** What is being taken, to be given back if nobody uses it. */
  #lent: SignalEvent[] | undefined;

  /** All signals of a task are known before any of them is delivered. */
  announce(inputs: readonly AnyEvent[]): void {
    this.#taken = [];
    for (const event of inputs) if (event.is('WorkflowExecutionSignaled')) this.#of(nameOf(event)).coming.push(event);
  }

  /** The signal's turn has come: it goes to who waits for it, or is kept. */
  deliver(event: SignalEvent): void {
    const buffer = this.#of(nameOf(event));
    this.#deliveredEventId = event.id;
    for (const listener of [...this.#listeners]) listener(event);
    const index = buffer.coming.indexOf(event);
    // Taken by `unread()`: before its turn, or by a listener.
    if (index < 0) return;
    buffer.coming.splice(index, 1);
    buffer.unread.push(event);
    serve(buffer);
  }

  /** Reads the oldest unread signal of that name, or the next to come. */
  add(name: string, reader: SignalReader): void {
    const buffer = this.#of(name);
    buffer.readers.push(reader);
    serve(buffer);
  }

  remove(name: string, reader: SignalReader): void {
    const buffer = this.#of(name);
    buffer.readers = buffer.readers.filter((each) => each !== reader);
  }

  /** A signal was read in a scope; it goes back if that loses a race in the same turn. */
  took(event: SignalEvent, scope: ReadingScope): void {
    this.#taken.push({ event, scope });
  }

  /** Takes back what was read in this turn by the losers of a race. */
  takeBack(losers: readonly ReadingScope[]): void {
    const isLost = ({ scope }: { readonly scope: ReadingScope }) => losers.some((loser) => scope.isPartOf(loser));
    const lost = this.#taken.filter(isLost);
    this.#taken = this.#taken.filter((each) => !isLost(each));
    this.#putBack(lost.map(({ event }) => event));
  }

  /** Puts signals back where they were; whoever waits for one gets it. */
  #putBack(events: readonly SignalEvent[]): void {
    const buffers = new Set(events.map((event) => this.#of(nameOf(event))));
    for (const event of events) {
      const { coming, unread } = this.#of(nameOf(event));
      const signals = event.id > this.#deliveredEventId ? coming : unread;
      signals.push(event);
      signals.sort((one, other) => one.id - other.id);
    }
    for (const buffer of buffers) serve(buffer);
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
    return () => this.#putBack(lent.splice(0));
  }

  /** Calls the listener with every signal, whoever reads it. */
  listen(listener: (event: SignalEvent) => void): void {
    this.#listeners.add(listener);
  }

  unlisten(listener: (event: SignalEvent) => void): void {
    this.#listeners.delete(listener);
  }

  /** The names of the signals that are awaited, and where. */
  *awaited(): Generator<{ readonly name: string; readonly at: string | undefined }, void, void> {
    for (const [name, { readers }] of this.#buffers) {
      for (const { isOnce, at } of readers) if (isOnce) yield { name, at };
    }
  }

  /** Whether a signal could wake the run. */
  get isAwaited(): boolean {
    return this.#listeners.size > 0 || [...this.#buffers.values()].some(({ readers }) => readers.length > 0);
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

/**
 * Hands each unread signal to the reader that has waited longest: a `next()` gets it alone, a
 * handler together with all others.
 */
function serve(buffer: Buffer): void {
  for (;;) {
    const [oldest] = buffer.readers;
    const event = oldest && buffer.unread.shift();
    if (event === undefined) return;
    const served = oldest?.isOnce ? buffer.readers.splice(0, 1) : buffer.readers.filter(({ isOnce }) => !isOnce);
    for (const reader of served) reader.read(event);
  }
}

function nameOf(event: SignalEvent): string {
  return event.attributes.signalName ?? '';
}
