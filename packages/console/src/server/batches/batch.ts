import { messageOf } from '@swf/settings/errors';
import type { BatchProgress } from '../../api/batches.js';
import type { RunInfo } from '../../api/executions.js';
import type { Change } from '../../changes/change.js';
import { type BatchOptions, changeRuns, type Outcome, type Selected } from '../../changes/runner.js';

/** A selection of runs, and what is to be done to them. */
export interface Selection {
  readonly domain: string;
  readonly change: Change;
  readonly runs: readonly Selected[];
  readonly requestsPerSecond: number;
}

/** How a batch sends, waits and records. */
export type Running = Pick<BatchOptions, 'client' | 'delay' | 'record'>;

const MOST_ERRORS = 10;

/**
 * A frozen selection of runs, and how far its change got. It keeps the ids of those runs alone that
 * are left: there may be 100,000.
 */
export class Batch {
  readonly id: string;
  readonly domain: string;
  readonly change: Change;
  /** The number of selected runs. */
  readonly count: number;
  readonly #requestsPerSecond: number;
  readonly #listeners = new Set<(progress: BatchProgress) => void>();
  readonly #tally: Record<Outcome, number> = { done: 0, closed: 0, failed: 0 };
  readonly #errors: (RunInfo & { readonly error: string })[] = [];
  #left: readonly Selected[];
  #state: BatchProgress['state'] = 'frozen';
  #failure: string | undefined;
  #stopping = new AbortController();

  constructor(id: string, { domain, change, runs, requestsPerSecond }: Selection) {
    this.id = id;
    this.domain = domain;
    this.change = change;
    this.#requestsPerSecond = requestsPerSecond;
    this.count = runs.length;
    this.#left = runs.map(({ workflowId, runId }) => ({ workflowId, runId }));
  }

  /** The number of runs to change; while it is running, as of its start. */
  get left(): number {
    return this.#left.length;
  }

  get progress(): BatchProgress {
    const { done, closed, failed } = this.#tally;
    return {
      batch: this.id,
      state: this.#state,
      count: this.count,
      done: done + closed,
      closed,
      failed,
      errors: this.#errors,
      ...(this.#failure !== undefined && { failure: this.#failure }),
    };
  }

  get hasRun(): boolean {
    return this.#state !== 'frozen';
  }

  get isRunning(): boolean {
    return this.#state === 'running';
  }

  /** Calls the listener with the progress, now and after each outcome, until the result is called. */
  watch(listener: (progress: BatchProgress) => void): () => void {
    this.#listeners.add(listener);
    listener(this.progress);
    return () => this.#listeners.delete(listener);
  }

  /** Changes the runs that have no outcome, or failed. Resolves when it is finished or stopped. */
  async run({ record, ...running }: Running): Promise<void> {
    this.#stopping = new AbortController();
    this.#errors.length = 0;
    this.#failure = undefined;
    this.#tally.failed = 0;
    this.#become('running');
    const { signal } = this.#stopping;
    const changed = new Set<string>();
    try {
      await changeRuns(this.#left, {
        ...running,
        domain: { name: this.domain },
        change: this.change,
        requestsPerSecond: this.#requestsPerSecond,
        signal,
        record: async (run, outcome, error) => {
          if (outcome !== 'failed') changed.add(run.runId);
          this.#keep(run, outcome, error);
          await record(run, outcome, error);
        },
      });
    } catch (error) {
      this.#failure = messageOf(error);
    }
    this.#left = this.#left.filter(({ runId }) => !changed.has(runId));
    const isStopped = this.#failure !== undefined || (signal.aborted && this.#tally.failed < this.left);
    this.#become(isStopped ? 'stopped' : 'finished');
  }

  /** Stops after the requests in flight. */
  stop(): void {
    this.#stopping.abort();
  }

  #keep({ workflowId, runId }: Selected, outcome: Outcome, error: string | undefined): void {
    this.#tally[outcome] += 1;
    if (error !== undefined && this.#errors.length < MOST_ERRORS) this.#errors.push({ workflowId, runId, error });
    this.#tell();
  }

  #become(state: BatchProgress['state']): void {
    this.#state = state;
    this.#tell();
  }

  #tell(): void {
    const { progress } = this;
    for (const listener of this.#listeners) listener(progress);
  }
}
