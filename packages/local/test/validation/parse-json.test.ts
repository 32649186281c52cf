import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { serviceModel } from '../api/service-model.js';
import { send } from './refusal.js';

const UNKNOWN = { status: 400, type: 'UnknownResourceFault', message: 'Unknown domain: d' };

const nested = (open: string, levels: number, close: string, inmost = '') =>
  `${open.repeat(levels)}${inmost}${close.repeat(levels)}`;

describe('a request body', () => {
  it.each([
    ['nothing', '', 'not JSON'],
    ['white space', ' ', 'not JSON'],
    ['half an object', '{"name":"d"', 'not JSON'],
    ['a trailing comma', '{"name":"d",}', 'not JSON'],
    ['two objects', '{}{}', 'not JSON'],
    ['a comment', '{/**/}', 'not JSON'],
    ['a byte order mark', '\ufeff{}', 'not JSON'],
    ['an array', '[]', 'not a JSON object'],
    ['null', 'null', 'not a JSON object'],
    ['a string', '"name"', 'not a JSON object'],
    ['a number', '1', 'not a JSON object'],
    ['bytes that are not UTF-8', Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d]), 'not UTF-8'],
    ['65 levels of arrays', `{"a":${nested('[', 64, ']')}}`, 'nested too deeply'],
    ['65 levels of objects', nested('{"a":', 65, '}', '1'), 'nested too deeply'],
    ['deep arrays', `{"a":${nested('[', 100_000, ']')}}`, 'nested too deeply'],
    ['endless brackets', '['.repeat(1_000_000), 'nested too deeply'],
  ])('cannot be %s', async (_, body, problem) => {
    const refused = { status: 400, type: 'SerializationException', message: `The body is ${problem}` };
    expect(await send('DescribeDomain', body)).toEqual(refused);
  });

  it.each([
    ['64 levels', `{"name":"d","a":${nested('[', 63, ']')},"b":${nested('{"c":', 63, '}', '1')}}`],
    ['many arrays and objects, one beside the other', `{"name":"d","a":[${'[{}],'.repeat(100)}1]}`],
    ['any number of brackets in its strings', JSON.stringify({ a: `\\" ${'[{'.repeat(1000)}`, name: 'd' })],
  ])('can have %s', async (_, body) => {
    expect(await send('DescribeDomain', body)).toEqual(UNKNOWN);
  });

  it('can be any JSON object that is not too deep', async () => {
    const property = fc.asyncProperty(fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 8 })), async (unknown) => {
      expect(await send('DescribeDomain', JSON.stringify({ unknown, name: 'd' }))).toEqual(UNKNOWN);
    });
    await fc.assert(property, { seed: 1, numRuns: 200 });
  });

  it('never fails with a 5xx, whatever the JSON in it', async () => {
    const member = fc.constantFrom(
      'domain',
      'name',
      'taskList',
      'decisions',
      'tagList',
      'workflowType',
      'startTimeFilter',
    );
    const operations = fc.constantFrom(...Object.keys(serviceModel.operations));
    const property = fc.asyncProperty(operations, fc.dictionary(member, fc.jsonValue()), async (operation, body) => {
      expect([200, 400]).toContain((await send(operation, JSON.stringify(body))).status);
    });
    await fc.assert(property, { seed: 2, numRuns: 500 });
  });
});
