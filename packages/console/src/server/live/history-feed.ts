import type { HistoryPage } from '../../api/execution.js';
import type { Reading, RunHistory } from '../histories/run-history.js';

/** Where a feed reads, and how it waits. */
export interface FeedSources {
  readonly history: () => RunHistory;
  readonly reading: () => Reading;
  /** Calls a function later, unless the result is called first. */
  readonly later: (action: () => void) => () => void;
}

/** What one watcher of a run has got of its history. */
export class HistoryFeed {
  readonly #sources: FeedSources;
  readonly #send: (page: HistoryPage) => void;
  #after: number;
  #isFinal = false;
  #isEnded = false;
  #sending: Promise<void> = Promise.resolve();
  #cancelRetry: (() => void) | undefined;

  constructor(after: number, sources: FeedSources, send: (page: HistoryPage) => void) {
    this.#after = after;
    this.#sources = sources;
    this.#send = send;
  }

  /**
   * Sends what the watcher does not have. If that fails, it is tried again: no poll may bring news.
   */
  advance(): void {
    this.#sending = this.#sending.then(() => this.#advance()).catch(() => this.#retry());
  }

  end(): void {
    this.#isEnded = true;
    this.#cancelRetry?.();
  }

  #retry(): void {
    if (this.#isEnded) return;
    this.#cancelRetry?.();
    this.#cancelRetry = this.#sources.later(() => this.advance());
  }

  async #advance(): Promise<void> {
    const { history, reading } = this.#sources;
    let more = true;
    while (more && !this.#isEnded && !this.#isFinal) {
      const page = await history().after(this.#after, reading());
      if (this.#isEnded || (page.events.length === 0 && !page.final)) return;
      this.#after = page.last;
      this.#isFinal = page.final;
      ({ more } = page);
      const events = page.events.map((text): unknown => JSON.parse(text));
      this.#send({ events, more, ...(page.final && { final: true }) });
    }
  }
}
