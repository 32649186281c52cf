import { RateLimitExceededError } from '@swf/settings/errors';
import type { Client } from '@swf/settings/request';
import type { LiveState } from '../../api/live.js';
import { OverBudgetError } from '../budget/bucket.js';
import { type ConsoleClock, isAsOldAs } from '../clock.js';
import { problemOf } from '../http/problem.js';
import type { Interval } from '../intervals.js';

/** Something that is polled, however many watch it. */
export interface Resource<Value> {
  readonly interval: Interval;
  /** Reads the value, unless the signal fires: then nobody waits for it anymore. */
  read(client: Client, signal: AbortSignal): Promise<Value>;
  /** Returns a text that changes with the value. */
  versionOf(value: Value): string;
  /** Whether the value never changes again. */
  isFinal?(value: Value): boolean;
}

/** What a watcher of a resource gets. */
export interface Watcher<Value> {
  onValue(value: Value): void;
  onState(state: LiveState): void;
  onError(error: LiveError): void;
}

/** Why a poll failed. */
interface LiveError {
  readonly title: string;
  readonly code: string;
}

/** How polling goes. */
type Status = { readonly live: LiveState } | { readonly error: LiveError };

/** Sends the requests of polls, none of which may wait longer than this. */
export type LiveClient = (maxWaitInSeconds: number) => Client;

// Each poll without news makes the interval longer by this factor.
const GROWTH = 1.5;

/** Polls a resource while it has watchers: fast when there is news, slower while there is none. */
export class Poller<Value> {
  readonly #resource: Resource<Value>;
  readonly #client: LiveClient;
  readonly #clock: ConsoleClock;
  readonly #watchers = new Set<Watcher<Value>>();
  #intervalInSeconds: number;
  #last: { readonly value: Value; readonly version: string; readonly at: number } | undefined;
  #status: Status | undefined;
  #cancelTimer: (() => void) | undefined;
  #polling: AbortController | undefined;

  constructor(resource: Resource<Value>, client: LiveClient, clock: ConsoleClock) {
    this.#resource = resource;
    this.#client = client;
    this.#clock = clock;
    this.#intervalInSeconds = resource.interval.first;
  }

  /** Adds a watcher, which gets what is known at once; returns what removes it. */
  watch(watcher: Watcher<Value>): () => void {
    this.#watchers.add(watcher);
    if (this.#last) watcher.onValue(this.#last.value);
    if (this.#status) pass(this.#status, watcher);
    if (!this.#polling && this.#isDue()) this.#pollNow();
    else if (!this.#polling && !this.#cancelTimer) this.#schedule(this.#resource.interval.first);
    return () => {
      this.#watchers.delete(watcher);
      if (this.#watchers.size === 0) this.stop();
    };
  }

  get isWatched(): boolean {
    return this.#watchers.size > 0;
  }

  /** Stops polling; a request in flight is abandoned. */
  stop(): void {
    this.#cancelTimer?.();
    this.#cancelTimer = undefined;
    this.#polling?.abort();
    this.#polling = undefined;
    this.#intervalInSeconds = this.#resource.interval.first;
  }

  #isDue(): boolean {
    if (this.#last === undefined) return !this.#cancelTimer;
    if (this.#resource.isFinal?.(this.#last.value)) return false;
    return isAsOldAs(this.#resource.interval.first, this.#last.at, this.#clock.now());
  }

  #pollNow(): void {
    this.#cancelTimer?.();
    this.#cancelTimer = undefined;
    this.#intervalInSeconds = this.#resource.interval.first;
    void this.#poll();
  }

  #schedule(seconds: number): void {
    if (this.#watchers.size === 0) return;
    if (this.#last && this.#resource.isFinal?.(this.#last.value)) return;
    this.#cancelTimer = this.#clock.setTimer(this.#clock.now() + seconds * 1000, () => {
      this.#cancelTimer = undefined;
      void this.#poll();
    });
  }

  /** Never rejects: failures go to the watchers. */
  async #poll(): Promise<void> {
    const polling = new AbortController();
    this.#polling = polling;
    let nextInSeconds: number;
    try {
      const value = await this.#resource.read(this.#client(this.#intervalInSeconds), polling.signal);
      if (polling.signal.aborted) return;
      nextInSeconds = this.#accept(value);
    } catch (error) {
      if (polling.signal.aborted) return;
      nextInSeconds = this.#fail(error);
    }
    this.#polling = undefined;
    this.#schedule(nextInSeconds);
  }

  #accept(value: Value): number {
    const { interval } = this.#resource;
    const version = this.#resource.versionOf(value);
    const isNews = version !== this.#last?.version;
    this.#last = { value, version, at: this.#clock.now() };
    this.#intervalInSeconds = isNews ? interval.first : Math.min(this.#intervalInSeconds * GROWTH, interval.quiet);
    if (isNews) for (const watcher of this.#watchers) watcher.onValue(value);
    const isFinal = this.#resource.isFinal?.(value) ?? false;
    this.#tell({ live: { state: isFinal ? 'final' : 'live', intervalInSeconds: this.#intervalInSeconds } });
    return this.#intervalInSeconds;
  }

  /**
   * What is dropped or throttled is not retried: the next poll brings what it would have brought.
   */
  #fail(error: unknown): number {
    if (RateLimitExceededError.is(error)) {
      const retryAfter = error instanceof OverBudgetError ? error.retryAfterInSeconds : 0;
      const seconds = Math.max(this.#intervalInSeconds, retryAfter);
      this.#tell({ live: { state: 'slowed', intervalInSeconds: seconds, reason: error.message } });
      return seconds;
    }
    this.#intervalInSeconds = Math.min(this.#intervalInSeconds * GROWTH, this.#resource.interval.quiet);
    const { title, code } = problemOf(error);
    this.#tell({ error: { title, code } });
    return this.#intervalInSeconds;
  }

  #tell(status: Status): void {
    const last = this.#status;
    this.#status = status;
    if (last && isSame(last, status)) return;
    for (const watcher of this.#watchers) pass(status, watcher);
  }
}

/** Whether two statuses look the same to a watcher: the words of an error may differ each time. */
function isSame(one: Status, other: Status): boolean {
  if ('error' in one || 'error' in other)
    return 'error' in one && 'error' in other && one.error.code === other.error.code;
  return one.live.state === other.live.state && one.live.intervalInSeconds === other.live.intervalInSeconds;
}

function pass<Value>(status: Status, watcher: Watcher<Value>): void {
  if ('error' in status) watcher.onError(status.error);
  else watcher.onState(status.live);
}
