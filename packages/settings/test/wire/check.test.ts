import { describe, expect, it } from 'vitest';
import { InvalidArgumentError } from '../../src/errors/index.js';
import {
  checkInteger,
  checkLength,
  checkName,
  checkObject,
  checkOneOf,
  checkTagList,
  checkTrimmed,
  checkWorkflowId,
  encodePayload,
  formatSeconds,
  formatTaskPriority,
  formatTimeout,
  LIMITS,
} from '../../src/wire/index.js';
import { thrownBy } from '../isolated.js';

const YEAR = 31_536_000;

describe('a value that SWF accepts', () => {
  it.each<[string, () => unknown]>([
    ['an empty text', () => checkLength('reason', '', { max: 256 })],
    ['a text of full length', () => checkLength('reason', 'x'.repeat(256), { max: 256 })],
    ['the bounds of a number', () => [0, 90].map((days) => checkInteger('days', days, { max: 90 }))],
    ['a name of one character', () => checkName('name', 'x')],
    ['a name of full length', () => checkName('name', 'x'.repeat(256))],
    ['a name with blanks, dots, umlauts and emoji', () => checkName('name', 'Größe 1.0_#+ 📦 arnold')],
    ['a version of full length', () => checkName('version', 'x'.repeat(64), { max: LIMITS.version })],
    ['a workflow id made of a run id', () => checkWorkflowId('workflowId', '22a/b+c=:3')],
    ['five tags, one of them empty and one long', () => checkTagList('tagList', ['', 'a', 'a', 'b', 'x'.repeat(256)])],
    ['one of a list', () => checkOneOf('childPolicy', 'ABANDON', ['TERMINATE', 'ABANDON'])],
    ['a payload of full length', () => encodePayload('input', 'x'.repeat(32_768), LIMITS.data)],
    ['the bounds of a timeout', () => [0, YEAR, 'NONE' as const].map((value) => formatTimeout('timeout', value))],
    ['the bounds of a priority', () => [-(2 ** 31), 2 ** 31 - 1].map((value) => formatTaskPriority('priority', value))],
  ])('is not refused: %s', (_, check) => {
    expect(check).not.toThrow();
  });
});

describe('a value that SWF would refuse', () => {
  it.each<[string, () => unknown, string]>([
    [
      'a text that is too long',
      () => checkLength('reason', 'x'.repeat(257), { max: 256 }),
      'reason must have 0 to 256 characters, got 257: "xxx',
    ],
    ['no text', () => checkLength('reason', 5 as never, { max: 256 }), 'reason must be a string, got 5'],
    ['no text but null', () => checkLength('reason', null as never, { max: 9 }), 'reason must be a string, got null'],
    [
      'no text but a list',
      () => checkLength('reason', [] as never, { max: 9 }),
      'reason must be a string, got an array',
    ],
    ['no text but an object', () => checkName('name', {} as never), 'name must be a string, got an object'],
    ['no object', () => checkObject('options', 'x' as never), 'options must be an object, got "x"'],
    ['no text but a Date', () => checkName('name', new Date(0) as never), 'got 1970-01-01T00:00:00.000Z'],
    ['no text but a broken Date', () => checkName('name', new Date('x') as never), 'got Invalid Date'],
    ['an empty name', () => checkName('name', ''), 'name must have 1 to 256 characters, got 0: ""'],
    ['a long version', () => checkName('version', 'x'.repeat(65), { max: 64 }), 'version must have 1 to 64 characters'],
    [
      'a name with a colon',
      () => checkName('name', 'a:b'),
      'name must not contain ":", "/", "|" or control characters',
    ],
    ['a name with a slash', () => checkName('name', 'ab/'), 'got "/" at position 2 of "ab/"'],
    ['a name with a bar', () => checkName('name', '|'), 'got "|" at position 0'],
    ['a name with a control character', () => checkName('name', 'a\u0085'), 'control characters, got'],
    ['the name arn', () => checkName('name', 'arn'), 'name must not be "arn"'],
    ['a workflow id with a bar', () => checkWorkflowId('workflowId', 'a|b'), 'workflowId must not contain "|"'],
    ['the workflow id arn', () => checkWorkflowId('workflowId', 'arn'), 'workflowId must not be "arn"'],
    [
      'white space at an end',
      () => checkTrimmed('name', 'a '),
      'name must not start or end with white space, got "a "',
    ],
    ['no text to trim', () => checkTrimmed('name', 5 as never), 'name must be a string, got 5'],
    ['six tags', () => checkTagList('tagList', [...'abcdef']), 'tagList must have at most 5 tags, got 6'],
    ['a long tag', () => checkTagList('tagList', ['a', 'x'.repeat(257)]), 'tagList[1] must have 0 to 256 characters'],
    ['a tag that is none', () => checkTagList('tagList', [null as never]), 'tagList[0] must be a string, got null'],
    ['one tag alone', () => checkTagList('tagList', 'eu' as never), 'tagList must be an array of strings, got "eu"'],
    ['a fraction', () => checkInteger('days', 1.5, { max: 90 }), 'days must be an integer from 0 to 90, got 1.5'],
    ['a number past its bound', () => checkInteger('days', 91, { max: 90 }), 'days must be an integer from 0 to 90'],
    [
      'no number',
      () => checkInteger('days', '5' as never, { max: 90 }),
      'days must be an integer from 0 to 90, got "5"',
    ],
    ['NaN', () => checkInteger('days', Number.NaN, { max: 90 }), 'got NaN'],
    ['a negative timeout', () => formatTimeout('timeout', -1), 'timeout must be an integer from 0 to 31536000, got -1'],
    ['a timeout past a year', () => formatTimeout('timeout', YEAR + 1), 'timeout must be an integer from 0 to'],
    ['seconds without an end', () => formatSeconds('timeout', 'NONE' as never), 'timeout must be an integer from 0'],
    ['a priority past 32 bits', () => formatTaskPriority('taskPriority', 2 ** 31), 'taskPriority must be an integer'],
    [
      'one that is not in the list',
      () => checkOneOf<string>('childPolicy', 'KILL', ['TERMINATE', 'ABANDON']),
      'childPolicy must be one of TERMINATE, ABANDON, got "KILL"',
    ],
    [
      'a payload that is too long as JSON',
      () => encodePayload('input', ['x'.repeat(32_768)], LIMITS.data),
      'input must have 0 to 32768 characters, got 32772: "[',
    ],
  ])('is refused: %s', (_, check, message) => {
    const error = thrownBy(check);

    expect(InvalidArgumentError.is(error) && error.message).toContain(message);
  });

  it('is not quoted at full length', () => {
    const error = thrownBy(() => checkLength('input', 'x'.repeat(100_000), { max: 256 }));

    expect(String(error).length).toBeLessThan(200);
  });
});
