import { runInNewContext } from 'node:vm';
import { asError, isMarked, messageOf } from '@swf/settings/errors';
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

describe('isMarked', () => {
  const mark = Symbol('mark');

  it('is true for an object with the member, its own or inherited', () => {
    const marked = { [mark]: undefined };

    expect([isMarked(marked, mark), isMarked(Object.create(marked), mark)]).toEqual([true, true]);
  });

  it('is false for anything else', () => {
    for (const value of [{}, null, undefined, 'text', Object.assign(() => 1, { [mark]: 1 }), revoked.proxy]) {
      expect(isMarked(value, mark)).toBe(false);
    }
  });
});
