import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { nearestName } from '../checks.js';
import { isRegion, REGION_RULE } from '../http/headers.js';
import type { Credentials } from '../http/signature.js';
import { type Limits, mergeLimits } from '../limits.js';
import type { ServiceLogger } from '../logger.js';
import type { LocalServerOptions } from '../options.js';

const DEFAULT_PORT = '4567';

const OPTIONS = {
  port: { type: 'string' },
  host: { type: 'string' },
  data: { type: 'string' },
  region: { type: 'string' },
  account: { type: 'string' },
  limits: { type: 'string' },
  credentials: { type: 'string' },
  'log-level': { type: 'string' },
  help: { type: 'boolean' },
  version: { type: 'boolean' },
} as const;

const LEVELS = ['debug', 'info', 'warn', 'error', 'silent'] as const;

/** A usage mistake, reported in one line without a stack. */
export class UsageError extends Error {}

/**
 * Parses the command line.
 *
 * @throws {@link UsageError} for an unknown option or a bad value.
 */
export function parseArguments(argv: readonly string[]): 'help' | 'version' | LocalServerOptions {
  const values = parse(argv);
  if (values.help) return 'help';
  if (values.version) return 'version';
  return {
    port: parsePort(values.port ?? DEFAULT_PORT),
    host: nonEmpty('host', values.host),
    data: nonEmpty('data', values.data),
    region: parseRegion(values.region),
    account: parseAccount(values.account),
    limits: values.limits === undefined ? undefined : readLimits(values.limits),
    credentials: parseCredentials(values.credentials),
    logger: stderrLogger(values['log-level'] ?? 'warn'),
  };
}

function parse(argv: readonly string[]) {
  try {
    return parseArgs({ args: [...argv], options: OPTIONS }).values;
  } catch (cause) {
    // The rest of Node's message explains leading dashes.
    const message = messageOf(cause).replace(/(\.\s|\n).*/s, '');
    const [, unknown] = /^Unknown option '-+([^']*)'/.exec(message) ?? [];
    const nearest = unknown === undefined ? undefined : nearestName(unknown, Object.keys(OPTIONS));
    if (nearest !== undefined) {
      throw new UsageError(`unknown option --${unknown}; did you mean --${nearest}?`, { cause });
    }
    throw new UsageError(`${message} (see --help)`, { cause });
  }
}

function parsePort(port: string): number {
  if (!/^\d{1,5}$/.test(port) || Number(port) > 65_535) {
    throw new UsageError(`--port must be an integer from 0 to 65535, got ${port}`);
  }
  return Number(port);
}

function nonEmpty(name: string, value: string | undefined): string | undefined {
  if (value === '') throw new UsageError(`--${name} must not be empty`);
  return value;
}

function parseRegion(region: string | undefined): string | undefined {
  if (region !== undefined && !isRegion(region)) {
    throw new UsageError(`--region must be ${REGION_RULE}, got ${region}`);
  }
  return region;
}

function parseAccount(account: string | undefined): string | undefined {
  if (account !== undefined && !/^\d{12}$/.test(account)) {
    throw new UsageError(`--account must be 12 digits, got ${account}`);
  }
  return account;
}

/** Parses a key pair. Messages do not show the value, which contains a secret. */
function parseCredentials(credentials: string | undefined): Credentials | undefined {
  if (credentials === undefined) return undefined;
  const [, accessKeyId, secretAccessKey] = /^([^:]+):(.+)$/.exec(credentials) ?? [];
  if (!accessKeyId || !secretAccessKey) throw new UsageError('--credentials must be ID:SECRET');
  return { accessKeyId, secretAccessKey };
}

/** Reads the quotas in a JSON file. */
function readLimits(path: string): Limits {
  let limits: unknown;
  try {
    limits = JSON.parse(readFileSync(path, 'utf8'));
  } catch (cause) {
    throw new UsageError(`${path} cannot be read as JSON: ${messageOf(cause)}`, { cause });
  }
  try {
    return mergeLimits(limits as Partial<Limits>);
  } catch (cause) {
    throw new UsageError(`${path}: ${messageOf(cause)}`, { cause });
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** Returns a logger that writes messages of a level or above to stderr, one per line. */
function stderrLogger(level: string): ServiceLogger {
  const lowest = (LEVELS as readonly string[]).indexOf(level);
  if (lowest < 0) throw new UsageError(`--log-level must be one of ${LEVELS.join(', ')}, got ${level}`);
  const write = (name: (typeof LEVELS)[number]) => (message: string) => {
    if (LEVELS.indexOf(name) >= lowest) process.stderr.write(`${new Date().toISOString()} ${name} ${message}\n`);
  };
  return { debug: write('debug'), info: write('info'), warn: write('warn'), error: write('error') };
}
