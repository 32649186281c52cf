import { computed, type ReadonlySignal, signal } from '@preact/signals';
import type { ExecutionFacts } from '../../api/execution.js';
import { now } from '../data/clock.js';
import type { HistoryWorker } from '../worker/client.js';
import type { EventRow, Overview, Question, Questions } from '../worker/protocol.js';

/** What the page knows of one history. The worker has the events. */
export class HistoryModel {
  readonly name: string;
  /** Whether it may grow: a run, not a file. */
  readonly isLive: boolean;
  readonly rows = signal<readonly EventRow[]>([]);
  readonly overview = signal<Overview | undefined>(undefined);
  /** Whether all events that there were have been read. */
  readonly isRead = signal(false);
  /** Why it cannot be shown. */
  readonly error = signal<string | undefined>(undefined);
  /** The present: now for an open run, otherwise its last event. */
  readonly present: ReadonlySignal<number> = computed(() => {
    const overview = this.overview.value;
    const last = overview?.lastEventAt?.getTime() ?? 0;
    return this.isLive && overview?.heading.isOpen ? Math.max(last, now.value) : last;
  });
  readonly #worker: HistoryWorker;
  #facts: ExecutionFacts | undefined;
  #isStale = false;
  #refreshing: Promise<void> | undefined;
  readonly #closing = new AbortController();

  constructor(worker: HistoryWorker, name: string, isLive: boolean) {
    this.#worker = worker;
    this.name = name;
    this.isLive = isLive;
  }

  /** The id of the last event. */
  get lastEventId(): number {
    return this.rows.peek().at(-1)?.id ?? 0;
  }

  /** Fires when it is closed. */
  get closed(): AbortSignal {
    return this.#closing.signal;
  }

  /** Adds the events that SWF returned, and returns how many were new. */
  async append(events: readonly unknown[]): Promise<number> {
    const { rows } = await this.ask('append', { events });
    this.rows.value = [...this.rows.peek(), ...rows];
    return rows.length;
  }

  /** Reads a file. */
  async read(file: Blob): Promise<void> {
    const { rows } = await this.ask('read', { file });
    this.rows.value = rows;
    await this.refresh();
    this.isRead.value = true;
  }

  /** Sets what is known beside the history; undefined if that could not be read. */
  setFacts(facts: ExecutionFacts | undefined): Promise<void> {
    this.#facts = facts;
    return this.refresh();
  }

  /** Brings the overview up to date. Calls during a refresh lead to one more. */
  refresh(): Promise<void> {
    this.#isStale = true;
    this.#refreshing ??= this.#refresh().finally(() => {
      this.#refreshing = undefined;
    });
    return this.#refreshing;
  }

  /**
   * Asks the worker something about this history.
   *
   * @throws `Error` if it is closed: events that come late would open it again, with a gap.
   */
  async ask<Name extends Exclude<Question, 'compare'>>(
    question: Name,
    about: Omit<Questions[Name][0], 'history'>,
  ): Promise<Questions[Name][1]> {
    if (this.closed.aborted) throw new Error('the history is not open any more');
    return this.#worker.ask(question, { ...about, history: this.name } as Questions[Name][0]);
  }

  /** Frees what the worker keeps of it. */
  close(): void {
    this.#closing.abort();
    void this.#worker.ask('forget', { history: this.name }).catch(() => {});
  }

  async #refresh(): Promise<void> {
    while (this.#isStale) {
      this.#isStale = false;
      this.overview.value = await this.ask('overview', {
        ...(this.isLive && { now: now.peek() }),
        facts: this.#facts,
      });
    }
  }
}
