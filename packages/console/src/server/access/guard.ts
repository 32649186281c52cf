import { RequestError } from '../http/problem.js';
import { type Hosts, isAllowedHost, isOwnOrigin } from './hosts.js';
import { isAuthorized } from './token.js';

/** Returns the host that a request was sent to, as its sender names it. */
function hostOf(request: Request): string {
  return request.headers.get('host') ?? new URL(request.url).host;
}

/** @throws `RequestError` for a host that is not the console's, and for requests across origins. */
export function checkSender(request: Request, hosts: Hosts): void {
  const host = hostOf(request);
  if (!isAllowedHost(host, hosts)) {
    throw forbidden(`host ${JSON.stringify(host)} is not the console's; --allow-host allows another name`);
  }
  // No page of another origin gets an answer to its preflight.
  if (request.method === 'OPTIONS') throw forbidden('requests by pages of other origins are refused');
  const origin = request.headers.get('origin');
  if (origin !== null && !isOwnOrigin(origin, host)) throw forbidden('requests by pages of other origins are refused');
}

/** @throws `RequestError` unless the request is the page's own, or that of a program with the token. */
export function checkApiRequest(request: Request, token: string): void {
  // Another port of this machine is `same-site`. Old browsers and names without TLS send none.
  const site = request.headers.get('sec-fetch-site');
  if (site !== null && site !== 'same-origin') throw forbidden('requests by pages of other origins are refused');
  if (!isAuthorized(request.headers.get('authorization'), token)) {
    throw new RequestError(
      'the token is missing or from an earlier console: open the URL that was printed at startup',
      { status: 401, code: 'UNAUTHORIZED' },
    );
  }
  const type = request.headers.get('content-type');
  const needsType = request.method === 'POST' || request.method === 'PUT';
  if (type === null ? needsType : !/^application\/json(?:;|$)/i.test(type)) {
    throw new RequestError('content-type must be application/json', { status: 415, code: 'INVALID_ARGUMENT' });
  }
}

/** @throws `RequestError` if a page of another site embeds the console's page or one of its files. */
export function checkPageRequest(request: Request): void {
  const site = request.headers.get('sec-fetch-site');
  // A link from anywhere may open the page.
  const isNavigation = request.headers.get('sec-fetch-dest') === 'document';
  if (site === null || site === 'none' || site === 'same-origin' || isNavigation) return;
  throw forbidden('requests by pages of other origins are refused');
}

function forbidden(message: string): RequestError {
  return new RequestError(message, { status: 403, code: 'FORBIDDEN' });
}
