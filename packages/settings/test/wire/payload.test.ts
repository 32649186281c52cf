import { runInNewContext } from 'node:vm';
import { encodePayload, LIMITS, parsePayload } from '@swf/settings/wire';
import { describe, expect, it } from 'vitest';
import { thrownBy } from '../support/isolated.js';

const encode = (value: unknown) => encodePayload('input', value, LIMITS.data);

class Opaque {
  readonly #total = 1;
  total(): number {
    return this.#total;
  }
}

class Order {
  readonly sku = 'A1';
}

describe('parsePayload', () => {
  it.each([
    ['an object', ' {"a" : [1, 2.5, -3, true, null, {"b": "c"}]} ', { a: [1, 2.5, -3, true, null, { b: 'c' }] }],
    [
      'numbers that other languages spell otherwise',
      '[1.0, 1e3, 1E+2, 2.50, 0.10, -0.0]',
      [1, 1000, 100, 2.5, 0.1, -0],
    ],
    [
      'the limits of numbers',
      '[9007199254740991, 1.7976931348623157e308, 5e-324]',
      [2 ** 53 - 1, Number.MAX_VALUE, 5e-324],
    ],
    ['keys that JavaScript puts in another order', '{"b":1,"2":2,"1":3}', { b: 1, '2': 2, '1': 3 }],
    ['strings that look like members', String.raw`{"a:b":"c:1.0","d\":e":"\\"}`, { 'a:b': 'c:1.0', 'd":e': '\\' }],
    ['digits within a string', '{"id":"12345678901234567890"}', { id: '12345678901234567890' }],
    ['a bare number', '42', 42],
    ['a bare fraction', '-1.5', -1.5],
    ['true', 'true', true],
    ['null', 'null', null],
    ['a string in quotes', String.raw`"a\u0062c"`, 'abc'],
    ['an empty object', '{}', {}],
  ])('decodes %s', (_, text, value) => {
    expect(parsePayload(text)).toEqual(value);
  });

  it.each([
    ['plain text', 'order-42'],
    ['empty text', ''],
    ['a number with more digits than JavaScript keeps', '12345678901234567890'],
    ['a fraction with more digits than JavaScript keeps', '0.12345678901234567890'],
    ['a bare number with an exponent', '1e3'],
    ['a bare number with a fraction of zeros', '1.0'],
    ['a bare number with spaces', ' 42'],
    ['a bare word with spaces', 'true\n'],
    ['minus zero', '-0'],
    ['a number that is too large', '1e999'],
    ['a number with leading zeros', '007'],
    ['a number deep inside that would lose digits', '{"orders":[{"id":12345678901234567890}]}'],
    ['a number inside that would become infinite', '[1e999]'],
    ['a number inside that would become zero', '[1e-999]'],
    ['an object with a key twice', '{"a":1,"a":2}'],
    ['a key twice deep inside', '[{"a":{"b":1,"b":1}}]'],
    ['JSON that ends too early', '{"a":'],
  ])('leaves %s as it is', (_, text) => {
    expect(parsePayload(text)).toBe(text);
  });

  it.each([undefined, null])('returns undefined for %s', (absent) => {
    expect(parsePayload(absent)).toBeUndefined();
  });

  it('reads what nests deeper than the stack', () => {
    const text = '['.repeat(LIMITS.data / 2) + ']'.repeat(LIMITS.data / 2);

    expect(parsePayload(text)).toBeInstanceOf(Array);
  });
});

describe('encodePayload', () => {
  it.each([
    ['a string as it is', '{"a": 1', '{"a": 1'],
    [
      'an object',
      { sku: 'A1', paid: true, total: 1.5, note: null },
      '{"sku":"A1","paid":true,"total":1.5,"note":null}',
    ],
    ['no member that is undefined', { sku: 'A1', note: undefined }, '{"sku":"A1"}'],
    ['a date by its toJSON', { at: new Date(0) }, '{"at":"1970-01-01T00:00:00.000Z"}'],
    ['a class by its members', [new Order()], '[{"sku":"A1"}]'],
    ['an empty object without prototype', Object.create(null), '{}'],
    ['an object without prototype', Object.assign(Object.create(null), { a: 1 }), '{"a":1}'],
    ['an object of another realm', runInNewContext('({ a: [] })') as unknown, '{"a":[]}'],
    ['an object that comes twice', ((shared) => [shared, shared])({ a: 1 }), '[{"a":1},{"a":1}]'],
  ])('writes %s', (_, value, text) => {
    expect(encode(value)).toBe(text);
  });

  it.each([
    ['NaN', Number.NaN, 'input must be a JSON value, got NaN'],
    ['an infinity', { total: -Infinity }, 'input.total must be a JSON value, got -Infinity'],
    ['a bigint', { n: 1n }, 'input.n must be a JSON value, got 1n'],
    ['a function', { done: () => 1 }, 'input.done must be a JSON value, got a function'],
    ['a symbol', [Symbol('x')], 'input[0] must be a JSON value, got Symbol(x)'],
    ['undefined in an array', { list: [1, undefined] }, 'input.list[1] must be a JSON value, got undefined'],
    ['a hole in an array', new Array(1), 'input[0] must be a JSON value, got undefined'],
    ['a Map', { a: [{ 'b c': new Map([[1, 2]]) }] }, 'input.a[0]["b c"] must be a JSON value, got a Map'],
    ['a Set', new Set([1]), 'input must be a JSON value, got a Set'],
    ['an error', { cause: new TypeError('x') }, 'input.cause must be a JSON value, got a TypeError'],
    ['an error with members', Object.assign(new Error('x'), { a: 1 }), 'input must be a JSON value, got an Error'],
    [
      'an error of another realm',
      runInNewContext('[new Error("x")]') as unknown,
      'input[0] must be a JSON value, got an Error',
    ],
    [
      'an error with members of another realm',
      runInNewContext('[Object.assign(new Error("x"), { a: 1 })]') as unknown,
      'input[0] must be a JSON value, got an Error',
    ],
    ['a promise', { result: Promise.resolve(1) }, 'input.result must be a JSON value, got a Promise'],
    ['a pattern', /x/, 'input must be a JSON value, got a RegExp'],
    ['bytes', { data: new Uint8Array(2) }, 'input.data must be a JSON value, got a Uint8Array'],
    ['a buffer of bytes', new ArrayBuffer(2), 'input must be a JSON value, got an ArrayBuffer'],
    ['an Invalid Date', { at: new Date('x') }, 'input.at must be a JSON value, got Invalid Date'],
    ['a class that hides its members', [new Opaque()], 'input[0] must be a JSON value, got an Opaque'],
    ['a number object', { n: Object(1) }, 'input.n must be a JSON value, got a Number'],
    ['a boolean object', { b: Object(true) }, 'input.b must be a JSON value, got a Boolean'],
    ['a string object', { s: Object('x') }, 'input.s must be a JSON value, got a String'],
    ['what writes itself as nothing', { toJSON: () => undefined }, 'input must be a JSON value, got an object'],
  ])('refuses %s by its path', (_, value, message) => {
    expect(thrownBy(() => encode(value))).toMatchObject({ code: 'INVALID_ARGUMENT', message });
  });

  it('refuses a circular reference', () => {
    const self: { self?: object } = {};
    self.self = self;

    expect(thrownBy(() => encode(self))).toMatchObject({
      code: 'INVALID_ARGUMENT',
      message: 'input cannot be written as JSON: Converting circular structure to JSON',
      cause: expect.any(TypeError),
    });
  });

  it('refuses what throws when it is read, with its error as the cause', () => {
    const cause = new Error('not ready');
    const value = {
      toJSON: () => {
        throw cause;
      },
    };

    expect(thrownBy(() => encode(value))).toMatchObject({
      message: 'input cannot be written as JSON: not ready',
      cause,
    });
  });
});
