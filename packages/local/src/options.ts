import { checkMethods, checkNames, type OptionNames, preview } from './checks.js';
import type { Clock } from './clock/clock.js';
import type { FaultRule } from './faults/fault-rule.js';
import { isRegion, REGION_RULE } from './http/headers.js';
import type { Credentials } from './http/signature.js';
import type { LambdaOptions } from './lambda/lambda-invoker.js';
import type { Limits } from './limits.js';
import type { ServiceLogger } from './logger.js';

/** Options of a service. */
export interface LocalServiceOptions<C extends Clock = Clock> {
  /** The file to keep state in, created if missing. Default: memory. */
  readonly data?: string | undefined;
  /** The service's clock. Default: the machine's. */
  readonly clock?: C | undefined;
  /** The region of unsigned requests, and of `client()`. Default: `us-east-1`. */
  readonly region?: string | undefined;
  /** The account in ARNs, 12 digits. Default: `123456789012`. */
  readonly account?: string | undefined;
  /** Quotas that differ from SWF's. */
  readonly limits?: Partial<Limits> | undefined;
  /** Faults to inject; `service.faults.set` changes them later. */
  readonly faults?: readonly FaultRule[] | undefined;
  /** The random seed for the rates of `faults`. Default: 1. */
  readonly seed?: number | undefined;
  /** The Lambda functions that exist. Default: none, so every invocation fails. */
  readonly lambda?: LambdaOptions | undefined;
  /** Whether to apply SWF's rates to operations, decisions and executions. Default: false. */
  readonly throttling?: boolean | undefined;
  /** Default: warnings and errors go to the console. */
  readonly logger?: ServiceLogger | undefined;
}

/** Options of a service that listens for HTTP requests. */
export interface LocalServerOptions<C extends Clock = Clock> extends LocalServiceOptions<C> {
  /** The port to listen on. Default: any free port. */
  readonly port?: number | undefined;
  /** The address to listen on. Default: `127.0.0.1`, reachable from this machine only. */
  readonly host?: string | undefined;
  /** The key pair that HTTP requests must be signed with. Default: signatures are not checked. */
  readonly credentials?: Credentials | undefined;
}

const SERVICE_NAMES: OptionNames<LocalServiceOptions> = {
  data: true,
  clock: true,
  region: true,
  account: true,
  limits: true,
  faults: true,
  seed: true,
  lambda: true,
  throttling: true,
  logger: true,
};

const SERVER_NAMES: OptionNames<LocalServerOptions> = { ...SERVICE_NAMES, port: true, host: true, credentials: true };

const CREDENTIALS_NAMES: OptionNames<Credentials> = { accessKeyId: true, secretAccessKey: true };

const LAMBDA_NAMES: OptionNames<LambdaOptions> = { functions: true, endpoint: true };

const HIGHEST_PORT = 65_535;

/**
 * Checks the options of a service that does not listen; limits and faults are checked where they
 * are read.
 *
 * @throws `RangeError` for an unknown option or a bad value.
 */
export function checkServiceOptions(options: LocalServiceOptions): void {
  checkNames('options', options, SERVICE_NAMES);
  checkValues(options);
}

/**
 * Checks the options of a service that listens.
 *
 * @throws `RangeError` for an unknown option or a bad value.
 */
export function checkServerOptions(options: LocalServerOptions): void {
  checkNames('options', options, SERVER_NAMES);
  checkValues(options);
}

function checkValues(options: LocalServerOptions): void {
  const { region, account, port, throttling, seed, clock, logger } = options;
  for (const name of ['data', 'host'] as const) {
    const value = options[name];
    if (value !== undefined && (typeof value !== 'string' || value === '')) {
      throw new RangeError(`${name} must be a non-empty string, got ${preview(value)}`);
    }
  }
  if (region !== undefined && !isRegion(region)) {
    throw new RangeError(`region must be ${REGION_RULE}, got ${preview(region)}`);
  }
  if (account !== undefined && !(typeof account === 'string' && /^\d{12}$/.test(account))) {
    throw new RangeError(`account must be a string of 12 digits, got ${preview(account)}`);
  }
  if (port !== undefined && !(Number.isInteger(port) && port >= 0 && port <= HIGHEST_PORT)) {
    throw new RangeError(`port must be an integer from 0 to ${HIGHEST_PORT}, got ${preview(port)}`);
  }
  if (throttling !== undefined && typeof throttling !== 'boolean') {
    throw new RangeError(`throttling must be true or false, got ${preview(throttling)}`);
  }
  if (seed !== undefined && !Number.isFinite(seed)) {
    throw new RangeError(`seed must be a number, got ${preview(seed)}`);
  }
  if (clock !== undefined) checkClock(clock);
  if (logger !== undefined) checkMethods('logger', logger, ['debug', 'info', 'warn', 'error']);
  checkCredentials(options);
  checkLambda(options);
}

/** A clock that returns anything else would leave timers and timeouts that never fire. */
function checkClock(clock: Clock): void {
  checkMethods('clock', clock, ['now', 'setTimer']);
  const now = clock.now();
  if (!Number.isFinite(now)) throw new RangeError(`clock.now() must return a number, got ${preview(now)}`);
}

function checkCredentials({ credentials }: LocalServerOptions): void {
  if (credentials === undefined) return;
  checkNames('credentials', credentials, CREDENTIALS_NAMES);
  const { accessKeyId, secretAccessKey } = credentials;
  if ([accessKeyId, secretAccessKey].some((key) => typeof key !== 'string' || key === '')) {
    throw new RangeError('credentials must have an accessKeyId and a secretAccessKey, both non-empty strings');
  }
}

function checkLambda({ lambda }: LocalServerOptions): void {
  if (lambda === undefined) return;
  checkNames('lambda', lambda, LAMBDA_NAMES);
  const { endpoint, functions } = lambda;
  if (endpoint !== undefined && !isBaseUrl(endpoint)) {
    const rule = 'an http or https URL without a query and a fragment';
    throw new RangeError(`lambda.endpoint must be ${rule}, got ${preview(endpoint)}`);
  }
  if (functions !== undefined) checkMethods('lambda.functions', functions, Object.keys(Object(functions)));
}

/** Returns whether a value is the text of a URL that paths can be appended to. */
function isBaseUrl(value: unknown): boolean {
  return typeof value === 'string' && /^https?:\/\/[^?#\s]+$/i.test(value) && URL.canParse(value);
}
