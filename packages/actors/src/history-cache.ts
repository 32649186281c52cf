import type { History } from '@swf/history';
import { checkInteger, checkOptions, type OptionNames } from '@swf/settings/wire';

/** How much a decider remembers of the executions that it decides for. */
export interface HistoryCacheOptions {
  /** Runs at most. Default: 1,000. */
  readonly maxExecutions?: number | undefined;
  /** Events of all runs together, at most. Default: 200,000. */
  readonly maxEvents?: number | undefined;
}

const CACHE_OPTIONS: OptionNames<HistoryCacheOptions> = { maxExecutions: true, maxEvents: true };

const BOUNDS = { min: 1, max: Number.MAX_SAFE_INTEGER };

/** The histories of the runs that were decided for last, by run id. What was used the longest ago is forgotten first. */
export class HistoryCache {
  readonly #maxExecutions: number;
  readonly #maxEvents: number;
  readonly #histories = new Map<string, History>();
  #events = 0;

  constructor(options: HistoryCacheOptions = {}) {
    const { maxExecutions = 1000, maxEvents = 200_000 } = checkOptions('cache', options, CACHE_OPTIONS);
    this.#maxExecutions = checkInteger('cache.maxExecutions', maxExecutions, BOUNDS);
    this.#maxEvents = checkInteger('cache.maxEvents', maxEvents, BOUNDS);
  }

  /** How many runs are remembered. */
  get size(): number {
    return this.#histories.size;
  }

  /** How many events they have together. */
  get events(): number {
    return this.#events;
  }

  get(runId: string): History | undefined {
    return this.#histories.get(runId);
  }

  set(runId: string, history: History): void {
    this.delete(runId);
    this.#histories.set(runId, history);
    this.#events += history.length;
    for (const oldest of this.#histories.keys()) {
      if (this.#histories.size <= this.#maxExecutions && this.#events <= this.#maxEvents) return;
      this.delete(oldest);
    }
  }

  delete(runId: string): void {
    this.#events -= this.#histories.get(runId)?.length ?? 0;
    this.#histories.delete(runId);
  }
}
