/** Under which names the console may be reached. */
export interface Hosts {
  /** The port that it listens on; undefined if another program listens for it. */
  readonly port?: number | undefined;
  /** Names besides those of this machine, with or without a port. */
  readonly allowed: readonly string[];
}

/**
 * Checks the `Host` of a request. A page whose own name was made to point at this machine (DNS
 * rebinding) sends its own.
 */
export function isAllowedHost(host: string, { port, allowed }: Hosts): boolean {
  const url = parseHost(host);
  if (url === undefined) return false;
  if (allowed.some((name) => [url.host, url.hostname].includes(parseName(name)?.host ?? ''))) return true;
  return isLoopbackName(url.hostname) && (port === undefined || Number(url.port || 80) === port);
}

/** Checks whether an `Origin` is the console's own, behind a proxy with TLS too. */
export function isOwnOrigin(origin: string, host: string): boolean {
  return URL.canParse(origin) && new URL(origin).host === parseHost(host, new URL(origin).protocol)?.host;
}

/** Checks whether a host name or address is reached from this machine alone. */
export function isLoopbackName(name: string): boolean {
  return /^(?:.+\.)?localhost\.?$/.test(name) || /^127\.\d+\.\d+\.\d+$/.test(name) || /^\[?::1\]?$/.test(name);
}

/**
 * Returns where a name is reached: at its own port if it has one, such as that of a proxy.
 *
 * @example addressOf('::1', 4580) // [::1]:4580
 */
export function addressOf(name: string, port: number): string {
  if (/^[^:]+:\d+$|\]:\d+$/.test(name)) return name;
  return `${isBareAddress(name) ? `[${name}]` : name}:${port}`;
}

/** Reads a name by which the console may be reached; an address of IPv6 needs no brackets. */
export function parseName(name: string): URL | undefined {
  return parseHost(isBareAddress(name) ? `[${name}]` : name);
}

/** More than one colon without brackets is an address of IPv6, which has no port. */
function isBareAddress(name: string): boolean {
  return !name.startsWith('[') && name.split(':').length > 2;
}

/** The host in its canonical spelling: `LOCALHOST:80` is `localhost`, `127.1` is `127.0.0.1`. */
function parseHost(host: string, protocol = 'http:'): URL | undefined {
  if (!/^[^\s/?#@\\]+$/.test(host) || !URL.canParse(`${protocol}//${host}`)) return undefined;
  return new URL(`${protocol}//${host}`);
}
