import { getEventListeners } from 'node:events';
import { ConnectionError } from '@swf/settings/errors';
import { alarm } from '../time/timers.js';

// A request that is cut may still end by itself, with a task that must not be lost.
const LAST_WORDS_IN_SECONDS = 1;

// Node 20 gives each signal a hidden class of its own, which slows down all code that it passes
// through. So the controller of a request that was not cut serves others; not forever, because
// `AbortSignal.any` leaves a reference in each signal that it is given.
const spare: Cutter[] = [];
const MAX_USES = 1000;

interface Cutter {
  readonly controller: AbortController;
  uses: number;
}

/**
 * One request that can be cut, before it is sent or while it is in flight.
 *
 * A request that ignores its signal is left behind a second later: a credentials provider that
 * hangs cannot be cut.
 */
export class CuttableRequest {
  readonly #cutter = spare.pop() ?? { controller: new AbortController(), uses: 0 };
  #isCut = false;
  #hasEnded = false;
  #leave: (reason: unknown) => void = () => {};
  #cancelLeave: () => void = () => {};

  get isCut(): boolean {
    return this.#isCut;
  }

  /**
   * Cuts the request, which rejects with the reason unless it ends by itself. Only the first call
   * counts.
   */
  cut(reason: unknown): void {
    if (this.#isCut || this.#hasEnded) return;
    this.#isCut = true;
    const { controller } = this.#cutter;
    controller.abort(reason);
    this.#cancelLeave = alarm(LAST_WORDS_IN_SECONDS, () => this.#leave(controller.signal.reason));
  }

  /**
   * Cuts the request after that time, as one whose connection broke; returns what calls that off.
   */
  cutAfter(seconds: number): () => void {
    return alarm(seconds, () => this.#cutAsLate(seconds));
  }

  /**
   * Does the same, but takes an answer that has come by then: the program may have held the process
   * meanwhile, and Node reads only after its timers.
   */
  cutUnread(seconds: number): () => void {
    let reading: NodeJS.Immediate | undefined;
    const cancel = alarm(seconds, () => {
      reading = setImmediate(() => this.#cutAsLate(seconds));
    });
    return () => {
      cancel();
      clearImmediate(reading);
    };
  }

  #cutAsLate(seconds: number): void {
    this.cut(new ConnectionError(`SWF did not answer within ${Number(seconds.toFixed(1))} seconds`));
  }

  /** Cuts the request no more: it was answered, and its work goes on with what it brought. */
  release(): void {
    this.#hasEnded = true;
    this.#cancelLeave();
  }

  /** Sends the request. */
  run<Result>(send: (signal: AbortSignal) => Promise<Result>): Promise<Result> {
    return new Promise((resolve, reject) => {
      this.#leave = reject;
      const sent = send(this.#cutter.controller.signal);
      const end = () => this.#end();
      sent.then(end, end);
      sent.then(resolve, reject);
    });
  }

  #end(): void {
    this.#hasEnded = true;
    this.#cancelLeave();
    this.#cutter.uses += 1;
    if (this.#isCut || this.#cutter.uses >= MAX_USES) return;
    // A listener that was left behind must not hear of another request.
    if (getEventListeners(this.#cutter.controller.signal, 'abort').length === 0) spare.push(this.#cutter);
  }
}

/**
 * Sends a request that is cut when `parent` fires or the limit has passed, until `send` calls
 * `release`.
 *
 * Nothing stays on a parent that outlives thousands of requests.
 */
export async function withSignal<Result>(
  parent: AbortSignal,
  send: (signal: AbortSignal, release: () => void) => Promise<Result>,
  limitInSeconds?: number,
): Promise<Result> {
  const request = new CuttableRequest();
  const cut = () => request.cut(parent.reason);
  if (parent.aborted) cut();
  else parent.addEventListener('abort', cut);
  const cancelLimit = limitInSeconds === undefined ? undefined : request.cutUnread(limitInSeconds);
  try {
    return await request.run((signal) => send(signal, () => request.release()));
  } finally {
    cancelLimit?.();
    parent.removeEventListener('abort', cut);
  }
}

/** Resolves when the work, which never rejects, has ended or the signal has fired. */
export function endedOrAborted(work: Promise<unknown>, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve();
    const end = () => {
      signal.removeEventListener('abort', end);
      resolve();
    };
    signal.addEventListener('abort', end);
    void work.then(end);
  });
}
