import { once } from 'node:events';
import { describeError } from '../logger.js';
import type { LocalServerOptions } from '../options.js';
import { type LocalServer, startLocalService } from '../service.js';
import { DataFileError } from '../store/data-file.js';
import { SqliteUnavailableError } from '../store/sqlite-driver.js';
import { parseArguments, UsageError } from './arguments.js';
import { HELP } from './help.js';

const SUCCESS = 0;
const INTERNAL_ERROR = 1;
const USAGE_ERROR = 2;

/** Runs the command until a signal ends it; returns its exit code. */
export async function run(argv: readonly string[], version: string): Promise<number> {
  ignoreClosedOutput();
  try {
    const parsed = parseArguments(argv);
    if (parsed === 'help') process.stdout.write(HELP);
    else if (parsed === 'version') process.stdout.write(`${version}\n`);
    else await serve(parsed);
    return SUCCESS;
  } catch (error) {
    if (error instanceof UsageError || error instanceof DataFileError || error instanceof SqliteUnavailableError) {
      process.stderr.write(`swf-local: ${error.message}\n`);
      return USAGE_ERROR;
    }
    process.stderr.write(`swf-local: ${describeError(error)}\n`);
    return INTERNAL_ERROR;
  }
}

/** Keeps the service running when the reader of its output exits, as `| head` does. */
function ignoreClosedOutput(): void {
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {});
}

async function serve(options: LocalServerOptions): Promise<void> {
  // Before anything is opened, so that no signal is lost.
  const stop = Promise.race([once(process, 'SIGTERM'), once(process, 'SIGINT')]);
  const service = await start(options);
  process.stdout.write(`swf-local listening on ${service.endpoint}\n`);
  await stop;
  await service.close();
}

async function start(options: LocalServerOptions): Promise<LocalServer> {
  try {
    return await startLocalService(options);
  } catch (error) {
    throw explain(error, options);
  }
}

const ANY_OTHER = 'choose another with --port, or any free one with --port 0';

function explain(error: unknown, { host, port }: LocalServerOptions): unknown {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  switch (code) {
    case 'EADDRINUSE':
      return new UsageError(`port ${port} on ${host ?? '127.0.0.1'} is in use; ${ANY_OTHER}`, { cause: error });
    case 'EACCES':
      return new UsageError(`port ${port} requires more privileges than this user has; ${ANY_OTHER}`, { cause: error });
    case 'EADDRNOTAVAIL':
    case 'EINVAL':
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return new UsageError(`${host} is not an address of this machine`, { cause: error });
    default:
      return error;
  }
}
