import type {
  $Command,
  ServiceInputTypes,
  ServiceOutputTypes,
  SWFClient,
  SWFClientResolvedConfig,
} from '@aws-sdk/client-swf';
import { connect } from '../client.js';
import { InvalidArgumentError, type ResourceContext, translateError } from '../errors/index.js';
import { checkObject, checkOptions, type OptionNames, show } from '../wire/index.js';
import { checkAnswer } from './answer.js';

/** The part of an `SWFClient` that is needed: any copy or version of the SDK fits. */
export type Client = Pick<SWFClient, 'send'>;

/** What everything that talks to SWF takes. */
export interface RequestOptions {
  /** The client to send with. Default: the one of the settings in force when the request is made. */
  readonly client?: Client | undefined;
  /** Ends the request; it then rejects with the signal's reason. */
  readonly signal?: AbortSignal | undefined;
}

/** The names of the request options, for options that extend them. */
export const REQUEST_OPTIONS: OptionNames<RequestOptions> = { client: true, signal: true };

/**
 * Sends one command and resolves to SWF's answer; what fails is a `SwfError` that names the resource.
 *
 * @throws `InvalidArgumentError`, before sending, for unknown options and ones of the wrong kind.
 *
 * @example
 * await send(new DescribeDomainCommand({ name }), { kind: 'Domain', name }, { signal });
 */
export async function send<Input extends ServiceInputTypes, Output extends ServiceOutputTypes>(
  command: $Command<Input, Output, SWFClientResolvedConfig>,
  context: ResourceContext,
  options: RequestOptions = {},
): Promise<Output> {
  const { client = connect(), signal } = checkRequestOptions(checkOptions('options', options, REQUEST_OPTIONS));
  signal?.throwIfAborted();
  try {
    const answer = await client.send<Input, Output>(command, signal ? { abortSignal: signal } : {});
    checkAnswer(answer);
    return answer;
  } catch (error) {
    signal?.throwIfAborted();
    throw translateError(error, context);
  }
}

/** The options, if they can be used to send; otherwise throws `InvalidArgumentError` naming the option and its value. */
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
