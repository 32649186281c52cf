import fc from 'fast-check';
import { expect, it } from 'vitest';
import { Fault } from '../../src/api/fault.js';
import { OPERATIONS } from '../../src/api/operations.js';
import { parseInput } from '../../src/validation/parse-input.js';
import { parseJson } from '../../src/validation/parse-json.js';

function faultOf(body: Uint8Array | string): string {
  try {
    parseJson(Buffer.from(body));
    return 'none';
  } catch (error) {
    if (error instanceof Fault) return error.type;
    throw error;
  }
}

it.each([
  ['nothing', ''],
  ['white space', ' '],
  ['half an object', '{"name":"d"'],
  ['a trailing comma', '{"name":"d",}'],
  ['two objects', '{}{}'],
  ['a comment', '{/**/}'],
  ['an array', '[]'],
  ['null', 'null'],
  ['a string', '"name"'],
  ['a number', '1'],
  ['a byte order mark', '\ufeff{}'],
  ['bytes that are not UTF-8', Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d])],
  ['deep arrays', '{"a":'.concat('['.repeat(100_000), ']'.repeat(100_000), '}')],
  ['deep objects', '{"a":'.repeat(100_000).concat('1', '}'.repeat(100_000))],
  ['endless brackets', '['.repeat(1_000_000)],
])('refuses %s', (_, body) => {
  expect(faultOf(body)).toBe('SerializationException');
});

it('does not count brackets in strings as nesting', () => {
  const input = `${'[{'.repeat(1000)}\\" ${'\\\\'.repeat(3)}`;
  expect(parseJson(Buffer.from(JSON.stringify({ input })))).toEqual({ input });
});

it('parses any JSON object that is not too deep', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 8 })), (value) => {
      const text = JSON.stringify(value);
      expect(parseJson(Buffer.from(text))).toEqual(JSON.parse(text));
    }),
    { seed: 1, numRuns: 200 },
  );
});

it('turns any JSON object into a request or a fault', () => {
  const member = fc.constantFrom(
    'domain',
    'name',
    'taskList',
    'decisions',
    'tagList',
    'workflowType',
    'startTimeFilter',
  );
  fc.assert(
    fc.property(fc.constantFrom(...OPERATIONS), fc.dictionary(member, fc.jsonValue()), (operation, body) => {
      try {
        expect(parseInput(operation, body)).toBeTypeOf('object');
      } catch (error) {
        expect(error).toBeInstanceOf(Fault);
      }
    }),
    { seed: 2, numRuns: 500 },
  );
});
