import { randomUUID } from 'node:crypto';
import type { BatchProgress } from '../../api/batches.js';
import { RequestError } from '../http/problem.js';
import { Batch, type Selection } from './batch.js';

const MOST_BATCHES = 50;
// A batch has up to 100,000.
const MOST_RUNS = 200_000;

/** The batches of this process; they end with it. */
export class Batches {
  readonly #batches = new Map<string, Batch>();
  readonly #running = new Set<Promise<void>>();

  /** Freezes a selection. */
  add(selection: Selection): Batch {
    const batch = new Batch(randomUUID(), selection);
    this.#makeRoom(batch);
    this.#batches.set(batch.id, batch);
    return batch;
  }

  /** Drops the oldest batches, but none that is running. */
  #makeRoom({ count }: Batch): void {
    // A map keeps the order in which batches were frozen.
    const idle = [...this.#batches.values()].filter(({ isRunning }) => !isRunning);
    // What never ran has no outcome to lose.
    const byWorth = [...idle.filter(({ hasRun }) => !hasRun), ...idle.filter(({ hasRun }) => hasRun)];
    let runs = [...this.#batches.values()].reduce((sum, { left }) => sum + left, count);
    for (const { id, left } of byWorth) {
      if (runs <= MOST_RUNS) break;
      if (left === 0) continue;
      this.#batches.delete(id);
      runs -= left;
    }
    for (const { id } of idle) {
      if (this.#batches.size < MOST_BATCHES) break;
      this.#batches.delete(id);
    }
  }

  /** @throws `RequestError` for one that is unknown. */
  get(id: string): Batch {
    const batch = this.#batches.get(id);
    if (batch) return batch;
    throw new RequestError(`batch ${JSON.stringify(id)} is unknown: the console was restarted, or it is too old`, {
      status: 404,
      code: 'NOT_FOUND',
    });
  }

  watch(id: string, listener: (progress: BatchProgress) => void): () => void {
    return this.get(id).watch(listener);
  }

  /** Keeps track of a batch that runs. */
  track(run: Promise<void>): void {
    const settled: Promise<void> = run.finally(() => this.#running.delete(settled));
    this.#running.add(settled);
  }

  /** Stops all batches after their requests in flight. */
  async close(): Promise<void> {
    for (const batch of this.#batches.values()) batch.stop();
    await Promise.all(this.#running);
  }
}
