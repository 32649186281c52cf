import { once } from 'node:events';
import { constants } from 'node:os';
import type { StartOptions } from '@swf/console';
import { kinds } from '@swf/console/changes';
import type { LocalServer, VirtualClock } from '@swf/local';
import { Domain } from '@swf/models';
import { fromHome } from '@swf/settings';
import { messageOf } from '@swf/settings/errors';
import spawn from 'cross-spawn';
import { commandOptions } from '../console/command-options.js';
import { listen, listenError } from '../console/listen.js';
import { EXIT } from '../exit-codes.js';
import { CommandError, Interruption, usageError } from '../failures.js';
import { type Shell, untilInterrupted, write } from '../shell.js';
import { queryStore } from '../target/queries.js';
import type { Invocation } from '../tree/command.js';

interface DevOptions {
  readonly port: number;
  readonly consolePort: number;
  readonly data?: string;
  readonly domain?: readonly string[];
  readonly virtualTime?: boolean;
  readonly throttling?: boolean;
}

const REGION = 'us-east-1';
const RETENTION_PERIOD_IN_DAYS = 30;
const CONSOLE_BUDGET = 0.25;

/**
 * Runs a local SWF and its console until it is interrupted, or until the command that it runs has
 * ended.
 */
export async function dev({ shell, arguments: command, options }: Invocation<DevOptions>): Promise<number | undefined> {
  if (command.length > 0) checkHome();
  await using service = await start(options);
  await write(shell.stdout, `swf-local listening on ${service.endpoint}\n`);
  await registerDomains(service, options.domain ?? []);
  await using server = await listen(consoleOf(shell, service, options), '--console-port');
  await write(shell.stdout, `swf console on ${server.url}\n`);
  const [program, ...args] = command;
  if (program === undefined) return await untilInterrupted(shell.signal);
  return await runCommand(shell, program, args, environment(service, options));
}

/** The console of a service of this process: it may change everything. */
function consoleOf(
  shell: Shell,
  service: LocalServer,
  { consolePort, domain = [], throttling }: DevOptions,
): StartOptions {
  const { clock } = service;
  return {
    port: consolePort,
    client: service.client(),
    domain: domain[0] ?? (shell.env['SWF_DOMAIN'] || undefined),
    target: {
      service: 'local',
      region: REGION,
      options: commandOptions({ endpoint: service.endpoint, region: REGION }),
    },
    localEndpoint: service.endpoint,
    // Without throttling, there is no rate that others need.
    budget: throttling ? CONSOLE_BUDGET : undefined,
    changes: kinds,
    queries: queryStore(shell),
    pollers: () => service.pollers().filter(({ region }) => region === REGION),
    ...('advance' in clock && { virtualClock: movable(clock as VirtualClock, service) }),
  };
}

function movable(clock: VirtualClock, service: LocalServer): StartOptions['virtualClock'] {
  return {
    now: () => clock.now(),
    advance: (duration) => clock.advance(duration),
    deadlines: () => service.deadlines().map((deadline) => deadline.getTime()),
  };
}

async function start({ port, data, virtualTime, throttling }: DevOptions): Promise<LocalServer> {
  const { DataFileError, startLocalService, VirtualClock } = await importLocal();
  try {
    return await startLocalService({
      port,
      ...(data !== undefined && { data }),
      ...(virtualTime && { clock: new VirtualClock({ start: new Date() }) }),
      ...(throttling && { throttling: true }),
      region: REGION,
    });
  } catch (error) {
    throw error instanceof DataFileError ? usageError(`--data: ${error.message}`) : listenError(error, port, '--port');
  }
}

async function importLocal(): Promise<typeof import('@swf/local')> {
  try {
    return await import('@swf/local');
  } catch (cause) {
    throw new CommandError('swf dev needs @swf/local, which is not installed', {
      exitCode: EXIT.usage,
      cause,
      hint: 'npm install @swf/local, beside @swf/cli',
    });
  }
}

async function registerDomains(service: LocalServer, names: readonly string[]): Promise<void> {
  const client = service.client();
  for (const name of names) {
    const domain = new Domain(name, { retentionPeriodInDays: RETENTION_PERIOD_IN_DAYS });
    // In a file, it may be there from the last time.
    if (!(await domain.exists({ client }))) await domain.save({ client });
  }
  client.destroy();
}

/**
 * Checks that the environment decides where a command finds SWF: the `.swf` file comes before it.
 *
 * @throws `CommandError` if that file names another place.
 */
function checkHome(): void {
  const { endpoint, region } = fromHome();
  if (endpoint === undefined && region === undefined) return;
  throw usageError(
    `the .swf file sets ${endpoint === undefined ? 'region' : 'endpoint'}, which comes before the environment: ` +
      'the command would not use this SWF',
    'move the file away, or run "swf dev" without a command',
  );
}

/** The environment that makes any program use the service, whatever the surrounding one says. */
function environment(service: LocalServer, { domain = [] }: DevOptions): Shell['env'] {
  const [first] = domain;
  return {
    AWS_ENDPOINT_URL_SWF: service.endpoint,
    AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: 'false',
    // SDKs refuse these with an endpoint of one's own.
    AWS_USE_FIPS_ENDPOINT: 'false',
    AWS_USE_DUALSTACK_ENDPOINT: 'false',
    AWS_REGION: REGION,
    // boto3 reads no other.
    AWS_DEFAULT_REGION: REGION,
    AWS_ACCESS_KEY_ID: 'local',
    AWS_SECRET_ACCESS_KEY: 'local',
    AWS_SESSION_TOKEN: undefined,
    AWS_SECURITY_TOKEN: undefined,
    // boto3 uses no keys that have expired.
    AWS_CREDENTIAL_EXPIRATION: undefined,
    // SDKs prefer a profile to a key pair.
    AWS_PROFILE: undefined,
    AWS_DEFAULT_PROFILE: undefined,
    // `swf` in the command uses no context: the current one may be production.
    SWF_CONTEXT: '',
    ...(first !== undefined && { SWF_DOMAIN: first }),
  };
}

/** Runs the command on this terminal; resolves to its exit code. */
async function runCommand(
  { stdin, stdout, stderr, env, signal }: Shell,
  program: string,
  args: readonly string[],
  added: Shell['env'],
): Promise<number> {
  // What is interrupted before it has begun gets no signal.
  signal.throwIfAborted();
  const child = spawn(program, args, {
    stdio: 'inherit',
    env: { ...env, ...added },
  });
  // A terminal sends Ctrl-C to the command, too; any other signal comes to this process only.
  const hasTerminal = stdin.isTTY || stdout.isTTY || stderr.isTTY;
  const stop = () => {
    const name = signal.reason instanceof Interruption ? signal.reason.signal : undefined;
    if (name === 'SIGTERM' || (name === 'SIGINT' && !hasTerminal)) child.kill(name);
  };
  signal.addEventListener('abort', stop);
  try {
    const [code, killedBy] = (await once(child, 'exit')) as [number | null, NodeJS.Signals | null];
    // As a shell reports it.
    return code ?? 128 + constants.signals[killedBy ?? 'SIGTERM'];
  } catch (error) {
    throw usageError(`${program} cannot be run: ${messageOf(error)}`);
  } finally {
    signal.removeEventListener('abort', stop);
  }
}
