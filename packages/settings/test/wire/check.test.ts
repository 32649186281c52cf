import { InvalidArgumentError } from '@swf/settings/errors';
import {
  checkInteger,
  checkLength,
  checkObject,
  checkOneOf,
  encodePayload,
  LIMITS,
  NAME,
  preview,
  SECONDS,
  TAG_LIST,
  TASK_PRIORITY,
  TIMEOUT,
  TRIMMED_NAME,
  VERSION,
  WORKFLOW_ID,
} from '@swf/settings/wire';
import { describe, expect, it } from 'vitest';
import { thrownBy } from '../support/isolated.js';

const YEAR = 31_536_000;

describe('a value that SWF accepts', () => {
  it.each<[string, () => unknown]>([
    ['an empty text', () => checkLength('reason', '', { max: 256 })],
    ['a text of full length', () => checkLength('reason', 'x'.repeat(256), { max: 256 })],
    ['the bounds of a number', () => [0, 90].map((days) => checkInteger('days', days, { max: 90 }))],
    ['a name of one character', () => NAME.check('name', 'x')],
    ['a name of full length', () => NAME.check('name', 'x'.repeat(256))],
    ['a name with blanks, dots, umlauts and emoji', () => NAME.check('name', 'Größe 1.0_#+ 📦 arnold')],
    ['a version of full length', () => VERSION.check('version', 'x'.repeat(64))],
    ['a workflow id made of a run id', () => WORKFLOW_ID.check('workflowId', '22a/b+c=:3')],
    [
      'five tags, one of them empty and one long',
      () => TAG_LIST.check('tagList', ['', 'a', 'a', 'b', 'x'.repeat(256)]),
    ],
    ['one of a list', () => checkOneOf('childPolicy', 'ABANDON', ['TERMINATE', 'ABANDON'])],
    ['a payload of full length', () => encodePayload('input', 'x'.repeat(32_768), LIMITS.data)],
    ['the bounds of a timeout', () => [0, YEAR, 'NONE' as const].map((value) => TIMEOUT.format('timeout', value))],
    [
      'the bounds of a priority',
      () => [-(2 ** 31), 2 ** 31 - 1].map((value) => TASK_PRIORITY.format('priority', value)),
    ],
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
    ['no text but an object', () => NAME.check('name', {} as never), 'name must be a string, got an object'],
    ['no object', () => checkObject('options', 'x' as never), 'options must be an object, got "x"'],
    ['no text but a Date', () => NAME.check('name', new Date(0) as never), 'got 1970-01-01T00:00:00.000Z'],
    ['no text but a broken Date', () => NAME.check('name', new Date('x') as never), 'got Invalid Date'],
    ['an empty name', () => NAME.check('name', ''), 'name must have 1 to 256 characters, got 0: ""'],
    ['a long version', () => VERSION.check('version', 'x'.repeat(65)), 'version must have 1 to 64 characters'],
    [
      'a name with a colon',
      () => NAME.check('name', 'a:b'),
      'name must not contain ":", "/", "|" or control characters',
    ],
    ['a name with a slash', () => NAME.check('name', 'ab/'), 'got "/" at position 2 of "ab/"'],
    ['a name with a bar', () => NAME.check('name', '|'), 'got "|" at position 0'],
    ['a name with a control character', () => NAME.check('name', 'a\u0085'), 'control characters, got'],
    ['the name arn', () => NAME.check('name', 'arn'), 'name must not be "arn"'],
    ['a workflow id with a bar', () => WORKFLOW_ID.check('workflowId', 'a|b'), 'workflowId must not contain "|"'],
    ['the workflow id arn', () => WORKFLOW_ID.check('workflowId', 'arn'), 'workflowId must not be "arn"'],
    [
      'white space at an end',
      () => TRIMMED_NAME.check('name', 'a '),
      'name must not start or end with white space, got "a "',
    ],
    ['no text to trim', () => TRIMMED_NAME.check('name', 5 as never), 'name must be a string, got 5'],
    ['six tags', () => TAG_LIST.check('tagList', [...'abcdef']), 'tagList must have at most 5 tags, got 6'],
    ['a long tag', () => TAG_LIST.check('tagList', ['a', 'x'.repeat(257)]), 'tagList[1] must have 0 to 256 characters'],
    ['a tag that is none', () => TAG_LIST.check('tagList', [null as never]), 'tagList[0] must be a string, got null'],
    ['one tag alone', () => TAG_LIST.check('tagList', 'eu' as never), 'tagList must be an array of strings, got "eu"'],
    ['a fraction', () => checkInteger('days', 1.5, { max: 90 }), 'days must be an integer from 0 to 90, got 1.5'],
    ['a number past its bound', () => checkInteger('days', 91, { max: 90 }), 'days must be an integer from 0 to 90'],
    [
      'no number',
      () => checkInteger('days', '5' as never, { max: 90 }),
      'days must be an integer from 0 to 90, got "5"',
    ],
    ['NaN', () => checkInteger('days', Number.NaN, { max: 90 }), 'got NaN'],
    [
      'a negative timeout',
      () => TIMEOUT.format('timeout', -1),
      'timeout must be an integer from 0 to 31536000, got -1',
    ],
    ['a timeout past a year', () => TIMEOUT.format('timeout', YEAR + 1), 'timeout must be an integer from 0 to'],
    ['seconds without an end', () => SECONDS.format('timeout', 'NONE' as never), 'timeout must be an integer from 0'],
    ['a priority past 32 bits', () => TASK_PRIORITY.format('taskPriority', 2 ** 31), 'taskPriority must be an integer'],
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

describe('preview()', () => {
  it.each([
    [5n, '5n'],
    [() => 1, 'a function'],
    [Symbol('s'), 'Symbol(s)'],
    [undefined, 'undefined'],
    [[1], 'an array'],
    [{}, 'an object'],
    [Object.create(null), 'an object'],
    [new (class {})(), 'an object'],
    [{ constructor: 5 }, 'an object'],
    [new Map(), 'a Map'],
    [new Error('secret'), 'an Error'],
    ['x'.repeat(78), `"${'x'.repeat(78)}"`],
    ['x'.repeat(79), `"${'x'.repeat(76)}...`],
  ])('returns for %o: %s', (value, shown) => {
    expect(preview(value)).toBe(shown);
  });

  it('does not throw for a value that cannot be read', () => {
    const { proxy, revoke } = Proxy.revocable({}, {});
    revoke();

    expect(preview(proxy)).toBe('an object');
  });
});
