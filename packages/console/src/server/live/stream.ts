import type { LiveUpdate, Topic } from '../../api/live.js';
import { problemOf } from '../http/problem.js';
import type { LiveSource } from './source.js';

// A reader that leaves so many untaken is gone; when it reconnects, it says what it has.
const MOST_WAITING_CHUNKS = 500;

/** A stream of updates, as `text/event-stream`. */
export class LiveStream {
  readonly body: ReadableStream<Uint8Array<ArrayBuffer>>;
  readonly #onClose: (stream: LiveStream) => void;
  readonly #signal: AbortSignal;
  readonly #encoder = new TextEncoder();
  readonly #stops: (() => void)[] = [];
  #controller: ReadableStreamDefaultController<Uint8Array<ArrayBuffer>> | undefined;

  /** @param signal - Fires when the client has gone. */
  constructor(onClose: (stream: LiveStream) => void, signal: AbortSignal) {
    this.#onClose = onClose;
    this.#signal = signal;
    this.body = new ReadableStream<Uint8Array<ArrayBuffer>>({
      start: (controller) => {
        this.#controller = controller;
      },
      cancel: () => this.close(),
    });
    signal.addEventListener('abort', this.close, { once: true });
  }

  /** Sends the updates of these topics; the one update of a topic that cannot be watched is why. */
  watch(topics: readonly Topic[], source: LiveSource): void {
    this.#write(': connected\n\n');
    for (const topic of topics) {
      try {
        this.#stops.push(source.watch(topic, this.#update));
      } catch (error) {
        // The tab needs the others, and would open a stream that is refused again and again.
        const { title, code } = problemOf(error);
        this.#update({ id: topic.id, topic: 'error', title, code });
      }
    }
    if (this.#signal.aborted) this.close();
  }

  /** Sends a comment, so that proxies keep the connection. */
  beat(): void {
    this.#write(': still here\n\n');
  }

  /** Ends the stream and everything that it watches. */
  readonly close = (): void => {
    const controller = this.#controller;
    if (!controller) return;
    this.#controller = undefined;
    this.#signal.removeEventListener('abort', this.close);
    for (const stop of this.#stops.splice(0)) stop();
    try {
      controller.close();
    } catch {
      // Its reader has canceled it.
    }
    this.#onClose(this);
  };

  readonly #update = (update: LiveUpdate): void => {
    this.#write(`event: update\ndata: ${JSON.stringify(update)}\n\n`);
  };

  #write(text: string): void {
    if (!this.#controller) return;
    if ((this.#controller.desiredSize ?? 0) < -MOST_WAITING_CHUNKS) this.close();
    else this.#controller.enqueue(this.#encoder.encode(text));
  }
}
