import type { HistoryPage } from '../../api/execution.js';
import type { Reading, RunHistory } from '../histories/run-history.js';

/** What one watcher of a run has got of its history. */
export class HistoryFeed {
  readonly #history: () => RunHistory;
  readonly #reading: () => Reading;
  readonly #send: (page: HistoryPage) => void;
  #after: number;
  #isFinal = false;
  #isEnded = false;
  #sending: Promise<void> = Promise.resolve();

  constructor(
    after: number,
    sources: { readonly history: () => RunHistory; readonly reading: () => Reading },
    send: (page: HistoryPage) => void,
  ) {
    this.#after = after;
    this.#history = sources.history;
    this.#reading = sources.reading;
    this.#send = send;
  }

  /** Sends what the watcher does not have. What fails here, the next poll reports. */
  advance(): void {
    this.#sending = this.#sending.then(() => this.#advance()).catch(() => {});
  }

  end(): void {
    this.#isEnded = true;
  }

  async #advance(): Promise<void> {
    let more = true;
    while (more && !this.#isEnded && !this.#isFinal) {
      const page = await this.#history().after(this.#after, this.#reading());
      if (this.#isEnded || (page.events.length === 0 && !page.final)) return;
      this.#after = page.last;
      this.#isFinal = page.final;
      ({ more } = page);
      const events = page.events.map((text): unknown => JSON.parse(text));
      this.#send({ events, more, ...(page.final && { final: true }) });
    }
  }
}
