import http, { type IncomingMessage, type RequestOptions } from 'node:http';
import https from 'node:https';
import { limitTime } from './request-timeout.js';

// The SDK calls these failures of a connection a `TimeoutError`.
const TIMEOUT_CODES: readonly (string | undefined)[] = ['ECONNRESET', 'EPIPE', 'ETIMEDOUT'];

// Each open long poll holds a socket; SWF allows 1,000 pollers for a task list.
const AGENT_OPTIONS = { keepAlive: true, maxSockets: 1000 };

/** The part of an SDK's request that is sent. */
export interface HandlerRequest {
  readonly method: string;
  readonly protocol: string;
  readonly hostname: string;
  readonly port?: number | undefined;
  readonly path: string;
  readonly query?: Readonly<Record<string, string | readonly string[] | null>> | undefined;
  readonly headers: Record<string, string>;
  readonly body?: string | Uint8Array | undefined;
}

/** A signal, or that of older SDKs. */
type Signal = AbortSignal | { readonly aborted: boolean; onabort: unknown };

interface HandlerOptions {
  readonly abortSignal?: Signal | undefined;
  readonly requestTimeout?: number | undefined;
}

/** A complete answer, as the SDK expects it. */
export interface HandlerResponse {
  readonly statusCode: number;
  readonly reason: string | undefined;
  readonly headers: Record<string, string>;
  readonly body: Uint8Array;
}

/**
 * The `requestHandler` of the clients made here, for bodies that are in memory, as all of SWF's
 * are.
 *
 * It costs less than the SDK's: it writes a request at once, collects the answer without a stream
 * in between, and needs one timer for both timeouts.
 */
export class HttpHandler {
  readonly #agents = { http: new http.Agent(AGENT_OPTIONS), https: new https.Agent(AGENT_OPTIONS) };

  /**
   * Sends a request and resolves to the complete answer.
   *
   * Rejects with Node's error if the connection breaks, with a `TimeoutError` or an `AbortError`,
   * and destroys the socket in each case.
   */
  handle(request: HandlerRequest, options: HandlerOptions = {}): Promise<{ readonly response: HandlerResponse }> {
    const { abortSignal, requestTimeout } = options;
    return new Promise((resolve, reject) => {
      if (abortSignal?.aborted) throw abortError(abortSignal);
      const isHttps = request.protocol === 'https:';
      // Looked up for each request, because tracing and proxies replace it.
      const open = isHttps ? https.request : http.request;
      const sent = open(requestOptions(request, this.#agents[isHttps ? 'https' : 'http']));
      const settle = () => {
        stopTiming();
        stopListening();
      };
      const fail = (error: Error) => {
        settle();
        reject(error);
        sent.destroy();
      };
      const stopTiming = limitTime(sent, fail, requestTimeout);
      const stopListening = onAbort(abortSignal, () => fail(abortError(abortSignal)));
      sent.on('error', (error) => fail(named(error)));
      sent.on('response', (answer) => {
        const finish = (response: HandlerResponse) => {
          settle();
          resolve({ response });
        };
        collect(answer, finish, fail);
      });
      // A string of bytes leaves in the same write as the headers.
      sent.end(toByteString(request.body), 'latin1');
    });
  }

  /** Closes idle sockets. Part of the SDK's interface. */
  destroy(): void {
    for (const agent of Object.values(this.#agents)) agent.destroy();
  }

  /** Part of the SDK's interface: there is nothing to configure. */
  updateHttpClientConfig(): void {}

  /** Part of the SDK's interface: there is nothing to configure. */
  httpHandlerConfigs(): Record<string, never> {
    return {};
  }
}

function requestOptions(request: HandlerRequest, agent: http.Agent): RequestOptions {
  const { method, hostname, port, path, query, headers } = request;
  return {
    agent,
    method,
    host: hostname.replaceAll(/[[\]]/g, ''),
    port,
    path: path + queryString(query),
    headers,
  };
}

/** SWF has no query, but a middleware may add one. */
function queryString(query: HandlerRequest['query'] = {}): string {
  const pairs = Object.entries(query).flatMap(([name, values]) =>
    [values].flat().map((value) => (value === null ? escapeUri(name) : `${escapeUri(name)}=${escapeUri(value)}`)),
  );
  return pairs.length === 0 ? '' : `?${pairs.join('&')}`;
}

/** Escapes what `encodeURIComponent` leaves but signatures count as escaped. */
function escapeUri(text: string): string {
  return encodeURIComponent(text).replace(/[!'()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);
}

/** Returns a body as a string of a character for each byte, which text of ASCII is already. */
function toByteString(body: HandlerRequest['body'] = ''): string {
  if (typeof body !== 'string') return Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString('latin1');
  return Buffer.byteLength(body) === body.length ? body : Buffer.from(body).toString('latin1');
}

function collect(
  answer: IncomingMessage,
  finish: (response: HandlerResponse) => void,
  fail: (error: Error) => void,
): void {
  // Node's type leaves out the status only for requests that a server receives.
  const { statusCode, statusMessage } = answer as IncomingMessage & { readonly statusCode: number };
  const headers = singleHeaders(answer);
  const chunks: Buffer[] = [];
  answer.on('data', (chunk: Buffer) => chunks.push(chunk));
  answer.on('error', (error) => {
    // Like the SDK, with what is known of an answer that cannot be read.
    const $metadata = { httpStatusCode: statusCode, requestId: headers['x-amzn-requestid'] };
    fail(Object.assign(error, { $metadata }));
  });
  answer.on('end', () => {
    const [first] = chunks;
    const body = first !== undefined && chunks.length === 1 ? first : Buffer.concat(chunks);
    finish({ statusCode, reason: statusMessage, headers, body });
  });
}

/** Returns each header as one text; only `set-cookie` can occur more than once. */
function singleHeaders({ headers }: IncomingMessage): Record<string, string> {
  if (headers['set-cookie'] === undefined) return headers as Record<string, string>;
  return { ...(headers as Record<string, string>), 'set-cookie': headers['set-cookie'].join(',') };
}

/** Calls the listener when the signal fires, until the function that it returns is called. */
export function onAbort(signal: Signal | undefined, listener: () => void): () => void {
  if (signal === undefined) return () => {};
  if (!('addEventListener' in signal)) {
    signal.onabort = listener;
    return () => {};
  }
  signal.addEventListener('abort', listener);
  return () => signal.removeEventListener('abort', listener);
}

/** Returns the error of an aborted request, named like the SDK's. */
export function abortError(signal: Signal | undefined): Error {
  const cause = signal !== undefined && 'reason' in signal ? signal.reason : undefined;
  return Object.assign(new Error('request aborted', { cause }), { name: 'AbortError' });
}

/** Names timeouts like the SDK does. */
function named(error: Error & { readonly code?: string }): Error {
  return TIMEOUT_CODES.includes(error.code) ? Object.assign(error, { name: 'TimeoutError' }) : error;
}
