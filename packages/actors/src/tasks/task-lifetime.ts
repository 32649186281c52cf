import { CuttableRequest } from '../requests/bounded.js';
import type { RetryPeriod } from '../requests/retry.js';
import { alarm, secondsSince, shareOf } from '../time/timers.js';
import { type AbortReason, TaskAbortedError } from './abort.js';

/** How long work may go on after its task has ended before it is given up. */
export const SETTLE_IN_SECONDS = 1;
/**
 * How long an answer is retried after its task has ended: SWF's clock may differ from ours. When an
 * actor stops, nothing waits for long.
 */
const LATE_ANSWER_IN_SECONDS = { ended: 5, stopping: 2 };
/** Bounds of one try of an answer: a connection can be dead without anyone noticing. */
const TRY_IN_SECONDS = { min: 1, max: 10 };

/**
 * The life of one running task: its signal, its end, and the time in which it can be answered.
 *
 * A requested cancellation is advice; every other reason is the end of the task.
 */
export class TaskLifetime implements RetryPeriod {
  static readonly #bySignal = new WeakMap<AbortSignal, TaskLifetime>();
  readonly #stopping: AbortSignal;
  readonly #onAbort: (reason: AbortReason) => void;
  readonly #stop = () => this.abort('STOPPING');
  readonly #alarms: (() => void)[] = [];
  readonly #begunAt = performance.now();
  #timeoutInSeconds = Number.POSITIVE_INFINITY;
  #controller: AbortController | undefined;
  #aborted: TaskAbortedError | undefined;
  #end: AbortReason | undefined;
  /** Why an answer is of no use any more, if it is not. */
  #late: TaskAbortedError | undefined;
  /** The try of an answer in flight. */
  #request: CuttableRequest | undefined;
  #cancelCut: () => void = () => {};
  readonly #onEnd = new Set<() => void>();
  #endWait: () => void = () => {};
  #closed = false;

  constructor(stopping: AbortSignal, onAbort: (reason: AbortReason) => void) {
    this.#stopping = stopping;
    this.#onAbort = onAbort;
    if (stopping.aborted) this.#stop();
    else stopping.addEventListener('abort', this.#stop);
  }

  /** Returns the life of the task that a signal belongs to; undefined if it belongs to none. */
  static of(signal: AbortSignal): TaskLifetime | undefined {
    return TaskLifetime.#bySignal.get(signal);
  }

  /** Fires with the first reason. Made on first access: most work never looks at it. */
  get signal(): AbortSignal {
    if (!this.#controller) {
      this.#controller = new AbortController();
      TaskLifetime.#bySignal.set(this.#controller.signal, this);
      if (this.#aborted) this.#controller.abort(this.#aborted);
    }
    return this.#controller.signal;
  }

  /** The first reason for which the signal has fired. */
  get aborted(): TaskAbortedError | undefined {
    return this.#aborted;
  }

  /** Why the task has ended, if it has. */
  get end(): AbortReason | undefined {
    return this.#end;
  }

  /** Set when the task ended so long ago that an answer is of no use. */
  get late(): TaskAbortedError | undefined {
    return this.#late;
  }

  get isOver(): boolean {
    return this.#late !== undefined;
  }

  /** Seconds until the task times out; infinite if that is not known. */
  get leftInSeconds(): number {
    const left = this.#timeoutInSeconds - secondsSince(this.#begunAt);
    // A decider may have given the task more time than its type has.
    return left > 0 ? left : Number.POSITIVE_INFINITY;
  }

  /** Records how long the task may take, in seconds since it began, and calls `action` then. */
  limit(seconds: number, action: () => void): void {
    this.#timeoutInSeconds = seconds;
    this.#armCut();
    this.after(Math.max(0, seconds - secondsSince(this.#begunAt)), action);
  }

  /**
   * Runs one try of an answer, for a quarter of what is left of the task and ten seconds at most.
   *
   * A timeout that is learned meanwhile counts too.
   */
  async tryAnswer(send: (signal: AbortSignal) => Promise<void>): Promise<void> {
    const request = new CuttableRequest();
    this.#request = request;
    if (this.#late) request.cut(this.#late);
    this.#armCut();
    try {
      await request.run(send);
    } finally {
      this.#request = undefined;
      this.#cancelCut();
    }
  }

  /** Waits between two tries of an answer, until `hurry` or the end at most. */
  wait(seconds: number): Promise<void> {
    return new Promise((resolve) => {
      if (this.#late || seconds <= 0) return resolve();
      const cancel = alarm(seconds, () => this.#endWait());
      this.#endWait = () => {
        cancel();
        resolve();
      };
    });
  }

  /** Ends the wait between two tries: SWF accepts requests again. */
  hurry(): void {
    this.#endWait();
  }

  abort(reason: AbortReason): void {
    if (reason !== 'CANCEL_REQUESTED' && this.#end === undefined) {
      this.#end = reason;
      const seconds = LATE_ANSWER_IN_SECONDS[reason === 'STOPPING' ? 'stopping' : 'ended'];
      this.after(seconds, () => this.#endAnswer(reason));
      for (const action of this.#onEnd) action();
    }
    if (this.#aborted) return;
    this.#aborted = new TaskAbortedError(reason);
    this.#controller?.abort(this.#aborted);
    this.#onAbort(reason);
  }

  /** Calls `action` when the task ends, or at once if it has; returns what calls that off. */
  onEnd(action: () => void): () => void {
    if (this.#end === undefined) this.#onEnd.add(action);
    else action();
    return () => this.#onEnd.delete(action);
  }

  /** Calls `action` after that time, unless the task is closed before. */
  after(seconds: number, action: () => void): void {
    if (!this.#closed) this.#alarms.push(alarm(seconds, action));
  }

  /** Resolves as the work does, or to undefined if it goes on a second after the task has ended. */
  settled<Work>(work: Promise<Work>): Promise<Work | undefined> {
    return new Promise((resolve, reject) => {
      work.then(resolve, reject);
      this.onEnd(() => this.after(SETTLE_IN_SECONDS, () => resolve(undefined)));
    });
  }

  /** Stops watching the task. */
  close(): void {
    this.#closed = true;
    this.#stopping.removeEventListener('abort', this.#stop);
    for (const cancel of this.#alarms) cancel();
  }

  #endAnswer(reason: AbortReason): void {
    this.#late = new TaskAbortedError(reason);
    this.#request?.cut(this.#late);
    this.#endWait();
  }

  #armCut(): void {
    this.#cancelCut();
    this.#cancelCut = this.#request?.cutAfter(shareOf(this.leftInSeconds, TRY_IN_SECONDS)) ?? (() => {});
  }
}
