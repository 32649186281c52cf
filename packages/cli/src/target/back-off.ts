import { setTimeout as sleep } from 'node:timers/promises';
import { formatDuration } from '@swf/explain';
import { mayPass, messageOf } from '@swf/settings/errors';
import { visible } from '../output/untrusted.js';

// With polls every 5 s: from 30 s to 5 min.
const FIRST_INTERVALS = 6;
const MOST_INTERVALS = 60;
// Node's timers hold less than 25 days.
const LONGEST_IN_SECONDS = 86_400;

/**
 * Keeps a command that polls for hours going: throttling, 5xx answers and lost connections pass.
 * Each failure in a row doubles the wait.
 */
export class BackOff {
  readonly #intervalInSeconds: number;
  readonly #signal: AbortSignal;
  readonly #note: (line: string) => Promise<void>;
  #waitInSeconds = 0;

  /** @param note is called with the line that says what failed, and when it is tried again. */
  constructor(intervalInSeconds: number, signal: AbortSignal, note: (line: string) => Promise<void>) {
    this.#intervalInSeconds = intervalInSeconds;
    this.#signal = signal;
    this.#note = note;
  }

  /**
   * Waits until a poll can be tried again.
   *
   * @throws the error, unless it passes by itself.
   */
  async failed(error: unknown): Promise<void> {
    if (this.#signal.aborted) throw error;
    if (!mayPass(error, true)) throw error;
    const first = FIRST_INTERVALS * this.#intervalInSeconds;
    const most = Math.min(MOST_INTERVALS * this.#intervalInSeconds, LONGEST_IN_SECONDS);
    this.#waitInSeconds = Math.min(this.#waitInSeconds * 2 || first, most);
    await this.#note(`poll failed, retrying in ${formatDuration(this.#waitInSeconds)}: ${visible(messageOf(error))}\n`);
    await sleep(this.#waitInSeconds * 1000, undefined, { signal: this.#signal });
  }

  /** Begins anew with the next failure. */
  succeeded(): void {
    this.#waitInSeconds = 0;
  }
}
