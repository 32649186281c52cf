import type { SWFClient } from '@aws-sdk/client-swf';
import type { Kind } from '../changes/kinds.js';

/** Options of {@link createConsole}. */
export interface ConsoleOptions {
  /** The client of the SWF that is shown; without one the console is offline. */
  readonly client?: Pick<SWFClient, 'send'> | undefined;
  /** The domain that opens first. */
  readonly domain?: string | undefined;
  /** The changes that are allowed; default: none. */
  readonly changes?: false | readonly Kind[] | undefined;
}

/** A console without a server: it answers requests. */
export interface Console extends AsyncDisposable {
  fetch(request: Request): Promise<Response>;
  close(): Promise<void>;
}

/** Creates a console. It sends nothing by itself. */
export function createConsole(options: ConsoleOptions): Console {
  const close = async () => {};
  return {
    fetch: async () => Response.json({ domain: options.domain }),
    close,
    [Symbol.asyncDispose]: close,
  };
}
