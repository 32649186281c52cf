import type { IncomingHttpHeaders } from 'node:http';
import { isIP } from 'node:net';
import { Fault } from '../api/fault.js';

/** Whether an address or a host name means this machine alone. */
export function isLoopback(host: string): boolean {
  return (
    host === 'localhost' ||
    host.endsWith('.localhost') ||
    host === '::1' ||
    (isIP(host) === 4 && host.startsWith('127.'))
  );
}

/**
 * Throws `AccessDeniedException` for a request that a browser sends on behalf of some page, and, where the service listens on loopback
 * only, for one that came by a name which is not this machine's: a name of the page's own that was pointed at 127.0.0.1.
 */
export function checkOrigin(headers: IncomingHttpHeaders, listeningOn: string): void {
  if (headers.origin !== undefined) throw new Fault('AccessDeniedException', 'Requests by web pages are refused');
  // Clients of HTTP/1.0 may name no host; browsers always do.
  if (!isLoopback(listeningOn) || headers.host === undefined) return;
  const host = hostName(headers.host);
  // The name by which the containers of a machine reach it.
  if (isLoopback(host) || host === 'host.docker.internal') return;
  throw new Fault('AccessDeniedException', `Requests for the host ${JSON.stringify(host)} are refused`);
}

function hostName(host: string): string {
  return host
    .toLowerCase()
    .replace(/:\d*$/, '')
    .replace(/^\[(.*)\]$/, '$1');
}
