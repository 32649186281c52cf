import { ConnectionError } from '@swf/settings/errors';
import type { Timeout } from '@swf/settings/wire';
import { fullJitter, LONGEST_REST_IN_SECONDS } from '../requests/backoff.js';
import { failureKind, isTaskGone } from '../requests/failure-kind.js';
import type { Retry } from '../requests/retry.js';
import { attempt } from '../tasks/attempt.js';
import type { Pace } from '../time/pace.js';
import { alarm } from '../time/timers.js';

/** How often heartbeats go out. */
export interface HeartbeatRate {
  readonly intervalInSeconds: number;
  /** Bounds the beats that many tasks send together, except those that carry new details. */
  readonly pace?: Pace | undefined;
}

/** How the heartbeats of one task are sent, and who hears of the outcome. */
export interface HeartbeatOptions {
  /** Sends one heartbeat; resolves to whether the cancellation of the task was requested. */
  readonly send: (details: string | undefined, signal: AbortSignal) => Promise<boolean>;
  readonly onAnswer: (cancelRequested: boolean) => void;
  readonly onUnknown: () => void;
  readonly onRetry: (retry: Retry) => void;
  readonly onError: (error: unknown) => void;
}

/** A heartbeat timeout of 0 is treated as this. */
export const SHORTEST_TIMEOUT_IN_SECONDS = 1;
const DEFAULT_INTERVAL_IN_SECONDS = 30;

/**
 * Returns how often heartbeats go out: three times within their timeout, or every 30 s without one.
 */
export function heartbeatInterval(heartbeatTimeout: Timeout | undefined): number {
  if (typeof heartbeatTimeout !== 'number') return DEFAULT_INTERVAL_IN_SECONDS;
  return Math.max(heartbeatTimeout, SHORTEST_TIMEOUT_IN_SECONDS) / 3;
}

// Details that an activity gives in quick succession go out together.
const GAP_IN_SECONDS = 1;

/**
 * The heartbeats of one task: one at a time, each with the latest details.
 *
 * A state machine: whatever happens (details, a learned timeout, an answer, a failure) changes the
 * state, and the time of the next step is computed anew from the state alone. So no order of events
 * can leave a stale alarm behind.
 */
export class Heartbeat {
  readonly #options: HeartbeatOptions;
  #rate: HeartbeatRate;
  #details: string | undefined;
  /** Whether a heartbeat is to go out before its interval ends. */
  #wanted = false;
  #sending: AbortController | undefined;
  #stopped = false;
  #failures = 0;
  /**
   * When the last heartbeat was sent; at first, when the task began. Like all times here, in
   * seconds.
   */
  #lastAt = now();
  #hasBeaten = false;
  #failedAt = 0;
  #retryDelay = 0;
  /** Downwards, so that the tasks of a worker do not beat in step and none beats late. */
  #jitter = jitter();
  #cancelStep: () => void = () => {};

  constructor(rate: HeartbeatRate, options: HeartbeatOptions) {
    this.#rate = rate;
    this.#options = options;
    this.#arm();
  }

  /** Changes how often heartbeats go out, counted from the last one. */
  every(rate: HeartbeatRate): void {
    this.#rate = rate;
    this.#arm();
  }

  /** Sets the details of this and the following heartbeats, and sends one soon. */
  beat(details: string | undefined): void {
    this.#details = details;
    this.ask();
  }

  /** Sends a heartbeat as soon as the last one is answered and a second old. */
  ask(): void {
    this.#wanted = true;
    this.#arm();
  }

  /** Sends no more heartbeats and ignores the outcome of one in flight. */
  stop(): void {
    this.#stopped = true;
    this.#cancelStep();
    this.#sending?.abort();
  }

  /** When the next step is due: cutting the heartbeat in flight, or sending one. */
  get #dueAt(): number {
    const { intervalInSeconds } = this.#rate;
    if (this.#sending) return this.#lastAt + intervalInSeconds;
    if (this.#failures > 0) return this.#failedAt + Math.min(this.#retryDelay, intervalInSeconds);
    const regular = intervalInSeconds * this.#jitter;
    const soon = this.#hasBeaten ? GAP_IN_SECONDS : 0;
    return this.#lastAt + (this.#wanted ? Math.min(soon, regular) : regular);
  }

  #arm(): void {
    this.#cancelStep();
    if (this.#stopped) return;
    this.#cancelStep = alarm(Math.max(0, this.#dueAt - now()), () => this.#step());
  }

  #step(): void {
    const { intervalInSeconds, pace } = this.#rate;
    if (this.#sending) {
      this.#sending.abort(new ConnectionError(`SWF did not answer a heartbeat within ${intervalInSeconds} seconds`));
    } else if (pace && !this.#wanted) this.#cancelStep = pace.enter(() => void this.#send());
    else void this.#send();
  }

  async #send(): Promise<void> {
    const sending = new AbortController();
    this.#sending = sending;
    this.#wanted = false;
    this.#lastAt = now();
    this.#hasBeaten = true;
    this.#jitter = jitter();
    this.#arm();
    const sent = await attempt(() => this.#options.send(this.#details, sending.signal));
    this.#sending = undefined;
    if (this.#stopped) return;
    if ('error' in sent) this.#fail(sent.error, sending.signal);
    else {
      this.#failures = 0;
      this.#options.onAnswer(sent.result);
    }
    this.#arm();
  }

  #fail(error: unknown, sending: AbortSignal): void {
    if (isTaskGone(error)) {
      this.stop();
      this.#options.onUnknown();
    } else if (sending.aborted || failureKind(error) !== 'final') {
      this.#failures += 1;
      const cap = Math.min(this.#rate.intervalInSeconds, LONGEST_REST_IN_SECONDS.transient);
      const delayInSeconds = fullJitter(this.#failures, cap);
      this.#failedAt = now();
      this.#retryDelay = delayInSeconds;
      this.#options.onRetry({ error, failures: this.#failures, delayInSeconds });
    } else {
      this.#failures = 0;
      this.#options.onError(error);
    }
  }
}

function jitter(): number {
  return 0.8 + Math.random() * 0.2;
}

function now(): number {
  return performance.now() / 1000;
}
