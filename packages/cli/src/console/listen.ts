import { type ConsoleServer, type StartOptions, startConsole } from '@swf/console';
import { InvalidArgumentError, messageOf } from '@swf/settings/errors';
import { usageError } from '../failures.js';

/**
 * Starts a console.
 *
 * @throws `CommandError` naming the option if it cannot listen on its port or host.
 */
export async function listen(options: StartOptions, portOption: '--port' | '--console-port'): Promise<ConsoleServer> {
  try {
    return await startConsole(options);
  } catch (error) {
    throw listenError(error, options.port, portOption);
  }
}

/** Node's codes for an address that is not one of this machine, or that no name server knows. */
const HOST_CODES: readonly unknown[] = ['EADDRNOTAVAIL', 'ENOTFOUND', 'EAI_AGAIN'];

/**
 * Returns the error for a port or host that cannot be used, which names its option; any other error
 * as it is.
 */
export function listenError(error: unknown, port: number | undefined, option: '--port' | '--console-port'): unknown {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  // The option of the library stands for that of the command line.
  if (InvalidArgumentError.is(error) && error.message.startsWith('allowHosts')) {
    return usageError(error.message.replace(/^allowHosts\S*/, '--allow-host'));
  }
  const hint = `choose another with ${option}, or any free one with ${option} 0`;
  if (code === 'EADDRINUSE') return usageError(`port ${port} is in use`, hint);
  if (code === 'EACCES') return usageError(`port ${port} is not permitted`, hint);
  return HOST_CODES.includes(code) ? usageError(`--host: ${messageOf(error)}`) : error;
}
