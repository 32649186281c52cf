import type { Topic } from '../../api/live.js';
import type { ConsoleClock } from '../clock.js';
import type { LiveSource } from './source.js';
import { LiveStream } from './stream.js';

// Proxies end connections that are silent for a minute.
const HEARTBEAT_IN_MILLISECONDS = 15_000;

/** The streams that are open, and the heartbeat that keeps them. */
export class LiveStreams {
  readonly #source: LiveSource;
  readonly #clock: ConsoleClock;
  readonly #streams = new Set<LiveStream>();
  #cancelTimer: (() => void) | undefined;

  constructor(source: LiveSource, clock: ConsoleClock) {
    this.#source = source;
    this.#clock = clock;
  }

  /** Opens a stream, until its client has gone. */
  open(topics: readonly Topic[], signal: AbortSignal): LiveStream {
    const stream = new LiveStream((closed) => this.#remove(closed), signal);
    this.#streams.add(stream);
    stream.watch(topics, this.#source);
    if (!this.#cancelTimer && this.#streams.size > 0) this.#schedule();
    return stream;
  }

  /** Ends all streams and what they watch. */
  close(): void {
    for (const stream of this.#streams) stream.close();
    this.#source.close();
  }

  #remove(stream: LiveStream): void {
    this.#streams.delete(stream);
    if (this.#streams.size > 0) return;
    this.#cancelTimer?.();
    this.#cancelTimer = undefined;
  }

  #schedule(): void {
    this.#cancelTimer = this.#clock.setTimer(this.#clock.now() + HEARTBEAT_IN_MILLISECONDS, () => {
      this.#cancelTimer = undefined;
      for (const stream of this.#streams) stream.beat();
      if (this.#streams.size > 0) this.#schedule();
    });
  }
}
