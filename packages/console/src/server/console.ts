import { join } from 'node:path';
import type { Hosts } from './access/hosts.js';
import { newToken } from './access/token.js';
import { checkConsoleOptions } from './check-options.js';
import { closeServices, createServices } from './create-services.js';
import { answer, buildApp } from './http/app.js';
import type { ConsoleOptions } from './options.js';
import { packageFolder } from './package.js';
import { pageFiles } from './page-files.js';
import { batchRoutes } from './routes/batches.js';
import { changeRoutes } from './routes/changes.js';
import { executionsRoutes } from './routes/executions.js';
import { fileRoutes } from './routes/files.js';
import { historyRoutes } from './routes/histories.js';
import { liveRoutes } from './routes/live.js';
import { queryRoutes } from './routes/queries.js';
import { registerRoutes } from './routes/register.js';
import { registrationRoutes } from './routes/registrations.js';
import { sessionRoutes } from './routes/session.js';
import { taskListRoutes } from './routes/task-lists.js';
import { timeRoutes } from './routes/time.js';

/** A console without a server: it answers requests. */
export interface Console extends AsyncDisposable {
  /** Sent with every request under `/api`; the page takes it from the fragment `#token=`. */
  readonly token: string;
  /** The routes that it answers, for example `GET /api/session`. */
  readonly routes: readonly string[];
  fetch(request: Request): Promise<Response>;
  close(): Promise<void>;
}

/** What a server knows about itself. */
export interface Listening {
  /** The port that it listens on; undefined before it listens, and for embedders. */
  readonly port: () => number | undefined;
  /** Whether everybody who can open the page may use the console. */
  readonly isOpen: boolean;
  /** The folder of the page. Default: that of this package. */
  readonly folder?: string | undefined;
}

/**
 * Creates a console that a program serves itself, behind its own login for example. It sends
 * nothing by itself.
 *
 * @throws `InvalidArgumentError` for an unknown option or a bad value.
 *
 * @example
 * const swf = createConsole({ client: connect(), domain: 'orders', auth: (request) => userOf(request) });
 * const response = await swf.fetch(request);
 */
export function createConsole(options: ConsoleOptions = {}): Console {
  return consoleFor(checkConsoleOptions(options), { port: () => undefined, isOpen: options.auth !== undefined });
}

/** Creates the console of a server. */
export function consoleFor(options: ConsoleOptions, { port, isOpen, folder }: Listening): Console {
  const services = createServices(options);
  const token = newToken();
  const hosts = (): Hosts => ({ port: port(), allowed: options.allowHosts ?? [] });
  const page = pageFiles({
    folder: folder ?? join(packageFolder(), 'dist/page'),
    token: isOpen ? token : undefined,
  });
  const routes = [
    ...sessionRoutes(services),
    ...executionsRoutes(services),
    ...historyRoutes(services),
    ...changeRoutes(),
    ...registrationRoutes(),
    ...registerRoutes(),
    ...taskListRoutes(services),
    ...queryRoutes(services),
    ...timeRoutes(services),
    ...fileRoutes(services),
    ...batchRoutes(services),
    ...liveRoutes(services),
  ];
  const app = buildApp({ services, routes, page, token, hosts });
  const close = () => closeServices(services);
  return {
    token,
    routes: routes.map(({ method, path }) => `${method} /api${path}`),
    fetch: (request) => answer(app, request),
    close,
    [Symbol.asyncDispose]: close,
  };
}
