import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { createAdaptorServer, type ServerType } from '@hono/node-server';
import { InvalidArgumentError } from '@swf/settings/errors';
import { checkInteger, checkLength, checkOptions, type OptionNames, preview } from '@swf/settings/wire';
import { addressOf, isLoopbackName } from './access/hosts.js';
import { checkConsoleOptions } from './check-options.js';
import { type Console, consoleFor } from './console.js';
import { CONSOLE_OPTIONS, type ConsoleOptions } from './options.js';

/** Longer than proxies and clients keep idle connections: none is closed just as it is reused. */
const TIME_IDLE_IN_MILLISECONDS = 75_000;

/** Options of {@link startConsole}. */
export interface StartOptions extends ConsoleOptions {
  /** Default: any free port. */
  readonly port?: number | undefined;
  /** The address to listen on. Default: `127.0.0.1`. Any other needs `allowHosts`. */
  readonly host?: string | undefined;
  /** The endpoint of the SWF that is shown, if it identified itself as `swf-local`. */
  readonly localEndpoint?: string | undefined;
}

const START_OPTIONS: OptionNames<StartOptions> = { ...CONSOLE_OPTIONS, port: true, host: true, localEndpoint: true };

/** A console that listens. */
export interface ConsoleServer extends AsyncDisposable {
  /** The address to open; with the token in its fragment, unless the page itself holds it. */
  readonly url: string;
  /** Whether others than this machine can reach it, so that it belongs behind a proxy with TLS. */
  readonly isPublic: boolean;
  close(): Promise<void>;
}

/**
 * Starts a console on this machine.
 *
 * @throws `InvalidArgumentError` for an unknown option or a bad value; Node's error if the port is
 * in use.
 *
 * @example
 * await using server = await startConsole({ client: connect(), domain: 'orders' });
 * console.log(server.url);
 */
export async function startConsole(startOptions: StartOptions = {}): Promise<ConsoleServer> {
  const {
    port = 0,
    host = '127.0.0.1',
    localEndpoint,
    ...options
  } = checkOptions('options', startOptions, START_OPTIONS);
  checkInteger('port', port, { max: 65_535 });
  checkLength('host', host, { min: 1, max: 255 });
  if (localEndpoint !== undefined && !URL.canParse(localEndpoint)) {
    throw new InvalidArgumentError(`localEndpoint must be a URL, got ${preview(localEndpoint)}`);
  }
  const given = checkConsoleOptions(options);
  const isPublic = !isLoopbackName(host);
  if (isPublic && (given.allowHosts ?? []).length === 0) {
    throw new InvalidArgumentError(`host ${JSON.stringify(host)} needs allowHosts: the names that it is reached by`);
  }
  let listening: number | undefined;
  // That SWF is open to every program on this machine anyway.
  const isLocal = !isPublic && localEndpoint !== undefined && isLoopbackName(new URL(localEndpoint).hostname);
  const isOpen = isLocal || given.auth !== undefined;
  const console = consoleFor(given, { port: () => listening, isOpen });
  const server = createAdaptorServer({
    fetch: (request) => console.fetch(request),
    serverOptions: { keepAliveTimeout: TIME_IDLE_IN_MILLISECONDS },
  });
  server.listen(port, host);
  await once(server, 'listening');
  listening = (server.address() as AddressInfo).port;
  let closed: Promise<void> | undefined;
  const close = () => {
    closed ??= closeServer(console, server);
    return closed;
  };
  // A wildcard address is not one to open.
  const name = (isPublic ? given.allowHosts?.[0] : undefined) ?? host;
  return {
    url: `http://${addressOf(name, listening)}${isOpen ? '' : `/#token=${console.token}`}`,
    isPublic,
    close,
    [Symbol.asyncDispose]: close,
  };
}

async function closeServer(console: Console, server: ServerType): Promise<void> {
  await console.close();
  const closed = once(server, 'close');
  server.close();
  if ('closeAllConnections' in server) server.closeAllConnections();
  await closed;
}
