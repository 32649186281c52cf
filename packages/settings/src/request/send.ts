import type {
  $Command,
  ServiceInputTypes,
  ServiceOutputTypes,
  SWFClient,
  SWFClientResolvedConfig,
} from '@aws-sdk/client-swf';
import { connect } from '../client.js';
import { type ResourceContext, translateError } from '../errors/index.js';

/** The part of an `SWFClient` that is needed: any copy or version of the SDK fits. */
export type Client = Pick<SWFClient, 'send'>;

/** What everything that talks to SWF takes. */
export interface RequestOptions {
  /** The client to send with. Default: the one of the settings in force when the request is made. */
  readonly client?: Client | undefined;
  /** Ends the request; it then rejects with the signal's reason. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * Sends one command and resolves to SWF's answer; what fails is a `SwfError` that names the resource.
 *
 * @example
 * await send(new DescribeDomainCommand({ name }), { kind: 'Domain', name }, { signal });
 */
export async function send<Input extends ServiceInputTypes, Output extends ServiceOutputTypes>(
  command: $Command<Input, Output, SWFClientResolvedConfig>,
  context: ResourceContext,
  { client = connect(), signal }: RequestOptions = {},
): Promise<Output> {
  signal?.throwIfAborted();
  try {
    return await client.send<Input, Output>(command, signal ? { abortSignal: signal } : {});
  } catch (error) {
    signal?.throwIfAborted();
    throw translateError(error, context);
  }
}
