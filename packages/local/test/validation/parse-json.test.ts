import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { serviceModel } from '../api/service-model.js';
import { send } from './refusal.js';

const UNKNOWN = { status: 400, type: 'UnknownResourceFault', message: 'Unknown domain: d' };

describe('a request body', () => {
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
  ])('cannot be %s', async (_, body) => {
    expect(await send('DescribeDomain', body)).toMatchObject({ status: 400, type: 'SerializationException' });
  });

  it('can have any number of brackets in its strings', async () => {
    const brackets = `${'[{'.repeat(1000)}\\" ${'\\\\'.repeat(3)}`;
    expect(await send('DescribeDomain', JSON.stringify({ brackets, name: 'd' }))).toEqual(UNKNOWN);
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
