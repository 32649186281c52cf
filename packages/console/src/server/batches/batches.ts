import { randomUUID } from 'node:crypto';
import type { BatchProgress } from '../../api/batches.js';
import { RequestError } from '../http/problem.js';
import { Batch, type Selection } from './batch.js';

const MOST_BATCHES = 50;

/** The batches of this process; they end with it. */
export class Batches {
  readonly #batches = new Map<string, Batch>();
  readonly #running = new Set<Promise<void>>();

  /** Freezes a selection. */
  add(selection: Selection): Batch {
    const batch = new Batch(randomUUID(), selection);
    const idle = [...this.#batches.values()].filter(({ isRunning }) => !isRunning);
    // A map keeps the order in which batches were frozen.
    const [oldest] = idle;
    if (oldest && this.#batches.size >= MOST_BATCHES) this.#batches.delete(oldest.id);
    this.#batches.set(batch.id, batch);
    return batch;
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
