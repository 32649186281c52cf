import { type ConsoleServer, type StartOptions, startConsole } from '@swf/console';
import { usageError } from '../failures.js';

/** Starts a console. @throws `CommandError` naming the option if its port is in use. */
export async function listen(options: StartOptions, portOption: '--port' | '--console-port'): Promise<ConsoleServer> {
  try {
    return await startConsole(options);
  } catch (error) {
    throw portError(error, options.port, portOption);
  }
}

/** Returns the error for a port that is in use, which names its option; any other error as it is. */
export function portError(error: unknown, port: number | undefined, option: '--port' | '--console-port'): unknown {
  if (!(error instanceof Error && 'code' in error && error.code === 'EADDRINUSE')) return error;
  return usageError(`port ${port} is in use`, `choose another with ${option}, or any free one with ${option} 0`);
}
