import type { $Command, ServiceInputTypes, ServiceOutputTypes, SWFClientResolvedConfig } from '@aws-sdk/client-swf';
import { connect } from '../client/connect.js';
import { once } from '../client/once.js';
import { type ResourceContext, translateError } from '../errors/index.js';
import { checkOptions, checkRequestOptions, REQUEST_OPTIONS, type RequestOptions } from '../wire/index.js';

// Members of SWF's answers: every answer that is not empty has one of them.
const MEMBERS = [
  'cancelRequested',
  'count',
  'domainInfo',
  'domainInfos',
  'events',
  'executionInfo',
  'executionInfos',
  'runId',
  'startedEventId',
  'tags',
  'taskToken',
  'typeInfo',
  'typeInfos',
];

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
    const answer = await (signal ? client.send(command, { abortSignal: signal }) : client.send(command));
    checkAnswer(answer);
    return answer;
  } catch (error) {
    signal?.throwIfAborted();
    throw translateError(error, context);
  }
}

/**
 * Sends a command as {@link send} does, but only once: the SDK does not retry it.
 *
 * For long polls, which must not begin again unseen. One that SWF refuses for its date is sent again,
 * once, by the time that SWF says.
 *
 * @throws `InvalidArgumentError`, before sending, for unknown options and ones of the wrong kind.
 */
export function sendOnce<Input extends ServiceInputTypes, Output extends ServiceOutputTypes>(
  command: $Command<Input, Output, SWFClientResolvedConfig>,
  context: ResourceContext,
  options?: RequestOptions,
): Promise<Output> {
  return send(once(command), context, options);
}

/**
 * Checks that SWF sent the answer: it has a request id or, behind a proxy that drops it, a member
 * that SWF sends.
 *
 * Otherwise, the empty HTTP 200 of a gateway would look like SWF's answer to a request that it
 * never received. Answers without metadata, from test doubles of clients, are trusted.
 */
function checkAnswer(answer: ServiceOutputTypes | undefined): void {
  const { httpStatusCode, requestId } = answer?.$metadata ?? {};
  if (!answer || httpStatusCode === undefined || requestId !== undefined) return;
  if (MEMBERS.some((member) => member in answer)) return;
  throw Object.assign(new Error('it has no request id'), { $metadata: answer.$metadata });
}
