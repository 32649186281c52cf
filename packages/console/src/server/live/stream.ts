import type { LiveUpdate, Topic } from '../../api/live.js';
import type { Clock } from '../clock.js';
import type { LiveSource } from './source.js';

// Proxies end connections that are silent for a minute.
const HEARTBEAT_IN_MILLISECONDS = 15_000;
// What a reader does not take for so long is lost anyway: it comes back with what it has.
const MOST_WAITING_CHUNKS = 500;

/** What a stream needs, and how it ends. */
export interface StreamOptions {
  readonly source: LiveSource;
  readonly clock: Clock;
  /** Fires when the client has gone. */
  readonly signal: AbortSignal;
}

/** A stream of updates, as `text/event-stream`. */
export class LiveStream {
  readonly body: ReadableStream<Uint8Array<ArrayBuffer>>;
  readonly #clock: Clock;
  readonly #signal: AbortSignal;
  readonly #stops: (() => void)[] = [];
  readonly #encoder = new TextEncoder();
  readonly #onClose: (stream: LiveStream) => void;
  #controller: ReadableStreamDefaultController<Uint8Array<ArrayBuffer>> | undefined;
  #cancelHeartbeat: () => void = () => {};

  /**
   * Watches the topics.
   *
   * @throws `InvalidArgumentError` for a topic that cannot be watched; nothing is watched then.
   */
  constructor(topics: readonly Topic[], { source, clock, signal }: StreamOptions, onClose: (s: LiveStream) => void) {
    this.#clock = clock;
    this.#signal = signal;
    this.#onClose = onClose;
    this.body = new ReadableStream<Uint8Array<ArrayBuffer>>({
      start: (controller) => {
        this.#controller = controller;
      },
      cancel: () => this.close(),
    });
    signal.addEventListener('abort', this.close, { once: true });
    this.#write(': connected\n\n');
    this.#scheduleHeartbeat();
    try {
      for (const topic of topics) this.#stops.push(source.watch(topic, this.#update));
    } catch (error) {
      this.close();
      throw error;
    }
    if (signal.aborted) this.close();
  }

  /** Ends the stream and everything that it watches. */
  readonly close = (): void => {
    const controller = this.#controller;
    if (!controller) return;
    this.#controller = undefined;
    this.#signal.removeEventListener('abort', this.close);
    this.#cancelHeartbeat();
    for (const stop of this.#stops.splice(0)) stop();
    try {
      controller.close();
    } catch {
      // Its reader has cancelled it.
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

  #scheduleHeartbeat(): void {
    this.#cancelHeartbeat = this.#clock.setTimer(this.#clock.now() + HEARTBEAT_IN_MILLISECONDS, () => {
      this.#write(': still here\n\n');
      if (this.#controller) this.#scheduleHeartbeat();
    });
  }
}
