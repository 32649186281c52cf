import type { ServiceOutputTypes } from '@aws-sdk/client-swf';

// What SWF answers with: each answer that is not empty has one of these.
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
 * Throws if SWF did not send the answer: SWF's have a request id, or, through a proxy that drops
 * it, a member of SWF's.
 *
 * Otherwise the empty HTTP 200 of a gateway would pass for the answer to a request that SWF never
 * saw. Test doubles of clients answer without metadata, and are trusted.
 */
export function checkAnswer(answer: ServiceOutputTypes | undefined): void {
  const { httpStatusCode, requestId } = answer?.$metadata ?? {};
  if (!answer || httpStatusCode === undefined || requestId !== undefined) return;
  if (MEMBERS.some((member) => member in answer)) return;
  throw Object.assign(new Error('it has no request id'), { $metadata: answer.$metadata });
}
