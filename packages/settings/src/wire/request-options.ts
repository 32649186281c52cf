import type { SWFClient } from '@aws-sdk/client-swf';
import { InvalidArgumentError } from '../errors/index.js';
import { checkObject, show } from './check.js';
import type { OptionNames } from './options.js';

/** The part of an `SWFClient` that is used; a client of any copy or version of the SDK has it. */
export type Client = Pick<SWFClient, 'send'>;

/** The options of everything that sends requests. */
export interface RequestOptions {
  /** The client to send with. Default: that of the settings in force when the request is sent. */
  readonly client?: Client | undefined;
  /** Ends the request; it then rejects with the signal's reason. */
  readonly signal?: AbortSignal | undefined;
}

/** The names of the request options, for options that extend them. */
export const REQUEST_OPTIONS: OptionNames<RequestOptions> = { client: true, signal: true };

/**
 * Returns the options if they can be used to send.
 *
 * @throws `InvalidArgumentError` naming the option and its value.
 */
export function checkRequestOptions<Options extends RequestOptions>(options: Options): Options {
  const { client, signal } = checkObject('options', options);
  if (client !== undefined && typeof client?.send !== 'function') {
    throw new InvalidArgumentError(`client must be an SWFClient, got ${show(client)}`);
  }
  if (signal !== undefined && typeof signal?.throwIfAborted !== 'function') {
    throw new InvalidArgumentError(`signal must be an AbortSignal, got ${show(signal)}`);
  }
  return options;
}
