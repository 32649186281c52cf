import { messageOf } from '@swf/settings/errors';
import type { BatchProgress, FrozenBatch, FrozenRun } from '../../api/batches.js';
import type { RunInfo } from '../../api/executions.js';
import type { Change } from '../../changes/change.js';
import { type BatchOptions, changeRuns, type Outcome, type Selected } from '../../changes/runner.js';

/** A selection of runs, and what is to be done to them. */
export interface Selection {
  readonly domain: string;
  readonly change: Change;
  readonly runs: readonly FrozenRun[];
  readonly requestsPerSecond: number;
}

/** How a batch sends, waits and records. */
export type Running = Pick<BatchOptions, 'client' | 'delay' | 'record'>;

const MOST_ERRORS = 10;

/** A frozen selection of runs, and how far its change got. */
export class Batch {
  readonly id: string;
  readonly selection: Selection;
  readonly #listeners = new Set<(progress: BatchProgress) => void>();
  readonly #outcomes = new Map<string, Outcome>();
  readonly #errors: (RunInfo & { readonly error: string })[] = [];
  #state: BatchProgress['state'] = 'frozen';
  #failure: string | undefined;
  #stopping = new AbortController();

  constructor(id: string, selection: Selection) {
    this.id = id;
    this.selection = selection;
  }

  get frozen(): FrozenBatch {
    const { runs: items, requestsPerSecond } = this.selection;
    return { batch: this.id, count: items.length, items, requestsPerSecond };
  }

  get progress(): BatchProgress {
    const outcomes = [...this.#outcomes.values()];
    const count = (outcome: Outcome) => outcomes.filter((each) => each === outcome).length;
    return {
      batch: this.id,
      state: this.#state,
      count: this.selection.runs.length,
      done: count('done') + count('closed'),
      closed: count('closed'),
      failed: count('failed'),
      errors: this.#errors,
      ...(this.#failure !== undefined && { failure: this.#failure }),
    };
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
    const { domain, change, runs, requestsPerSecond } = this.selection;
    this.#stopping = new AbortController();
    this.#errors.length = 0;
    this.#failure = undefined;
    const rest = runs.filter(({ runId }) => (this.#outcomes.get(runId) ?? 'failed') === 'failed');
    for (const { runId } of rest) this.#outcomes.delete(runId);
    this.#become('running');
    const { signal } = this.#stopping;
    const options = { ...running, domain: { name: domain }, change, requestsPerSecond, signal };
    try {
      await changeRuns(rest, {
        ...options,
        record: async (run, outcome, error) => {
          this.#keep(run, outcome, error);
          await record(run, outcome, error);
        },
      });
      this.#become(signal.aborted && this.#outcomes.size < runs.length ? 'stopped' : 'finished');
    } catch (error) {
      this.#failure = messageOf(error);
      this.#become('stopped');
    }
  }

  /** Stops after the requests in flight. */
  stop(): void {
    this.#stopping.abort();
  }

  #keep(run: Selected, outcome: Outcome, error: string | undefined): void {
    this.#outcomes.set(run.runId, outcome);
    const { workflowId, runId } = run;
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
