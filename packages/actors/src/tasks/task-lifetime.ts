import { ConnectionError } from '@swf/settings/errors';
import { withSignal } from '../requests/bounded.js';
import { alarm, secondsSince } from '../time/timers.js';
import { type AbortReason, TaskAbortedError } from './abort.js';

/** How long work has to end after its task has, before it is given up. */
const SETTLE_IN_SECONDS = 1;
/**
 * How long an answer is tried after its task has ended: SWF's clock and ours may differ. One that
 * is given up to stop has no such time.
 */
const LATE_ANSWER_IN_SECONDS = { ended: 5, stopping: 2 };
/** How long one try of an answer may take: a connection can be dead without anyone noticing. */
const TRY_IN_SECONDS = { min: 1, max: 10 };
/**
 * How much of what is left of a task one try may take, so that several that hang leave time for one
 * more.
 */
const SHARE_OF_TRY = 1 / 4;

/**
 * The signal of one running task. A requested cancellation is advice; every other reason is the end
 * of the task.
 */
export class TaskLifetime {
  readonly #controller = new AbortController();
  readonly #late = new AbortController();
  readonly #stopping: AbortSignal;
  readonly #onAbort: (reason: AbortReason) => void;
  readonly #stop = () => this.abort('STOPPING');
  readonly #alarms: (() => void)[] = [];
  readonly #begunAt = performance.now();
  #timeoutInSeconds = Number.POSITIVE_INFINITY;
  /** Bounds the try in flight anew. */
  #armTry: () => void = () => {};
  #onEnd: () => void = () => {};
  #end: AbortReason | undefined;
  #closed = false;

  constructor(stopping: AbortSignal, onAbort: (reason: AbortReason) => void) {
    this.#stopping = stopping;
    this.#onAbort = onAbort;
    if (stopping.aborted) this.#stop();
    else stopping.addEventListener('abort', this.#stop);
  }

  /** Fires with the first reason, a {@link TaskAbortedError}. */
  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** Fires when the task has ended so long ago that an answer has no use. */
  get late(): AbortSignal {
    return this.#late.signal;
  }

  /** Why the task has ended, if it has. */
  get end(): AbortReason | undefined {
    return this.#end;
  }

  /** The seconds since the task began. */
  get age(): number {
    return secondsSince(this.#begunAt);
  }

  /** Records how long the task may take, in seconds since it began, and calls `action` then. */
  limit(seconds: number, action: () => void): void {
    this.#timeoutInSeconds = seconds;
    this.#armTry();
    this.after(Math.max(0, seconds - this.age), action);
  }

  /**
   * Runs one try of an answer, for a quarter of what is left of the task and ten seconds at most.
   *
   * So requests that hang leave time for others, also if the timeout is learned meanwhile. SWF
   * counts
   * from before the task was received: a larger share could run into its deadline.
   */
  async tryAnswer(send: (signal: AbortSignal) => Promise<void>): Promise<void> {
    const cut = new AbortController();
    const giveUp = () => cut.abort(this.late.reason);
    if (this.late.aborted) giveUp();
    else this.late.addEventListener('abort', giveUp);
    let cancelAlarm: () => void = () => {};
    this.#armTry = () => {
      cancelAlarm();
      const seconds = Number(this.#longestTryInSeconds().toFixed(1));
      const expire = () => cut.abort(new ConnectionError(`SWF did not answer within ${seconds} seconds`));
      cancelAlarm = alarm(seconds, expire);
    };
    this.#armTry();
    try {
      await withSignal(cut.signal, send);
    } finally {
      this.#armTry = () => {};
      cancelAlarm();
      this.late.removeEventListener('abort', giveUp);
    }
  }

  abort(reason: AbortReason): void {
    if (reason !== 'CANCEL_REQUESTED' && this.#end === undefined) {
      this.#end = reason;
      this.after(LATE_ANSWER_IN_SECONDS[reason === 'STOPPING' ? 'stopping' : 'ended'], () =>
        this.#late.abort(new TaskAbortedError(reason)),
      );
      this.#onEnd();
    }
    if (this.signal.aborted) return;
    this.#controller.abort(new TaskAbortedError(reason));
    this.#onAbort(reason);
  }

  /** Calls `action` after that time, unless the task is closed before. */
  after(seconds: number, action: () => void): void {
    if (!this.#closed) this.#alarms.push(alarm(seconds, action));
  }

  /**
   * What the work comes to, or `undefined` where the task has ended and the work goes on all the
   * same.
   */
  settled<Work>(work: Promise<Work>): Promise<Work | undefined> {
    return new Promise((resolve, reject) => {
      work.then(resolve, reject);
      this.#onEnd = () => this.after(SETTLE_IN_SECONDS, () => resolve(undefined));
      if (this.#end !== undefined) this.#onEnd();
    });
  }

  /** The task is done with: nothing is watched any more. */
  close(): void {
    this.#closed = true;
    this.#stopping.removeEventListener('abort', this.#stop);
    for (const cancel of this.#alarms) cancel();
  }

  #longestTryInSeconds(): number {
    const left = this.#timeoutInSeconds - this.age;
    // A decider may have given the task more time than its type has.
    if (left <= 0) return TRY_IN_SECONDS.max;
    return Math.min(TRY_IN_SECONDS.max, Math.max(TRY_IN_SECONDS.min, left * SHARE_OF_TRY));
  }
}
