import { mayPass, translateError } from '@swf/settings/errors';
import { describe, expect, it } from 'vitest';

const CONTEXT = { kind: 'Domain', name: 'orders' };

/** The error of an answer with this fault; without a name, of a gateway's. */
function answered(httpStatusCode: number, name = 'Unknown'): unknown {
  const $metadata = { httpStatusCode, requestId: name === 'Unknown' ? undefined : 'request-1' };
  return translateError(Object.assign(new Error('x'), { name, $fault: 'server', $metadata }), CONTEXT);
}

describe('mayPass', () => {
  it.each([
    ['throttling', answered(400, 'ThrottlingException'), true, true],
    ['an InternalFailure', answered(500, 'InternalFailure'), true, true],
    ['a ServiceUnavailableException', answered(503, 'ServiceUnavailableException'), true, true],
    ['a 502 of a gateway', answered(502), true, false],
    ['a lost connection', translateError(Object.assign(new Error('x'), { code: 'ECONNRESET' }), CONTEXT), true, false],
    ['an unknown resource', answered(400, 'UnknownResourceFault'), false, false],
    ['a fault of status 413', answered(413, 'RequestEntityTooLargeException'), false, false],
    ['a request that was not sent', translateError(new Error('bad argument'), CONTEXT), false, false],
    ['what is no error of SWF', Object.assign(new Error('x'), { cause: answered(500) }), false, false],
    ['no error', undefined, false, false],
  ])('of %s, after an answer of SWF or before', (_, error, after, before) => {
    expect([mayPass(error, true), mayPass(error, false)]).toEqual([after, before]);
  });
});
