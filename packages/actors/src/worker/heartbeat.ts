import type { Timeout } from '@swf/settings/wire';
import { fullJitter, LONGEST_REST_IN_SECONDS } from '../requests/backoff.js';
import { CuttableRequest } from '../requests/bounded.js';
import { failureKind, isTaskGone } from '../requests/failure-kind.js';
import type { Retry } from '../requests/retry.js';
import { attempt } from '../tasks/attempt.js';
import type { Pace } from '../time/pace.js';
import { alarm, shareOf } from '../time/timers.js';

/** How often heartbeats go out. */
export interface HeartbeatRate {
  readonly intervalInSeconds: number;
  /** Bounds the heartbeats that many tasks send together, except those that carry new details. */
  readonly pace?: Pace | undefined;
}

/** How the heartbeats of one task are sent, and who hears of the outcome. */
export interface HeartbeatOptions {
  /** Sends one heartbeat; resolves to whether the cancellation of the task was requested. */
  readonly send: (details: string | undefined, signal: AbortSignal) => Promise<boolean>;
  /** `isRecovery`: the heartbeats before this one failed. */
  readonly onAnswer: (cancelRequested: boolean, isRecovery: boolean) => void;
  readonly onUnknown: () => void;
  readonly onRetry: (retry: Retry) => void;
  readonly onError: (error: unknown) => void;
}

/** A heartbeat timeout of 0 is treated as this. */
export const SHORTEST_TIMEOUT_IN_SECONDS = 1;
const DEFAULT_INTERVAL_IN_SECONDS = 30;
const INTERVALS_PER_TIMEOUT = 3;

/**
 * Returns how often heartbeats go out: three times within their timeout, or every 30 s without one.
 */
export function heartbeatInterval(heartbeatTimeout: Timeout | undefined): number {
  if (typeof heartbeatTimeout !== 'number') return DEFAULT_INTERVAL_IN_SECONDS;
  return Math.max(heartbeatTimeout, SHORTEST_TIMEOUT_IN_SECONDS) / INTERVALS_PER_TIMEOUT;
}

/**
 * Returns how often heartbeats go out if a decider may have given the task another timeout than
 * that: as often, and every 30 s at least, for a shorter one.
 */
export function defaultHeartbeatInterval(heartbeatTimeout: Timeout | undefined): number {
  return Math.min(heartbeatInterval(heartbeatTimeout), DEFAULT_INTERVAL_IN_SECONDS);
}

// Details that an activity gives in quick succession go out together.
const GAP_IN_SECONDS = 1;
/** Bounds of one try: a connection can be dead without anyone noticing. */
const TRY_IN_SECONDS = { min: 1, max: 10 };

/**
 * The heartbeats of one task: one at a time, each with the latest details.
 *
 * A state machine: every event (details, a learned timeout, an answer, a failure) changes the
 * state, and the time of the next step is computed from the state alone. So no order of events can
 * leave a stale alarm behind. All times are in seconds.
 */
export class Heartbeat {
  readonly #options: HeartbeatOptions;
  #rate: HeartbeatRate;
  #details: string | undefined;
  /** Whether a heartbeat should go out before its interval ends. */
  #wanted = false;
  #request: CuttableRequest | undefined;
  #isRunning = false;
  #failures = 0;
  /** When the last heartbeat was sent; at first, when the task began. */
  #lastAt = now();
  /** When the last accepted heartbeat was sent, from which SWF counts at the earliest. */
  #acceptedAt = this.#lastAt;
  #hasBeaten = false;
  #failedAt = 0;
  #retryDelay = 0;
  /** Downwards, so that the tasks of a worker do not beat in step and none beats late. */
  #jitter = jitter();
  #cancelStep: () => void = () => {};

  constructor(rate: HeartbeatRate, options: HeartbeatOptions) {
    this.#rate = rate;
    this.#options = options;
  }

  /** Starts to send heartbeats; until then nothing is armed. */
  start(): void {
    this.#isRunning = true;
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
    this.#isRunning = false;
    this.#cancelStep();
    this.#request?.cut(undefined);
  }

  /** When the next heartbeat is due, if none is in flight. */
  get #dueAt(): number {
    const { intervalInSeconds } = this.#rate;
    if (this.#failures > 0) return this.#failedAt + Math.min(this.#retryDelay, this.#share(this.#failedAt));
    const regular = intervalInSeconds * this.#jitter;
    const soon = this.#hasBeaten ? GAP_IN_SECONDS : 0;
    return this.#lastAt + (this.#wanted ? Math.min(soon, regular) : regular);
  }

  /**
   * Returns how much of the heartbeat timeout one try, or one wait between two, may take.
   *
   * A share of what was left at that moment, so that several that hang or fail leave time for more.
   */
  #share(at: number): number {
    const { intervalInSeconds } = this.#rate;
    const left = this.#acceptedAt + INTERVALS_PER_TIMEOUT * intervalInSeconds - at;
    // The timeout has passed without an end: a decider has given the task a longer one, or none.
    const min = left > 0 ? TRY_IN_SECONDS.min : TRY_IN_SECONDS.max;
    return shareOf(left, { min: Math.min(min, intervalInSeconds), max: TRY_IN_SECONDS.max });
  }

  #arm(): void {
    this.#cancelStep();
    if (!this.#isRunning) return;
    const request = this.#request;
    if (request) {
      this.#cancelStep = request.cutAfter(Math.max(0, this.#lastAt + this.#share(this.#lastAt) - now()));
    } else this.#cancelStep = alarm(Math.max(0, this.#dueAt - now()), () => this.#step());
  }

  #step(): void {
    const { pace } = this.#rate;
    if (pace && !this.#wanted) this.#cancelStep = pace.enter(() => void this.#send());
    else void this.#send();
  }

  async #send(): Promise<void> {
    const request = new CuttableRequest();
    this.#request = request;
    this.#wanted = false;
    const sentAt = now();
    this.#lastAt = sentAt;
    this.#hasBeaten = true;
    this.#jitter = jitter();
    this.#arm();
    const sent = await attempt(() => request.run((signal) => this.#options.send(this.#details, signal)));
    this.#request = undefined;
    if (!this.#isRunning) return;
    if ('error' in sent) this.#fail(sent.error, request.isCut);
    else {
      const isRecovery = this.#failures > 0;
      this.#failures = 0;
      this.#acceptedAt = sentAt;
      this.#options.onAnswer(sent.result, isRecovery);
    }
    this.#arm();
  }

  #fail(error: unknown, isCut: boolean): void {
    if (isTaskGone(error)) {
      this.stop();
      this.#options.onUnknown();
    } else if (isCut || failureKind(error) !== 'final') {
      this.#failures += 1;
      this.#failedAt = now();
      const cap = Math.min(LONGEST_REST_IN_SECONDS.transient, this.#share(this.#failedAt));
      this.#retryDelay = fullJitter(this.#failures, cap);
      this.#options.onRetry({ error, failures: this.#failures, delayInSeconds: this.#retryDelay });
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
