import type { IncomingHttpHeaders } from 'node:http';
import { BlockList, isIP } from 'node:net';
import { Fault } from '../api/fault.js';

const LOOPBACK = loopbackAddresses();

/**
 * The last host that was found to be this machine: clients send the same one each time, and parsing
 * costs microseconds.
 */
let accepted: string | undefined;

function loopbackAddresses(): BlockList {
  const addresses = new BlockList();
  addresses.addSubnet('127.0.0.0', 8, 'ipv4');
  addresses.addAddress('::1', 'ipv6');
  return addresses;
}

/** Returns whether an IP address is reached from this machine alone. */
export function isLoopback(address: string): boolean {
  const version = isIP(address);
  return version !== 0 && LOOPBACK.check(address, version === 4 ? 'ipv4' : 'ipv6');
}

/**
 * Refuses requests that a browser sends for a page and, on loopback, those under a name that is not
 * this machine's: a page's own name that was made to point at 127.0.0.1 (DNS rebinding).
 *
 * @throws {@link Fault} AccessDeniedException
 */
export function checkOrigin(headers: IncomingHttpHeaders, onLoopback: boolean): void {
  const { origin, 'sec-fetch-site': site } = headers;
  // Browsers name no origin when a page embeds an address, and `none` when a person types one.
  if (origin !== undefined || (site !== undefined && site !== 'none')) {
    throw new Fault('AccessDeniedException', 'Requests by web pages are refused');
  }
  // Clients of HTTP/1.0 may name no host; browsers always do.
  if (!onLoopback || headers.host === undefined || headers.host === accepted) return;
  const host = hostName(headers.host);
  if (host === undefined || !isThisMachine(host)) {
    throw new Fault('AccessDeniedException', `Requests for the host ${JSON.stringify(headers.host)} are refused`);
  }
  accepted = headers.host;
}

function isThisMachine(host: string): boolean {
  // Containers reach their machine by the last of these names.
  return isLoopback(host) || /^(.+\.)?localhost$/.test(host) || host === 'host.docker.internal';
}

/**
 * The host of a `Host` header in its one canonical spelling: `LOCALHOST:80` is `localhost`, `127.1`
 * is `127.0.0.1`.
 */
function hostName(header: string): string | undefined {
  if (!/^[^\s/?#@\\]+$/.test(header) || !URL.canParse(`http://${header}`)) return undefined;
  return new URL(`http://${header}`).hostname.replace(/^\[(.*)\]$/, '$1').replace(/\.$/, '');
}
