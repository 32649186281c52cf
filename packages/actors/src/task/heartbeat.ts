import { fullJitter } from '../loop/backoff.js';
import type { Retry } from '../loop/retry.js';
import { alarm, secondsSince } from '../loop/sleep.js';
import { failureKind, isUnknown } from '../loop/transient.js';

/** How the heartbeats of one task are sent, and who hears what comes of them. */
export interface HeartbeatOptions {
  /** Sends one heartbeat; tells whether the cancellation of the task was requested. */
  readonly send: (details: string | undefined, signal: AbortSignal) => Promise<boolean>;
  readonly onAnswer: (cancelRequested: boolean) => void;
  readonly onUnknown: () => void;
  readonly onRetry: (retry: Retry) => void;
  readonly onError: (error: unknown) => void;
}

// Details that an activity gives in quick succession go out together, at most so often.
const GAP_IN_SECONDS = 1;

/**
 * The heartbeats of one task: at an interval, never two at a time, each with the latest details. One that fails in a way that
 * may pass is sent again, sooner than the interval says; one that is not answered is cut when the next is due.
 */
export class Heartbeat {
  readonly #options: HeartbeatOptions;
  #intervalInSeconds: number;
  #details: string | undefined;
  #sending: AbortController | undefined;
  #stopped = false;
  #failures = 0;
  #gapInSeconds = 0;
  #lastAt = performance.now();
  #cancelAlarm: () => void = () => {};

  constructor(intervalInSeconds: number, options: HeartbeatOptions) {
    this.#intervalInSeconds = intervalInSeconds;
    this.#options = options;
    this.#schedule(this.#interval());
  }

  /** Changes how often heartbeats go out, counted from the last one. */
  every(intervalInSeconds: number): void {
    this.#intervalInSeconds = intervalInSeconds;
    this.#schedule(this.#interval());
  }

  /** Gives the details of this and the following heartbeats, and sends one soon. */
  beat(details: string | undefined): void {
    this.#details = details;
    this.#schedule(Math.min(this.#gapInSeconds, this.#intervalInSeconds));
  }

  /** Sends a heartbeat at once, unless one is on its way. */
  ask(): void {
    this.#schedule(0);
  }

  /** No heartbeat any more; what comes of one that is on its way is of no interest. */
  stop(): void {
    this.#stopped = true;
    this.#cancelAlarm();
    this.#sending?.abort();
  }

  /** Jittered downwards, so that the tasks of a worker don't beat in step and none beats late. */
  #interval(): number {
    return this.#intervalInSeconds * (0.8 + Math.random() * 0.2);
  }

  /** Sets the next heartbeat, so many seconds after the last one. While one is on its way, its end sets the next. */
  #schedule(seconds: number): void {
    if (this.#stopped || this.#sending) return;
    this.#cancelAlarm();
    const left = Math.max(0, seconds - secondsSince(this.#lastAt));
    this.#cancelAlarm = alarm(left, () => void this.#send());
  }

  async #send(): Promise<void> {
    const sending = new AbortController();
    const cancelCut = alarm(this.#intervalInSeconds, () => sending.abort());
    const details = this.#details;
    this.#sending = sending;
    this.#lastAt = performance.now();
    this.#gapInSeconds = GAP_IN_SECONDS;
    let next = this.#interval();
    try {
      const cancelRequested = await this.#options.send(details, sending.signal);
      this.#failures = 0;
      if (this.#details !== details) next = Math.min(next, GAP_IN_SECONDS);
      if (!this.#stopped) this.#options.onAnswer(cancelRequested);
    } catch (error) {
      if (!this.#stopped) next = this.#failed(error, sending.signal, next);
    }
    cancelCut();
    this.#sending = undefined;
    this.#schedule(next);
  }

  /** When to send the next heartbeat after one that failed. */
  #failed(error: unknown, sending: AbortSignal, next: number): number {
    if (isUnknown(error)) {
      this.stop();
      this.#options.onUnknown();
    } else if (sending.aborted || failureKind(error) !== 'final') {
      this.#failures += 1;
      const delayInSeconds = fullJitter(this.#failures, this.#intervalInSeconds);
      this.#options.onRetry({ error, failures: this.#failures, delayInSeconds });
      return secondsSince(this.#lastAt) + delayInSeconds;
    } else this.#options.onError(error);
    return next;
  }
}
