import { randomUUID } from 'node:crypto';
import { setImmediate } from 'node:timers';
import { checkObject, preview } from '../checks.js';
import { answerContentType, credentialScope } from '../http/headers.js';
import { type Answer, CONNECTION_CUT, type Dispatcher, formatWaited, WAITED_HEADER } from '../requests/dispatcher.js';
import type { Caller } from '../requests/request.js';

const LONGEST_INTERVAL = 2 ** 31 - 1;

/** The part of an SDK request that the service reads. */
export interface HandlerRequest {
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

/** The signal that aborts a call: an `AbortSignal`, or the one of older SDKs. */
export interface HandlerOptions {
  readonly abortSignal?: { readonly aborted: boolean; onabort: unknown } | undefined;
}

/** An answer in the form of the SDK's own handlers. */
export interface HandlerResponse {
  readonly response: {
    readonly statusCode: number;
    readonly headers: Record<string, string>;
    readonly body: Uint8Array;
  };
}

/**
 * A `requestHandler` that connects an SDK client to a service in the same process, without a
 * socket.
 *
 * @example
 * const { requestHandler } = service;
 * const client = new SWFClient({ region: 'us-east-1', credentials, requestHandler });
 */
export class LocalRequestHandler {
  readonly metadata = { handlerProtocol: 'http/1.1' };
  /** Whether aborting a poll loses no task: the service takes back what it hands out meanwhile. */
  readonly abortsPollsSafely = true;
  readonly #dispatcher: Dispatcher;
  #pending = 0;
  #keepAlive: NodeJS.Timeout | undefined;

  /** @internal */
  constructor(dispatcher: Dispatcher) {
    this.#dispatcher = dispatcher;
  }

  /**
   * Handles a request. Rejects with an `AbortError` if it is aborted, and with `ECONNRESET` if a
   * fault rule cuts the connection.
   */
  async handle(request: HandlerRequest, options?: HandlerOptions): Promise<HandlerResponse> {
    checkObject('request', request);
    const { headers, body } = request;
    checkObject('request.headers', headers);
    const abortSignal = options?.abortSignal;
    if (abortSignal?.aborted) throw abortError();
    const caller = new CallingProgram(abortSignal);
    this.#begin();
    try {
      const { region } = credentialScope(header(headers, 'authorization')) ?? {};
      const read = { target: header(headers, 'x-amz-target'), region, body: bytes(body) };
      const answered = this.#dispatcher.dispatch(read, caller).then(inALaterTurn);
      const answer = await Promise.race([answered, caller.left]);
      if (caller.disconnected || answer === undefined) {
        void answered.then(takeBack);
        throw abortError();
      }
      if (answer === CONNECTION_CUT) throw resetError();
      return toResponse(answer, header(headers, 'content-type'));
    } finally {
      caller.release();
      this.#end();
    }
  }

  /** Required by the SDK; there is nothing to configure. */
  updateHttpClientConfig(): void {}

  /** Required by the SDK; there is nothing to configure. */
  httpHandlerConfigs(): Record<string, never> {
    return {};
  }

  /** Required by the SDK; a no-op, because the service outlives its clients. */
  destroy(): void {}

  /** Keeps the process running while a request is open, as a socket would. */
  #begin(): void {
    this.#pending++;
    this.#keepAlive ??= setInterval(() => {}, LONGEST_INTERVAL);
  }

  #end(): void {
    this.#pending--;
    if (this.#pending > 0) return;
    clearInterval(this.#keepAlive);
    this.#keepAlive = undefined;
  }
}

/** The caller of a request in this process, disconnected as soon as the call is aborted. */
class CallingProgram implements Caller {
  /** Resolves when the call is aborted. */
  readonly left: Promise<undefined>;
  disconnected = false;
  readonly #signal: AbortSignal | undefined;
  #listeners: (() => void)[] = [];
  #resolve: (nothing: undefined) => void = () => {};

  constructor(signal: HandlerOptions['abortSignal']) {
    this.left = new Promise((resolve) => {
      this.#resolve = resolve;
    });
    // The signal of older SDKs has no addEventListener.
    if (signal instanceof EventTarget) {
      this.#signal = signal as AbortSignal;
      this.#signal.addEventListener('abort', this.#leave, { once: true });
    } else if (signal) signal.onabort = this.#leave;
  }

  onDisconnect(listener: () => void): void {
    this.#listeners.push(listener);
  }

  /** Stops listening to the signal, which may live longer than the call. */
  release(): void {
    this.#signal?.removeEventListener('abort', this.#leave);
    this.#listeners = [];
  }

  readonly #leave = (): void => {
    this.disconnected = true;
    this.#resolve(undefined);
    for (const listener of this.#listeners) listener();
  };
}

/**
 * Resolves in a later turn of the event loop, as an answer from a socket does: actors that always
 * have work would otherwise keep the timers of the program from firing.
 */
function inALaterTurn<Value>(value: Value): Promise<Value> {
  return new Promise((resolve) => setImmediate(resolve, value));
}

function takeBack(answer: Answer | typeof CONNECTION_CUT): void {
  if (answer !== CONNECTION_CUT) answer.takeBack?.();
}

function toResponse(answer: Answer, contentType: string | undefined): HandlerResponse {
  const { status, body, waitedInSeconds } = answer;
  const headers = {
    'content-type': answerContentType(contentType),
    'x-amzn-requestid': randomUUID(),
    ...(waitedInSeconds === undefined ? {} : { [WAITED_HEADER]: formatWaited(waitedInSeconds) }),
  };
  return { response: { statusCode: status, headers, body: Buffer.from(body) } };
}

function header(headers: HandlerRequest['headers'], name: string): string | undefined {
  return Object.entries(headers).find(([key]) => key.toLowerCase() === name)?.[1];
}

function bytes(body: unknown): Uint8Array {
  if (body instanceof Uint8Array) return body;
  if (typeof body === 'string') return Buffer.from(body);
  throw new RangeError(`request.body must be a string or a Uint8Array, got ${preview(body)}`);
}

function abortError(): Error {
  return Object.assign(new Error('Request aborted'), { name: 'AbortError' });
}

function resetError(): Error {
  return Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' });
}
