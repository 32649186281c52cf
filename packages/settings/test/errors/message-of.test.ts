import { runInNewContext } from 'node:vm';
import { messageOf } from '@swf/settings/errors';
import { describe, expect, it } from 'vitest';

describe('messageOf', () => {
  it.each([
    ['an error', new RangeError('too long'), 'too long'],
    ['an error of another realm', runInNewContext('new Error("elsewhere")'), 'elsewhere'],
    ['a string', 'no', 'no'],
    ['undefined', undefined, 'undefined'],
    ['null', null, 'null'],
    ['a number', 404, '404'],
    ['a symbol', Symbol('stop'), 'Symbol(stop)'],
    ['an object', { code: 1 }, 'an object'],
    ['an object whose message is not text', { message: 1 }, 'an object'],
    ['an object without a prototype', Object.create(null), 'an object'],
    ['a function', Object.assign(() => undefined, { code: 1 }), 'an object'],
  ])('returns what %s says', (_, thrown, message) => {
    expect(messageOf(thrown)).toBe(message);
  });
});
