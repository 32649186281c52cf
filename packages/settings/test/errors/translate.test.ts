import { SwfError, translateError } from '@swf/settings/errors';
import { describe, expect, it } from 'vitest';

const CONTEXT = { kind: 'ActivityType', name: 'charge-card@1.0', domain: 'orders' };

function fault(name: string, message = 'what SWF says', httpStatusCode = 400): Error {
  const $metadata = { httpStatusCode, requestId: 'request-1' };
  return Object.assign(new Error(message), { name, $fault: 'client', $metadata });
}

/** An error as clients throw it, without the metadata of an answer by default. */
const thrown = (name: string, $metadata?: object) => Object.assign(new Error('x'), { name, $metadata });

describe('translateError', () => {
  it.each([
    ['UnknownResourceFault', 'DOES_NOT_EXIST', 'DoesNotExistError', 'does not exist'],
    ['DomainAlreadyExistsFault', 'ALREADY_EXISTS', 'AlreadyExistsError', 'already exists'],
    ['TypeAlreadyExistsFault', 'ALREADY_EXISTS', 'AlreadyExistsError', 'already exists'],
    ['TypeDeprecatedFault', 'DEPRECATED', 'DeprecatedError', 'is deprecated'],
    ['TypeNotDeprecatedFault', 'RESPONSE', 'ResponseError', 'is not deprecated'],
    [
      'WorkflowExecutionAlreadyStartedFault',
      'WORKFLOW_EXECUTION_ALREADY_STARTED',
      'WorkflowExecutionAlreadyStartedError',
      'is already open',
    ],
    [
      'DefaultUndefinedFault',
      'DEFAULT_UNDEFINED',
      'DefaultUndefinedError',
      'lacks a setting for which its type has no default',
    ],
    ['LimitExceededFault', 'LIMIT_EXCEEDED', 'LimitExceededError', ': a limit of SWF is exceeded'],
    ['TooManyTagsFault', 'LIMIT_EXCEEDED', 'LimitExceededError', 'would have too many tags'],
    ['OperationNotPermittedFault', 'OPERATION_NOT_PERMITTED', 'OperationNotPermittedError', ': access denied'],
    ['AccessDeniedException', 'OPERATION_NOT_PERMITTED', 'OperationNotPermittedError', ': access denied'],
    [
      'UnrecognizedClientException',
      'OPERATION_NOT_PERMITTED',
      'OperationNotPermittedError',
      ': AWS refused the credentials',
    ],
    [
      'InvalidSignatureException',
      'OPERATION_NOT_PERMITTED',
      'OperationNotPermittedError',
      ': AWS refused the credentials',
    ],
    ['ExpiredTokenException', 'OPERATION_NOT_PERMITTED', 'OperationNotPermittedError', ': AWS refused the credentials'],
    ['ThrottlingException', 'RATE_LIMIT_EXCEEDED', 'RateLimitExceededError', ': rate limit exceeded'],
    ['ValidationException', 'INVALID_ARGUMENT', 'InvalidArgumentError', ': SWF refused the request'],
  ])('makes %s a %s', (name, code, errorName, text) => {
    const cause = fault(name);
    const error = translateError(cause, CONTEXT);

    expect(error).toMatchObject({ code, name: errorName, fault: name, requestId: 'request-1', cause });
    expect(error.message).toMatch(/^ActivityType "charge-card@1\.0" of domain "orders"/);
    expect(error.message).toContain(text);
    expect(error.message).toMatch(/: what SWF says$/);
  });

  const DOMAIN = { kind: 'Domain', name: 'orders' };

  it.each([
    ['DomainDeprecatedFault', 'orders', 'Domain "orders" is deprecated: orders', DOMAIN],
    [
      'UnknownResourceFault',
      'Unknown domain: orders',
      'Domain "orders" does not exist: Unknown domain: orders',
      DOMAIN,
    ],
    [
      'UnknownResourceFault',
      'Unknown domain: orders-2',
      'ActivityType "charge-card@1.0" of domain "orders" does not exist: Unknown domain: orders-2',
      CONTEXT,
    ],
  ])('names the resource that %s ("%s") is about', (name, message, expected, resource) => {
    expect(translateError(fault(name, message), CONTEXT)).toMatchObject({ message: expected, resource });
  });

  it('keeps the resource apart from what the request wants of it', () => {
    const error = translateError(fault('UnknownResourceFault', 'x'), { ...CONTEXT, mustBeOpen: true });

    expect(error.message).toContain('is closed or unknown');
    expect(error.resource).toEqual(CONTEXT);
  });

  it.each([
    ['InternalFailure', 500],
    ['ServiceUnavailableException', 503],
    ['SomeFutureFault', 400],
  ])('keeps %s, which is not in its tables, as a ResponseError', (name, status) => {
    const error = translateError(fault(name, 'oops', status), { kind: 'Domain', name: 'orders' });

    expect(error).toMatchObject({ code: 'RESPONSE', fault: name, requestId: 'request-1' });
    expect(error.message).toBe(`Domain "orders": SWF answered ${name} (HTTP ${status}): oops`);
  });

  it.each(['Unknown', 'SlowDown'])('makes HTTP 429 a RateLimitExceededError, whatever its name: %s', (name) => {
    expect(translateError(fault(name, '', 429), CONTEXT).code).toBe('RATE_LIMIT_EXCEEDED');
  });

  it('names the resource itself if it belongs to no domain', () => {
    const context = { kind: 'Domain', name: 'orders' };

    expect(translateError(fault('DomainDeprecatedFault', 'orders'), context).message).toBe(
      'Domain "orders" is deprecated: orders',
    );
  });

  it('says that an unknown execution may be closed if it must be open: SWF does not distinguish them', () => {
    const context = { kind: 'WorkflowExecution', name: 'order-42', domain: 'orders', mustBeOpen: true };

    expect(translateError(fault('UnknownResourceFault', 'Unknown execution'), context).message).toBe(
      'WorkflowExecution "order-42" of domain "orders" is closed or unknown: Unknown execution',
    );
    expect(translateError(fault('OperationNotPermittedFault', ''), context).message).toBe(
      'WorkflowExecution "order-42" of domain "orders": access denied',
    );
  });

  it('trusts a fault of SWF without a request id, which proxies drop', () => {
    const error = translateError(thrown('UnknownResourceFault', { httpStatusCode: 400 }), CONTEXT);

    expect(error.code).toBe('DOES_NOT_EXIST');
  });

  it('trusts any fault without an answer, as test doubles throw it', () => {
    expect(translateError(thrown('ThrottlingException'), CONTEXT).code).toBe('RATE_LIMIT_EXCEEDED');
    expect(translateError(thrown('ThrottlingException', { httpStatusCode: 400 }), CONTEXT)).toMatchObject({
      code: 'CONNECTION',
      message: `ActivityType "charge-card@1.0" of domain "orders": the answer is not SWF's (HTTP 400): x`,
    });
  });

  it.each(['Unknown', ''])('does not take an answer without a name for a fault: "%s"', (name) => {
    expect(translateError(fault(name, 'x'), CONTEXT)).toMatchObject({
      code: 'CONNECTION',
      message: expect.stringContaining(": the answer is not SWF's (HTTP 400)"),
    });
  });

  it('finds a network failure in the cause, where `fetch` keeps it', () => {
    const failed = (cause: unknown) => translateError(new TypeError('fetch failed', { cause }), CONTEXT);

    expect(failed({ code: 'ECONNREFUSED' })).toMatchObject({
      code: 'CONNECTION',
      message: 'ActivityType "charge-card@1.0" of domain "orders": no answer from SWF: fetch failed',
    });
    for (const cause of [null, 'ECONNREFUSED', {}]) {
      expect(failed(cause)).toMatchObject({
        code: 'RESPONSE',
        message: 'ActivityType "charge-card@1.0" of domain "orders": request failed before it was sent: fetch failed',
      });
    }
  });

  it.each([
    'UnknownError',
    '',
    undefined,
    null,
    '\n  Deserialization error: to see the raw response, inspect the hidden field {error}.$response on this object.',
  ])('ends the message after the fault if SWF sent none, but %j', (message) => {
    const cause = { ...fault('WorkflowExecutionAlreadyStartedFault'), name: 'WorkflowExecutionAlreadyStartedFault' };
    const context = { kind: 'WorkflowExecution', name: 'order-42', domain: 'orders' };

    expect(translateError({ ...cause, message }, context).message).toBe(
      'WorkflowExecution "order-42" of domain "orders" is already open',
    );
  });

  it.each(['ECONNREFUSED', 'ECONNRESET', 'ENOTFOUND', 'EAI_AGAIN', 'EPIPE', 'ETIMEDOUT', 'CERT_HAS_EXPIRED'])(
    'makes %s a ConnectionError',
    (code) => {
      const error = translateError({ name: 'AggregateError', message: '', code }, { kind: 'Domain', name: 'orders' });

      expect(error).toMatchObject({ code: 'CONNECTION', fault: undefined, requestId: undefined });
      expect(error.message).toBe(`Domain "orders": no answer from SWF: ${code}`);
    },
  );

  it('makes a timeout of the SDK a ConnectionError', () => {
    const error = translateError(Object.assign(new Error('90000 ms'), { name: 'TimeoutError' }), CONTEXT);

    expect(error.code).toBe('CONNECTION');
  });

  it('makes a missing region and missing credentials a SettingsError', () => {
    const noRegion = translateError(new Error('Region is missing'), { kind: 'Domain', name: 'orders' });
    const noCredentials = translateError(
      Object.assign(new Error('Could not load credentials'), { name: 'CredentialsProviderError' }),
      { kind: 'Domain', name: 'orders' },
    );

    expect(noRegion.code).toBe('SETTINGS');
    expect(noRegion.message).toBe('Domain "orders": no region is set; set AWS_REGION, or the setting region');
    expect(noCredentials.code).toBe('SETTINGS');
    expect(noCredentials.message).toContain(
      '"orders": no credentials found; set AWS_PROFILE, or the setting profile: Could not load credentials',
    );
  });

  it.each([
    ['a bug', new TypeError('x is not a function')],
    ['a wrong argument of Node', Object.assign(new TypeError('wrong'), { code: 'ERR_INVALID_ARG_TYPE' })],
    ['a string', 'thrown'],
    ['nothing', undefined],
    ['null', null],
    ['a name of the prototype', Object.assign(new Error('x'), { name: 'constructor' })],
  ])('keeps %s as the cause of a ResponseError', (_, thrown) => {
    const error = translateError(thrown, CONTEXT);

    expect(error.code).toBe('RESPONSE');
    expect(error.cause).toBe(thrown);
  });

  it.each([undefined, null, 'orders'])('refuses %s as a context, and keeps what was thrown as the cause', (context) => {
    const thrown = new Error('x');

    expect(() => translateError(thrown, context as never)).toThrow(
      expect.objectContaining({
        code: 'INVALID_ARGUMENT',
        message: expect.stringMatching(/^context must be/),
        cause: thrown,
      }),
    );
  });

  it('returns a SwfError unchanged', () => {
    const error = new SwfError('CUSTOM', 'already clear');

    expect(translateError(error, CONTEXT)).toBe(error);
  });
});
