import { alarm, sleep } from '../loop/sleep.js';
import { type AbortReason, TaskAbortedError } from './abort.js';

/** How long work has to end after its task has, before it is given up. */
const SETTLE_IN_SECONDS = 1;
/** How long an answer is tried after its task has ended: SWF's clock and ours may differ. */
const LATE_ANSWER_IN_SECONDS = 5;
const CLOSED = 'the task is closed';

/** The signal of one running task. A requested cancellation is advice; every other reason is the end of the task. */
export class TaskSignal {
  readonly #controller = new AbortController();
  readonly #late = new AbortController();
  readonly #closed = new AbortController();
  readonly #onAbort: (reason: AbortReason) => void;
  readonly #ended: Promise<void>;
  #resolveEnded: () => void = () => {};
  #end: AbortReason | undefined;

  constructor(stopping: AbortSignal, onAbort: (reason: AbortReason) => void) {
    this.#onAbort = onAbort;
    this.#ended = new Promise((resolve) => {
      this.#resolveEnded = resolve;
    });
    void this.#ended.then(() => this.#expire());
    const stop = () => this.abort('STOPPING');
    if (stopping.aborted) stop();
    else stopping.addEventListener('abort', stop, { once: true, signal: this.#closed.signal });
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

  abort(reason: AbortReason): void {
    if (reason !== 'CANCEL_REQUESTED' && this.#end === undefined) {
      this.#end = reason;
      this.#resolveEnded();
    }
    if (this.signal.aborted) return;
    this.#controller.abort(new TaskAbortedError(reason));
    this.#onAbort(reason);
  }

  /** Calls `action` after that time, unless the task is closed before. */
  after(seconds: number, action: () => void): void {
    const cancel = alarm(seconds, action);
    this.#closed.signal.addEventListener('abort', cancel, { once: true });
  }

  /** What the work comes to, or `undefined` where the task has ended and the work goes on all the same. */
  settled<Work>(work: Promise<Work>): Promise<Work | undefined> {
    const givenUp = this.#ended.then(() => sleep(SETTLE_IN_SECONDS, this.#closed.signal)).then(() => undefined);
    return Promise.race([work, givenUp]);
  }

  /** The task is done with: nothing is watched any more. */
  close(): void {
    // A reason of its own: without one, each task would make a DOMException with its stack.
    this.#closed.abort(CLOSED);
  }

  async #expire(): Promise<void> {
    await sleep(LATE_ANSWER_IN_SECONDS, this.#closed.signal);
    this.#late.abort(new TaskAbortedError(this.#end ?? 'TIMED_OUT'));
  }
}
