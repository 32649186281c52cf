import { Agent } from 'node:http';
import { createRequire } from 'node:module';
import type { SWFClient, SWFClientConfig } from '@aws-sdk/client-swf';
import type { Clock } from './clock/clock.js';
import { SystemClock } from './clock/system-clock.js';
import { Engine } from './engine/engine.js';
import { FaultInjector } from './faults/fault-injector.js';
import type { FaultRule } from './faults/fault-rule.js';
import { HttpServer } from './http/server.js';
import { signatureCheck } from './http/signature.js';
import { LambdaInvoker } from './lambda/lambda-invoker.js';
import { mergeLimits } from './limits.js';
import { type ServiceLogger, safeLogger } from './logger.js';
import {
  checkServerOptions,
  checkServiceOptions,
  type LocalServerOptions,
  type LocalServiceOptions,
} from './options.js';
import { Dispatcher } from './requests/dispatcher.js';
import type { Poller } from './requests/long-polls.js';
import { LocalRequestHandler } from './sdk/request-handler.js';
import { openDatabase } from './store/open-database.js';
import { Throttles } from './throttling/throttles.js';

const DEFAULT_REGION = 'us-east-1';
const DEFAULT_ACCOUNT = '123456789012';
const DEFAULT_HOST = '127.0.0.1';
const DEFAULT_SEED = 1;

const SHOWN_DEADLINES = 10;

const SDK = '@aws-sdk/client-swf';

/** The credentials of `client()` if the service does not check signatures. */
const ANY_CREDENTIALS = { accessKeyId: 'local', secretAccessKey: 'local' };

/** A region and the names of its domains. */
export interface Region {
  readonly region: string;
  readonly domains: readonly string[];
}

/** An SWF service in this process. */
export interface LocalService<C extends Clock = Clock> extends AsyncDisposable {
  /** Connects an SDK client to the service without a socket. */
  readonly requestHandler: LocalRequestHandler;
  /** The clock from the options, or the machine's. */
  readonly clock: C;
  /** The injected faults; `faults.set([...])` replaces the rules while the service runs. */
  readonly faults: { set(rules: readonly FaultRule[]): void };
  /**
   * Creates an SDK client of the service; `config` overrides the client's configuration.
   *
   * @throws `Error` if `@aws-sdk/client-swf` is not installed.
   */
  client(config?: SWFClientConfig): SWFClient;
  /** Returns the polls waiting for a task; none after `close`. SWF has no such operation. */
  pollers(): readonly Poller[];
  /**
   * Returns the regions with domains, deprecated ones included; none after `close`. SWF has no such
   * operation.
   */
  regions(): readonly Region[];
  /**
   * Returns the next ten times at which the service acts on its own, earliest first: timers,
   * timeouts and deliveries between executions. None after `close`.
   */
  deadlines(): readonly Date[];
  /**
   * Ends open polls without a task and closes the data file. A second call is a no-op. Rejects with
   * `DataFileError` if the data file was removed.
   */
  close(): Promise<void>;
}

/** A local service that listens for HTTP requests. */
export interface LocalServer<C extends Clock = Clock> extends LocalService<C> {
  /** The URL of the service, for `--endpoint-url` and similar settings. */
  readonly endpoint: string;
}

/** Both kinds of service: `listen` starts the HTTP front end. */
class Service<C extends Clock> implements LocalServer<C> {
  readonly requestHandler: LocalRequestHandler;
  readonly clock: C;
  readonly faults: FaultInjector;
  readonly #region: string;
  readonly #logger: ServiceLogger;
  readonly #engine: Engine;
  readonly #dispatcher: Dispatcher;
  #http: HttpServer | undefined;
  #credentials = ANY_CREDENTIALS;
  #closed: Promise<void> | undefined;

  constructor(options: LocalServiceOptions<C>) {
    const { region = DEFAULT_REGION, account = DEFAULT_ACCOUNT } = options;
    const { faults = [], seed = DEFAULT_SEED } = options;
    const limits = mergeLimits(options.limits);
    // Without a clock in the options, C is Clock.
    const clock = options.clock ?? (new SystemClock() as Clock as C);
    this.clock = clock;
    this.#region = region;
    const logger = safeLogger(options.logger);
    this.#logger = logger;
    this.faults = new FaultInjector(faults, seed);
    const throttles = options.throttling ? new Throttles(clock) : undefined;
    this.#engine = new Engine({
      database: openDatabase(options.data),
      clock,
      limits,
      region,
      account,
      mayDecide: throttles?.mayDecide,
      mayCall: throttles?.mayCall,
    });
    this.#dispatcher = new Dispatcher({
      engine: this.#engine,
      region,
      clock,
      pollersPerTaskList: limits.pollersPerTaskList,
      faults: this.faults,
      throttles,
      lambda: new LambdaInvoker(options.lambda),
      logger,
    });
    this.requestHandler = new LocalRequestHandler(this.#dispatcher);
    logger.info(`started in ${region} with data in ${options.data ?? 'memory'}`);
  }

  get endpoint(): string {
    return this.#http?.endpoint ?? '';
  }

  /**
   * Starts the HTTP front end. If the address is unavailable, closes the service and rejects with
   * Node's error.
   */
  async listen({ host = DEFAULT_HOST, port = 0, credentials }: LocalServerOptions<C>): Promise<void> {
    try {
      const checkSignature = credentials && (await signatureCheck(credentials));
      const [dispatcher, logger] = [this.#dispatcher, this.#logger];
      const views = { '/pollers': () => this.pollers(), '/regions': () => this.regions() };
      this.#http = await HttpServer.listen({ host, port, dispatcher, views, checkSignature, logger });
    } catch (error) {
      await this.close();
      throw error;
    }
    this.#dispatcher.listening = true;
    this.#credentials = credentials ?? ANY_CREDENTIALS;
    this.#logger.info(`listening on ${this.endpoint}`);
    if (!this.#http.onLoopback && !credentials) {
      this.#logger.warn(`listening on ${host} without credentials; anyone who can reach it can use it`);
    }
  }

  client(config: SWFClientConfig = {}): SWFClient {
    const front = this.#http
      ? { endpoint: this.endpoint, requestHandler: { httpAgent: new Agent({ keepAlive: true }) } }
      : { requestHandler: this.requestHandler };
    return createClient({ region: this.#region, credentials: this.#credentials, ...front, ...config });
  }

  pollers(): readonly Poller[] {
    return this.#dispatcher.pollers();
  }

  regions(): readonly Region[] {
    if (this.#closed !== undefined) return [];
    const regions = new Map<string, string[]>();
    for (const { region, name } of this.#engine.store.domains.everywhere()) {
      const names = regions.get(region);
      if (names) names.push(name);
      else regions.set(region, [name]);
    }
    return [...regions].map(([region, domains]) => ({ region, domains }));
  }

  deadlines(): readonly Date[] {
    if (this.#closed !== undefined) return [];
    const now = this.clock.now();
    return this.#engine.store.dueItems.deadlines(SHOWN_DEADLINES).map((due) => new Date(Math.max(due, now)));
  }

  close(): Promise<void> {
    this.#closed ??= this.#close();
    return this.#closed;
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  async #close(): Promise<void> {
    const httpClosed = this.#http?.close();
    this.#dispatcher.close();
    await httpClosed;
    await this.#engine.close();
    this.#logger.info('stopped');
  }
}

/**
 * Creates a service without a socket, reached through its `client()` and `requestHandler`. It keeps
 * the process running only while a request awaits its answer.
 *
 * @throws `DataFileError` if the data file cannot be used, `SqliteUnavailableError` if no SQLite
 * can be loaded, `RangeError` for an unknown option or a bad value.
 *
 * @example
 * const service = createLocalService();
 * await service.client().send(new ListDomainsCommand({ registrationStatus: 'REGISTERED' }));
 * await service.close();
 */
export function createLocalService<C extends Clock = Clock>(options: LocalServiceOptions<C> = {}): LocalService<C> {
  checkServiceOptions(options);
  return new Service(options);
}

/**
 * Starts a service that listens for HTTP requests, by default on a free loopback port. Its
 * `client()` goes over HTTP.
 *
 * Rejects with `DataFileError` if the data file cannot be used, `SqliteUnavailableError` if no
 * SQLite can be loaded, `RangeError` for an unknown option or a bad value, and Node's error if the
 * address is unavailable (such as `EADDRINUSE`).
 *
 * @example
 * await using service = await startLocalService({ data: 'swf.db' });
 * console.log(service.endpoint); // http://127.0.0.1:41234
 */
export async function startLocalService<C extends Clock = Clock>(
  options: LocalServerOptions<C> = {},
): Promise<LocalServer<C>> {
  checkServerOptions(options);
  const service = new Service(options);
  await service.listen(options);
  return service;
}

/**
 * Creates an SDK client. Loads the SDK on demand, so that a service starts without it.
 *
 * @throws `Error` if the SDK is not installed.
 */
function createClient(config: SWFClientConfig): SWFClient {
  const require = createRequire(import.meta.url);
  let sdk: { readonly SWFClient: new (config: SWFClientConfig) => SWFClient };
  try {
    sdk = require(SDK);
  } catch (cause) {
    throw new Error(`client() needs ${SDK}; run npm install ${SDK}`, { cause });
  }
  return new sdk.SWFClient(config);
}
