import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { LocalServer } from '@swf/local';
import { Domain } from '@swf/models';
import { EXIT } from '../exit-codes.js';
import { CommandError, Interruption, usageError } from '../failures.js';
import { type Shell, write } from '../shell.js';
import type { Invocation } from '../tree/command.js';

interface DevOptions {
  readonly port: number;
  readonly data?: string;
  readonly domain?: readonly string[];
  readonly virtualTime?: boolean;
  readonly throttling?: boolean;
}

const REGION = 'us-east-1';
const RETENTION_PERIOD_IN_DAYS = 30;

/** Runs a local SWF until it is interrupted, or until the command that it runs has ended. */
export async function dev({ shell, arguments: command, options }: Invocation<DevOptions>): Promise<number | undefined> {
  const service = await start(options);
  try {
    await write(shell.stdout, `swf-local listening on ${service.endpoint}\n`);
    await registerDomains(service, options.domain ?? []);
    const [program, ...args] = command;
    if (program === undefined) return await untilInterrupted(shell.signal);
    return await runCommand(shell, program, args, environment(service, options));
  } finally {
    await service.close();
  }
}

async function start({ port, data, virtualTime, throttling }: DevOptions): Promise<LocalServer> {
  const { startLocalService, VirtualClock } = await importLocal();
  try {
    return await startLocalService({
      port,
      ...(data !== undefined && { data }),
      ...(virtualTime && { clock: new VirtualClock({ start: new Date() }) }),
      ...(throttling && { throttling: true }),
      region: REGION,
    });
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EADDRINUSE') {
      throw usageError(`port ${port} is in use`, 'choose another with --port, or any free one with --port 0');
    }
    throw error;
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

/** What makes any program use the service. */
function environment(service: LocalServer, { domain = [] }: DevOptions): Readonly<Record<string, string>> {
  const [first] = domain;
  return {
    AWS_ENDPOINT_URL_SWF: service.endpoint,
    AWS_REGION: REGION,
    AWS_ACCESS_KEY_ID: 'local',
    AWS_SECRET_ACCESS_KEY: 'local',
    ...(first !== undefined && { SWF_DOMAIN: first }),
  };
}

async function untilInterrupted(signal: AbortSignal): Promise<never> {
  if (!signal.aborted) await once(signal, 'abort');
  throw signal.reason;
}

/** Runs the command on this terminal; resolves to its exit code. */
async function runCommand(
  { env, signal }: Shell,
  program: string,
  args: readonly string[],
  added: Readonly<Record<string, string>>,
): Promise<number> {
  const child = spawn(program, args, {
    stdio: 'inherit',
    env: { ...env, ...added },
    shell: process.platform === 'win32',
  });
  // A terminal sends Ctrl-C to the command, too; SIGTERM comes to this process only.
  const stop = () => {
    if (signal.reason instanceof Interruption && signal.reason.exitCode === EXIT.terminated) child.kill('SIGTERM');
  };
  signal.addEventListener('abort', stop);
  try {
    const [code, killedBy] = (await once(child, 'exit')) as [number | null, NodeJS.Signals | null];
    return code ?? (killedBy === 'SIGINT' ? EXIT.interrupted : EXIT.terminated);
  } catch (error) {
    throw usageError(`${program} cannot be run: ${error instanceof Error ? error.message : error}`);
  } finally {
    signal.removeEventListener('abort', stop);
  }
}
