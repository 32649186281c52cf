import { inspect } from 'node:util';
import * as errors from '@swf/settings/errors';
import { describe, expect, it } from 'vitest';

const KINDS = [
  [errors.DoesNotExistError, 'DOES_NOT_EXIST'],
  [errors.AlreadyExistsError, 'ALREADY_EXISTS'],
  [errors.DeprecatedError, 'DEPRECATED'],
  [errors.WorkflowExecutionAlreadyStartedError, 'WORKFLOW_EXECUTION_ALREADY_STARTED'],
  [errors.DefaultUndefinedError, 'DEFAULT_UNDEFINED'],
  [errors.LimitExceededError, 'LIMIT_EXCEEDED'],
  [errors.OperationNotPermittedError, 'OPERATION_NOT_PERMITTED'],
  [errors.RateLimitExceededError, 'RATE_LIMIT_EXCEEDED'],
  [errors.InvalidArgumentError, 'INVALID_ARGUMENT'],
  [errors.ConnectionError, 'CONNECTION'],
  [errors.SettingsError, 'SETTINGS'],
  [errors.ResponseError, 'RESPONSE'],
] as const;

describe('describeResource', () => {
  it('names the domain of a resource, unless it is one', () => {
    expect(errors.describeResource({ kind: 'WorkflowExecution', name: 'order-42', domain: 'orders' })).toBe(
      'WorkflowExecution "order-42" of domain "orders"',
    );
    expect(errors.describeResource({ kind: 'Domain', name: 'orders' })).toBe('Domain "orders"');
  });
});

describe.each(KINDS)('%o', (Kind, code) => {
  const error = new Kind('message', { cause: 'cause', requestId: 'id', fault: 'Fault' });

  it('is an Error with its code, name and details', () => {
    expect(error).toBeInstanceOf(Error);
    expect(error).toMatchObject({ code, name: Kind.name, message: 'message', cause: 'cause', requestId: 'id' });
    expect(error.fault).toBe('Fault');
    expect(inspect(error)).toContain(`${Kind.name}: message`);
  });

  it('is recognized by its own class and SwfError alone', () => {
    expect(errors.SwfError.is(error)).toBe(true);
    expect(KINDS.filter(([Other]) => Other.is(error))).toEqual([[Kind, code]]);
  });
});

describe('UnknownInDomain', () => {
  const unknown = (resource?: errors.Resource) => new errors.DoesNotExistError('message', { resource });
  const order = { kind: 'WorkflowExecution', name: 'order-42', domain: 'orders' };

  it.each([
    ['what a domain does not have', unknown(order), true],
    ['what no resource is named for', unknown(), true],
    ['an unknown domain', unknown({ kind: 'Domain', name: 'orders' }), false],
    ['another failure', new errors.DeprecatedError('message', { resource: order }), false],
  ])('of %s: %o is %s', (_, error, expected) => {
    expect(errors.UnknownInDomain.is(error)).toBe(expected);
  });
});

describe('undefinedOn', () => {
  const unknown = new errors.DoesNotExistError('message');

  it('resolves to the answer, or to undefined for an error of the class', async () => {
    expect(await errors.undefinedOn(errors.DoesNotExistError, Promise.resolve('answer'))).toBe('answer');
    expect(await errors.undefinedOn(errors.DoesNotExistError, Promise.reject(unknown))).toBeUndefined();
  });

  it('rejects with any other error', async () => {
    await expect(errors.undefinedOn(errors.DeprecatedError, Promise.reject(unknown))).rejects.toBe(unknown);
  });
});

describe('isOfCredentials', () => {
  it.each([
    ['missing credentials', new errors.SettingsError('message'), true],
    ['expired credentials', new errors.OperationNotPermittedError('message', { fault: 'ExpiredToken' }), true],
    ['a wrong signature', new errors.OperationNotPermittedError('message', { fault: 'SignatureDoesNotMatch' }), true],
    ['a lack of permission', new errors.OperationNotPermittedError('message', { fault: 'AccessDenied' }), false],
    ['a failure without a fault', new errors.ConnectionError('message'), false],
  ])('of %s: %o is %s', (_, error, expected) => {
    expect(errors.isOfCredentials(error)).toBe(expected);
  });
});

describe('an error without details', () => {
  it.each([undefined, null, {}, { cause: undefined }])('is made with %o', (options) => {
    const error = new errors.DoesNotExistError('message', options as never);

    expect(error).toMatchObject({ code: 'DOES_NOT_EXIST', requestId: undefined, fault: undefined });
    expect(error).not.toHaveProperty('cause');
    expect(inspect(error)).not.toContain('cause');
  });
});

describe('SwfError', () => {
  it('is named like its class', () => {
    const error = new errors.SwfError('CUSTOM', 'message');

    expect(error).toMatchObject({ name: 'SwfError', code: 'CUSTOM' });
    expect(inspect(error)).toContain('SwfError: message');
    expect(inspect(error)).not.toContain('@swf');
  });
});

describe('SwfError.is', () => {
  it('recognizes the errors of another copy of this package, by their brand', () => {
    const error = Object.defineProperty(new Error('x'), Symbol.for('@swf/SwfError'), { value: true });

    expect(errors.SwfError.is(error)).toBe(true);
  });

  it.each([undefined, null, 'text', 5, {}, new Error('x'), { code: 'DOES_NOT_EXIST' }])('is false for %o', (value) => {
    expect(errors.SwfError.is(value)).toBe(false);
    expect(errors.DoesNotExistError.is(value)).toBe(false);
  });
});

describe('SwfError.is', () => {
  it('is false for an object that cannot be read', () => {
    const { proxy, revoke } = Proxy.revocable({}, {});
    revoke();
    expect(errors.SwfError.is(proxy)).toBe(false);
  });
});
