import { vi } from 'vitest';
import type { LiveUpdate, Topic } from '../../../src/api/live.js';
import { settle } from './hook.js';

/** The streams of live updates that a console opens; the test writes them. */
export class LiveStreams {
  readonly #topics: (readonly Topic[])[] = [];
  readonly #writers: ReadableStreamDefaultController<Uint8Array>[] = [];

  /** What the page watches, as of its last stream. */
  get topics(): readonly Topic[] {
    return this.#topics.at(-1) ?? [];
  }

  /** How many streams were opened. */
  get count(): number {
    return this.#topics.length;
  }

  async open(request: Request): Promise<Response> {
    const { topics } = (await request.clone().json()) as { readonly topics: readonly Topic[] };
    this.#topics.push(topics);
    return new Response(
      new ReadableStream<Uint8Array>({
        start: (controller) => {
          this.#writers.push(controller);
        },
      }),
    );
  }

  async send(...updates: readonly LiveUpdate[]): Promise<void> {
    const text = updates.map((update) => `event: update\ndata: ${JSON.stringify(update)}\n\n`).join('');
    this.#writers.at(-1)?.enqueue(new TextEncoder().encode(text));
    await settle();
  }
}

/** Lets time pass, which the test must have replaced by fake timers. */
export async function pass(milliseconds = 0): Promise<void> {
  await settle();
  await vi.advanceTimersByTimeAsync(milliseconds);
  await settle();
}
