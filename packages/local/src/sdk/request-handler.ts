import { randomUUID } from 'node:crypto';
import { checkObject } from '../checks.js';
import { answerContentType, credentialScope } from '../http/headers.js';
import { type Answer, CONNECTION_CUT, type Dispatcher, formatWaited, WAITED_HEADER } from '../requests/dispatcher.js';
import type { Caller } from '../requests/request.js';

const LONGEST_INTERVAL = 2 ** 31 - 1;

/** The part of an SDK's request that the service reads. */
export interface HandlerRequest {
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

/** Ends a call: an `AbortSignal`, or the older SDKs' own. */
export interface HandlerOptions {
  readonly abortSignal?: { readonly aborted: boolean; onabort: unknown } | undefined;
}

/** An answer as an SDK's own handlers give it. */
export interface HandlerResponse {
  readonly response: {
    readonly statusCode: number;
    readonly headers: Record<string, string>;
    readonly body: Uint8Array;
  };
}

/**
 * The `requestHandler` of an SDK client that is to speak to a service of its own process, without a
 * socket.
 *
 * @example
 * const client = new SWFClient({ region: 'us-east-1', credentials, requestHandler: service.requestHandler });
 */
export class LocalRequestHandler {
  readonly metadata = { handlerProtocol: 'http/1.1' };
  readonly #dispatcher: Dispatcher;
  #pending = 0;
  #keepAlive: NodeJS.Timeout | undefined;

  /** @internal Made by a service. */
  constructor(dispatcher: Dispatcher) {
    this.#dispatcher = dispatcher;
  }

  /**
   * Handles a request. Rejects with an `AbortError` if it is aborted, and like a reset connection
   * if a fault rule cuts it.
   */
  async handle(request: HandlerRequest, options?: HandlerOptions): Promise<HandlerResponse> {
    checkObject('A request', request);
    const { headers, body } = request;
    checkObject('The headers of a request', headers);
    const abortSignal = options?.abortSignal;
    if (abortSignal?.aborted) throw abortError();
    const caller = new CallingProgram(abortSignal);
    this.#begin();
    try {
      const { region } = credentialScope(header(headers, 'authorization')) ?? {};
      const read = { target: header(headers, 'x-amz-target'), region, body: bytes(body) };
      const answered = this.#dispatcher.dispatch(read, caller);
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

  /** Part of the SDK's interface: there is nothing to configure. */
  updateHttpClientConfig(): void {}

  /** Part of the SDK's interface: there is nothing to configure. */
  httpHandlerConfigs(): Record<string, never> {
    return {};
  }

  /** Part of the SDK's interface: the service outlives its clients. */
  destroy(): void {}

  /** As a socket would, an open request keeps the process running. */
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

/** The caller of a request in the process: disconnected as soon as the call is aborted. */
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
    // The SDK's own kind of signal, from before Node had one, knows no listeners.
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
  throw new RangeError('The body of a request must be a string or bytes');
}

function abortError(): Error {
  return Object.assign(new Error('Request aborted'), { name: 'AbortError' });
}

function resetError(): Error {
  return Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET', errno: -104, syscall: 'read' });
}
