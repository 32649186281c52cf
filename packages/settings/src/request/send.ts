import type { $Command, ServiceInputTypes, ServiceOutputTypes, SWFClientResolvedConfig } from '@aws-sdk/client-swf';
import { connect } from '../client.js';
import { type ResourceContext, translateError } from '../errors/index.js';
import { checkOptions, checkRequestOptions, REQUEST_OPTIONS, type RequestOptions } from '../wire/index.js';
import { checkAnswer } from './answer.js';

/**
 * Sends a command and resolves to SWF's answer; rejects with a `SwfError` that names the resource.
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
