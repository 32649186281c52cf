import { type Run, RunHistory } from './run-history.js';

const LARGEST_SIZE_IN_BYTES = 64 * 2 ** 20;
// A run that was only asked about has no events, and takes memory all the same.
const MOST_HISTORIES = 1000;

/** The histories that were read last: at most 1,000, up to 64 MB. */
export class HistoryCache {
  readonly #histories = new Map<string, RunHistory>();

  /** Returns the history of a run, which may have no events yet. */
  get(run: Run): RunHistory {
    const history = this.known(run) ?? new RunHistory(run);
    const key = keyOf(run);
    // The last one in the map is the last one used.
    this.#histories.delete(key);
    this.#histories.set(key, history);
    this.#evict(history);
    return history;
  }

  /** Returns the history of a run if the cache has it. */
  known(run: Run): RunHistory | undefined {
    return this.#histories.get(keyOf(run));
  }

  /** Returns the histories of a domain, which may have no events yet. */
  of(domain: string): readonly RunHistory[] {
    return [...this.#histories.values()].filter(({ run }) => run.domain === domain);
  }

  #evict(kept: RunHistory): void {
    let size = 0;
    for (const history of this.#histories.values()) size += history.size;
    for (const [key, history] of this.#histories) {
      const isFull = size > LARGEST_SIZE_IN_BYTES || this.#histories.size > MOST_HISTORIES;
      if (!isFull || history === kept) return;
      this.#histories.delete(key);
      size -= history.size;
    }
  }
}

function keyOf({ domain, workflowId, runId }: Run): string {
  return JSON.stringify([domain, workflowId, runId]);
}
