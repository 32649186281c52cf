import { runInNewContext } from 'node:vm';
import { asError, messageOf } from '@swf/settings/errors';
import { describe, expect, it } from 'vitest';

const revoked = Proxy.revocable({}, {});
revoked.revoke();

describe('messageOf', () => {
  it.each([
    ['an error', 'too long', new RangeError('too long')],
    ['an error of another realm', 'elsewhere', runInNewContext('new Error("elsewhere")')],
    ['a string', 'no', 'no'],
    ['undefined', 'undefined', undefined],
    ['null', 'null', null],
    ['a number', '404', 404],
    ['a symbol', 'Symbol(stop)', Symbol('stop')],
    ['an object', 'an object', { code: 1 }],
    ['an object whose message is not text', 'an object', { message: 1 }],
    ['an object without a prototype', 'an object', Object.create(null)],
    ['an object that cannot be read', 'an object', revoked.proxy],
    ['a function', 'an object', Object.assign(() => undefined, { code: 1 })],
  ])('describes %s as %s', (_, message, thrown) => {
    expect(messageOf(thrown)).toBe(message);
  });
});

describe('asError', () => {
  it('returns an error, and nothing for what is none', () => {
    const error = new RangeError('too long');

    expect(asError(error)).toBe(error);
    expect(asError({ message: 'too long' })).toBeUndefined();
    expect(asError(revoked.proxy)).toBeUndefined();
  });
});
