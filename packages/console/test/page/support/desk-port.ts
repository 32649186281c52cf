import { vi } from 'vitest';
import type { WorkerPort } from '../../../src/page/worker/client.js';
import { Desk } from '../../../src/page/worker/desk.js';
import type { Asked } from '../../../src/page/worker/protocol.js';

/** A worker in this thread. Its messages are copied, as those of a real one. */
export class DeskPort implements WorkerPort {
  /** What it was asked, in order. */
  readonly asked: Asked[] = [];
  /** Answers only after this, if it is set. */
  gate: Promise<void> | undefined;
  readonly #desk = new Desk();
  readonly #listeners = new Map<string, (event: { readonly data: unknown }) => void>();

  postMessage(message: unknown): void {
    const asked = structuredClone(message) as Asked;
    this.asked.push(asked);
    void this.#answer(asked);
  }

  addEventListener(type: string, listener: (event: { readonly data: unknown }) => void): void {
    this.#listeners.set(type, listener);
  }

  /** Stops, as a worker whose script throws. */
  fail(): void {
    this.#listeners.get('error')?.({ data: undefined });
  }

  /** The names of the questions since the last call. */
  get questions(): readonly string[] {
    return this.asked.splice(0).map(({ question }) => question);
  }

  async #answer({ number, question, about }: Asked): Promise<void> {
    await this.gate;
    const answer = await this.#desk.answer(question, about).then(
      (value) => ({ number, value }),
      (error: Error) => ({ number, error: error.message }),
    );
    this.#listeners.get('message')?.({ data: structuredClone(answer) });
  }
}

/** Gives the page a worker, for one test. */
export function stubWorker() {
  const port = new DeskPort();
  const started: unknown[][] = [];
  vi.stubGlobal(
    'Worker',
    // What the page constructs is the port that the test has.
    new Proxy(class {}, {
      construct(_, given: unknown[]) {
        started.push(given);
        return port;
      },
    }),
  );
  return { port, started };
}
