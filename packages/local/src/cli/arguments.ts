import { parseArgs } from 'node:util';
import { nearestName } from '../checks.js';
import type { Credentials } from '../http/signature.js';
import type { LocalServerOptions } from '../options.js';
import { readLimits } from './limits-file.js';
import { loggerOf } from './log-level.js';
import { UsageError } from './usage-error.js';

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

/** What the command line asks for. Throws `UsageError` for what cannot be. */
export function parseArguments(argv: readonly string[]): 'help' | 'version' | LocalServerOptions {
  const values = parse(argv);
  if (values.help) return 'help';
  if (values.version) return 'version';
  return {
    port: parsePort(values.port ?? DEFAULT_PORT),
    host: nonEmpty('host', values.host),
    data: nonEmpty('data', values.data),
    region: nonEmpty('region', values.region),
    account: parseAccount(values.account),
    limits: values.limits === undefined ? undefined : readLimits(values.limits),
    credentials: parseCredentials(values.credentials),
    logger: loggerOf(values['log-level'] ?? 'warn'),
  };
}

function parse(argv: readonly string[]) {
  try {
    return parseArgs({ args: [...argv], options: OPTIONS }).values;
  } catch (cause) {
    // Node's own message goes on to explain what a leading dash means.
    const [message = ''] = String(cause instanceof Error ? cause.message : cause).split(/\.\s|\n/);
    const [, unknown] = /^Unknown option '-+([^']*)'/.exec(message) ?? [];
    const nearest = unknown === undefined ? undefined : nearestName(unknown, Object.keys(OPTIONS));
    if (nearest !== undefined) {
      throw new UsageError(`unknown option --${unknown}; did you mean --${nearest}?`, { cause });
    }
    throw new UsageError(`${message} (--help tells what there is)`, { cause });
  }
}

function parsePort(port: string): number {
  if (!/^\d{1,5}$/.test(port) || Number(port) > 65_535) {
    throw new UsageError(`--port must be a number from 0 to 65535, not ${port}`);
  }
  return Number(port);
}

function nonEmpty(name: string, value: string | undefined): string | undefined {
  if (value === '') throw new UsageError(`--${name} must not be empty`);
  return value;
}

function parseAccount(account: string | undefined): string | undefined {
  if (account !== undefined && !/^\d{12}$/.test(account)) {
    throw new UsageError(`--account must have 12 digits, not be ${account}`);
  }
  return account;
}

/** The message never shows what was given: part of it is a secret. */
function parseCredentials(credentials: string | undefined): Credentials | undefined {
  if (credentials === undefined) return undefined;
  const [, accessKeyId, secretAccessKey] = /^([^:]+):(.+)$/.exec(credentials) ?? [];
  if (!accessKeyId || !secretAccessKey) throw new UsageError('--credentials must be ID:SECRET');
  return { accessKeyId, secretAccessKey };
}
