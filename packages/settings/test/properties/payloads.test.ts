import { InvalidArgumentError } from '@swf/settings/errors';
import { encodePayload, parsePayload } from '@swf/settings/wire';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

const RUNS = { numRuns: 500 };

const encode = (value: unknown) => encodePayload('input', value, Number.POSITIVE_INFINITY);

/** The value as JSON compares it: without members that are undefined, and with one zero. */
const asJson = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

/** Values of every kind, with many that JSON cannot write. */
const anything = fc.anything({
  withBigInt: true,
  withBoxedValues: true,
  withDate: true,
  withMap: true,
  withNullPrototype: true,
  withObjectString: true,
  withSet: true,
  withSparseArray: true,
  withTypedArray: true,
});

const DIGITS = fc.stringMatching(/^-?(0|[1-9]\d{0,24})(\.\d{1,24})?([eE][+-]?\d{1,3})?$/);

/** JSON texts as any program may write them: spaces, keys twice, numbers of any size. */
const { json } = fc.letrec<{ json: string; object: string; array: string }>((tie) => ({
  json: fc.oneof(
    { maxDepth: 3 },
    DIGITS,
    fc.constantFrom('true', 'false', 'null'),
    fc.string({ unit: fc.constantFrom('a', '1', '"', '\\', ':', '{', ' ') }).map((text) => JSON.stringify(text)),
    tie('object'),
    tie('array'),
  ),
  object: fc
    .array(fc.tuple(fc.constantFrom('a', 'b', '1', 'c:d', '__proto__'), tie('json')), { maxLength: 4 })
    .map((members) => `{ ${members.map(([key, value]) => `"${key}" : ${value}`).join(' ,\n')} }`),
  array: fc.array(tie('json'), { maxLength: 4 }).map((items) => `[${items.join(', ')}]`),
}));

describe('a payload that is accepted', () => {
  it('is read as it was given, if it is no string', () => {
    let accepted = 0;
    fc.assert(
      fc.property(anything, (value) => {
        fc.pre(typeof value !== 'string' && value !== undefined);
        try {
          encode(value);
        } catch (error) {
          if (InvalidArgumentError.is(error)) return;
          throw error;
        }
        accepted += 1;
        expect(parsePayload(encode(value))).toEqual(asJson(value));
        expect(asJson(value)).toEqual(withoutDates(value));
      }),
      RUNS,
    );
    expect(accepted).toBeGreaterThan(RUNS.numRuns / 20);
  });

  it('is sent as it is, if it is a string, and read as it is, unless it is JSON', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), json, DIGITS), (text) => {
        expect(encode(text)).toBe(text);
        const read = parsePayload(text);
        if (typeof read === 'string' && read !== text) expect(JSON.parse(text)).toBe(read);
      }),
      RUNS,
    );
  });
});

describe('a payload that is decoded', () => {
  it('is not changed by it: written again, it is the same JSON, number for number', () => {
    let decoded = 0;
    fc.assert(
      fc.property(json, (text) => {
        const value = parsePayload(text);
        if (value === text) return;
        decoded += 1;
        expect(tokensOf(JSON.stringify(value))).toEqual(tokensOf(text));
      }),
      RUNS,
    );
    expect(decoded).toBeGreaterThan(RUNS.numRuns / 10);
  });
});

/**
 * What a text of JSON says, in the order of the alphabet: keys, strings, words, and numbers
 * exactly.
 */
function tokensOf(text: string): readonly string[] {
  const tokens = text.match(/"(?:[^"\\]|\\.)*"|[^\s"{}[\]:,]+|[{}[\]:]/g) ?? [];
  return tokens.map((token) => (/^[-\d]/.test(token) ? exactly(token) : token)).sort();
}

/** A decimal number as a fraction of whole numbers, by arithmetic without rounding. */
function exactly(token: string): string {
  const [mantissa = '', exponent = '0'] = token.toLowerCase().split('e');
  const [whole = '', fraction = ''] = mantissa.split('.');
  const shift = Number(exponent) - fraction.length;
  let numerator = BigInt(whole + fraction);
  let power = shift;
  if (numerator === 0n) return '0';
  while (numerator % 10n === 0n) {
    numerator /= 10n;
    power += 1;
  }
  return `${numerator} * 10^${power}`;
}

/**
 * The value with dates as they write themselves, and nothing else changed but members that are
 * undefined.
 */
function withoutDates(value: unknown): unknown {
  if (value instanceof Date) return value.toISOString();
  if (Array.isArray(value)) return value.map(withoutDates);
  if (typeof value !== 'object' || value === null) return value === 0 ? 0 : value;
  const members = Object.entries(value).filter(([, member]) => member !== undefined);
  const copy: Record<string, unknown> = {};
  for (const [key, member] of members) {
    Object.defineProperty(copy, key, { value: withoutDates(member), enumerable: true, configurable: true });
  }
  return copy;
}
