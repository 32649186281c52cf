import { Readable } from 'node:stream';
import type { SWFClient } from '@aws-sdk/client-swf';
import type { LocalRequestHandler, LocalService } from '@swf/local';
import { clientOf } from './client.js';

type Handle = LocalRequestHandler['handle'];
type Request = Parameters<Handle>[0];
type Options = Parameters<Handle>[1];
type Response = Awaited<ReturnType<Handle>>;

/**
 * What happens to a request between the client and SWF:
 * - `expiredToken`, `accessDenied`: AWS refuses the caller, with a fault of its own;
 * - `noCredentials`: the provider of the credentials fails, and nothing is sent;
 * - `forbiddenPage`: a gateway answers 403 with HTML;
 * - `garbage`: SWF applies the request, and the reply is not JSON;
 * - `halfBody`: SWF applies the request, and the connection breaks within the reply;
 * - `lostReply`: SWF applies the request, and the connection breaks before the reply;
 * - `unreachable`: nothing is sent, because nobody accepts the connection;
 * - `hangs`: nobody ever answers;
 * - `hangsForGood`: nobody ever answers, and the request cannot be cut, as when a provider of
 *   credentials hangs.
 */
export type Disturbance =
  | 'expiredToken'
  | 'accessDenied'
  | 'noCredentials'
  | 'forbiddenPage'
  | 'garbage'
  | 'halfBody'
  | 'lostReply'
  | 'unreachable'
  | 'hangs'
  | 'hangsForGood';

/** Returns the disturbance of the next request; `credentials` comes before each. */
export type Disturb = (operation: string, body: string) => Disturbance | undefined;

/**
 * Returns a client of the service whose requests and replies are disturbed on the way; by default
 * without the SDK's own retries.
 */
export function disturbedClient(service: LocalService, disturb: Disturb, maxAttempts = 1): SWFClient {
  const handler = service.requestHandler;
  const requestHandler = {
    metadata: handler.metadata,
    handle: (request: Request, options?: Options) => handle(handler, disturb, request, options),
    updateHttpClientConfig: () => {},
    httpHandlerConfigs: () => ({}),
    destroy: () => {},
  };
  const credentials = async () => {
    if (disturb('credentials', '') !== 'noCredentials') {
      // Expired as soon as they are given, so that the provider is called for each request.
      return { accessKeyId: 'a', secretAccessKey: 'b', expiration: new Date(0) };
    }
    throw Object.assign(new Error('the metadata service does not answer'), { name: 'CredentialsProviderError' });
  };
  return clientOf(service, { maxAttempts, requestHandler, credentials });
}

/** Disturbs the first requests of an operation, in order; `undefined` leaves one alone. */
export function disturbFirst(operation: string, ...disturbances: (Disturbance | undefined)[]): Disturb {
  return (next) => (next === operation ? disturbances.shift() : undefined);
}

/** Disturbs a share of all requests; a provider of credentials fails in its own right. */
export function disturbAtRate(disturbances: readonly Disturbance[], rate: () => number): Disturb {
  const ofRequests = disturbances.filter((disturbance) => disturbance !== 'noCredentials');
  return (operation) => {
    if (Math.random() >= rate()) return undefined;
    if (operation === 'credentials') return disturbances.find((disturbance) => disturbance === 'noCredentials');
    return ofRequests[Math.floor(Math.random() * ofRequests.length)];
  };
}

async function handle(
  handler: LocalRequestHandler,
  disturb: Disturb,
  request: Request,
  options?: Options,
): Promise<Response> {
  const target = Object.entries(request.headers).find(([name]) => name.toLowerCase() === 'x-amz-target')?.[1] ?? '';
  const disturbance = disturb(target.slice(target.indexOf('.') + 1), text(request.body));
  switch (disturbance) {
    case 'expiredToken':
      return refusal('ExpiredTokenException', 'The security token included in the request is expired');
    case 'accessDenied':
      return refusal('AccessDeniedException', 'User is not authorized to perform this operation');
    case 'forbiddenPage':
      return response(403, 'text/html', Buffer.from('<html><body>Forbidden</body></html>'));
    case 'unreachable':
      throw Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' });
    case 'hangs':
      return hang(options?.abortSignal);
    case 'hangsForGood':
      return hang(undefined);
  }
  const applied = await handler.handle(request, options);
  switch (disturbance) {
    case 'garbage':
      return response(200, 'application/x-amz-json-1.0', Buffer.from('\u0000\u0001{"taskTo'));
    case 'halfBody':
      return { response: { ...applied.response, body: half(applied.response.body) as never } };
    case 'lostReply':
      throw reset();
  }
  return applied;
}

function text(body: unknown): string {
  return typeof body === 'string' ? body : new TextDecoder().decode(body as Uint8Array);
}

function refusal(type: string, message: string): Response {
  const body = Buffer.from(JSON.stringify({ __type: `com.amazon.coral.service#${type}`, message }));
  return response(400, 'application/x-amz-json-1.0', body);
}

function response(statusCode: number, contentType: string, body: Buffer): Response {
  return { response: { statusCode, headers: { 'content-type': contentType }, body } };
}

function half(body: Uint8Array): Readable {
  return Readable.from(
    (async function* () {
      yield body.subarray(0, body.length / 2);
      throw reset();
    })(),
  );
}

function hang(signal: { readonly aborted: boolean } | undefined): Promise<never> {
  return new Promise((_, reject) => {
    if (!(signal instanceof EventTarget)) return;
    const abort = () => reject(Object.assign(new Error('Request aborted'), { name: 'AbortError' }));
    if (signal.aborted) abort();
    else signal.addEventListener('abort', abort, { once: true });
  });
}

function reset(): Error {
  return Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' });
}
