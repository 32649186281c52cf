import { type Run, RunHistory } from './run-history.js';

const LARGEST_SIZE_IN_BYTES = 64 * 2 ** 20;

/** The histories that were read last, up to 64 MB. */
export class HistoryCache {
  readonly #histories = new Map<string, RunHistory>();

  /** Returns the history of a run, which may have no events yet. */
  get(run: Run): RunHistory {
    const key = JSON.stringify([run.domain, run.workflowId, run.runId]);
    const history = this.#histories.get(key) ?? new RunHistory(run);
    // The last one in the map is the last one used.
    this.#histories.delete(key);
    this.#histories.set(key, history);
    this.#evict(history);
    return history;
  }

  /** Returns the histories of a domain, which may have no events yet. */
  of(domain: string): readonly RunHistory[] {
    return [...this.#histories.values()].filter(({ run }) => run.domain === domain);
  }

  #evict(kept: RunHistory): void {
    let size = 0;
    for (const history of this.#histories.values()) size += history.size;
    for (const [key, history] of this.#histories) {
      if (size <= LARGEST_SIZE_IN_BYTES || history === kept) return;
      this.#histories.delete(key);
      size -= history.size;
    }
  }
}
