import type { IncomingHttpHeaders } from 'node:http';
import { BlockList, isIP } from 'node:net';
import { Fault } from '../api/fault.js';

const LOOPBACK = loopbackAddresses();

/** The last accepted host: clients keep sending the same one, and parsing it takes microseconds. */
let accepted: string | undefined;

function loopbackAddresses(): BlockList {
  const addresses = new BlockList();
  addresses.addSubnet('127.0.0.0', 8, 'ipv4');
  addresses.addAddress('::1', 'ipv6');
  return addresses;
}

/** Returns whether an IP address is reachable from this machine only. */
export function isLoopback(address: string): boolean {
  const version = isIP(address);
  return version !== 0 && LOOPBACK.check(address, version === 4 ? 'ipv4' : 'ipv6');
}

/**
 * Refuses requests from web pages and, on loopback, requests for the name of another host: a page
 * can make its own host name resolve to 127.0.0.1 (DNS rebinding).
 *
 * @throws {@link Fault} AccessDeniedException
 */
export function checkOrigin(headers: IncomingHttpHeaders, onLoopback: boolean): void {
  const { origin, 'sec-fetch-site': site } = headers;
  // Browsers omit Origin if a page embeds a URL. Sec-Fetch-Site is `none` if a person typed it.
  if (origin !== undefined || (site !== undefined && site !== 'none')) {
    throw new Fault('AccessDeniedException', 'Requests from web pages are refused');
  }
  // HTTP/1.0 clients may omit Host; browsers never do.
  if (!onLoopback || headers.host === undefined || headers.host === accepted) return;
  const host = hostName(headers.host);
  if (host === undefined || !isThisMachine(host)) {
    throw new Fault('AccessDeniedException', `Requests for the host ${JSON.stringify(headers.host)} are refused`);
  }
  accepted = headers.host;
}

function isThisMachine(host: string): boolean {
  // The last is the name by which a container reaches its host.
  return isLoopback(host) || /^(.+\.)?localhost$/.test(host) || host === 'host.docker.internal';
}

/** Returns the host of a `Host` header in canonical form: `127.0.0.1` for `127.1:80`. */
function hostName(header: string): string | undefined {
  if (!/^[^\s/?#@\\]+$/.test(header) || !URL.canParse(`http://${header}`)) return undefined;
  return new URL(`http://${header}`).hostname.replace(/^\[(.*)\]$/, '$1').replace(/\.$/, '');
}
