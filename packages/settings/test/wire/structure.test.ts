import {
  CHILD_POLICY,
  checkStructure,
  DOMAIN_REF,
  EXECUTION_SETTINGS,
  formatStructure,
  nested,
  parseStructure,
  required,
  SECONDS,
  type Structure,
  TAG_LIST,
  TASK_LIST_REF,
  TIMEOUT,
  TYPE_REF,
} from '@swf/settings/wire';
import { describe, expect, it } from 'vitest';

interface Timer {
  readonly timeout: number;
  readonly type?: { readonly name: string; readonly version: string } | undefined;
}

const TIMER: Structure<Timer, object> = { timeout: required(SECONDS), type: TYPE_REF };

const GIVEN = { tagList: ['eu'], taskList: 'orders', taskPriority: -1, taskStartToCloseTimeout: 'NONE' } as const;
const WIRE = { tagList: ['eu'], taskList: { name: 'orders' }, taskPriority: '-1', taskStartToCloseTimeout: 'NONE' };

describe('a structure', () => {
  it('is written as SWF takes it, and read again, without absent members', () => {
    expect(formatStructure(EXECUTION_SETTINGS, { ...GIVEN, childPolicy: undefined })).toStrictEqual(WIRE);
    expect(parseStructure(EXECUTION_SETTINGS, { ...WIRE, childPolicy: undefined })).toStrictEqual(GIVEN);
    expect(checkStructure(EXECUTION_SETTINGS, { ...GIVEN, childPolicy: undefined })).toStrictEqual(GIVEN);
  });

  it('ignores members that it does not have', () => {
    const newer = { ...WIRE, attributeOfTheFuture: 'x' };

    expect(parseStructure(EXECUTION_SETTINGS, newer)).toStrictEqual(GIVEN);
  });

  it('names a wrong member by its full path', () => {
    const wrong = { timeout: 1, type: { name: 'a', version: '' } };

    expect(() => checkStructure(TIMER, wrong, { field: 'StartTimer' })).toThrow(
      'StartTimer.type.version must have 1 to 64 characters, got 0',
    );
    expect(() => formatStructure(TIMER, wrong)).toThrow(/^type.version must have 1 to 64 characters, got 0/);
    expect(() => formatStructure(TIMER, { timeout: 1, type: 'a' as never }, 'x')).toThrow(
      'x.type must be { name, version }, got "a"',
    );
  });

  it('refuses to lack a required member', () => {
    expect(() => checkStructure(TIMER, {} as Timer)).toThrow(/^timeout must be an integer from 0 to 31536000/);
    expect(() => formatStructure(TIMER, {} as Timer)).toThrow(/^timeout must be an integer from 0 to 31536000/);
  });

  it('is a frozen copy inside another', () => {
    const type = { name: 'order', version: '1' };
    const checked = nested(TIMER).check('timer', { timeout: 1, type });
    type.name = 'changed';

    expect(checked).toEqual({ timeout: 1, type: { name: 'order', version: '1' } });
    expect(Object.isFrozen(checked) && Object.isFrozen(checked.type)).toBe(true);
    expect(nested(TIMER).parse(undefined)).toBeUndefined();
    expect(nested(TIMER).parse({ timeout: '1', type } as never)).toEqual({ timeout: 1, type });
    expect(() => TYPE_REF.check('type', { name: 'a:b', version: '1' })).toThrow('type.name must not contain');
  });

  it('reads null, as some dumps write it, as absent', () => {
    const nulls = Object.fromEntries(Object.keys(EXECUTION_SETTINGS).map((name) => [name, null]));

    expect(Object.values(parseStructure(EXECUTION_SETTINGS, nulls)).filter((value) => value !== undefined)).toEqual([]);
    expect(TASK_LIST_REF.parse({ name: null } as never)).toBeUndefined();
  });
});

describe('a timeout', () => {
  it('is a number of seconds or NONE', () => {
    expect([TIMEOUT.check('timeout', 'NONE'), TIMEOUT.check('timeout', 5)]).toEqual(['NONE', 5]);
    expect(() => TIMEOUT.checkReceived('timeout', -1)).toThrow('timeout must be an integer from 0');
  });

  it('is sent as a string', () => {
    expect([TIMEOUT.format('timeout', 'NONE'), TIMEOUT.format('timeout', 5)]).toEqual(['NONE', '5']);
  });

  it('is read from a string, and is undefined for anything else', () => {
    expect(['NONE', '5', '0', '', 5, undefined].map((wire) => TIMEOUT.parse(wire as never))).toEqual([
      'NONE',
      5,
      0,
      undefined,
      undefined,
      undefined,
    ]);
  });
});

describe('a domain', () => {
  class Model {
    readonly name = 'orders';
  }

  it('is copied and frozen, unless it is a model or frozen already', () => {
    const model = new Model();
    const frozen = Object.freeze({ name: 'orders', arn: 'arn' });
    expect(DOMAIN_REF.check('domain', model)).toBe(model);
    expect(DOMAIN_REF.check('domain', frozen)).toBe(frozen);
    for (const plain of [{ name: 'orders' }, Object.assign(Object.create(null) as object, { name: 'orders' })]) {
      const copy = DOMAIN_REF.check('domain', plain);
      expect(copy).not.toBe(plain);
      expect(copy).toEqual({ name: 'orders' });
      expect(Object.isFrozen(copy)).toBe(true);
    }
  });

  it.each(['orders', null, undefined])('cannot be %j', (value) => {
    expect(() => DOMAIN_REF.check('domain', value as never)).toThrow('domain must be a Domain or { name }, got');
  });
});

describe('a task list', () => {
  it('is a name, or an object that has it', () => {
    expect(TASK_LIST_REF.check('taskList', { name: 'payments' })).toBe('payments');
    expect(TASK_LIST_REF.format('taskList', 'payments')).toEqual({ name: 'payments' });
    expect(() => TASK_LIST_REF.check('taskList', null as never)).toThrow('taskList must be a string, got null');
  });
});

describe('a tag list', () => {
  it('is a frozen copy', () => {
    const tags = ['a'];
    const checked = TAG_LIST.check('tagList', tags);
    tags.push('b');
    expect(checked).toEqual(['a']);
    expect(Object.isFrozen(checked)).toBe(true);
  });
});

describe('a received value', () => {
  it('may predate the current rules, or follow later ones', () => {
    const check = { isReceived: true };
    const timer = { timeout: 99_999_999, type: { name: 'a:b', version: '1/2' } };

    expect(checkStructure(TIMER, timer, check)).toEqual(timer);
    expect(TIMEOUT.checkReceived('timeout', 'NONE')).toBe('NONE');
    expect(CHILD_POLICY.checkReceived('childPolicy', 'ADOPT' as never)).toBe('ADOPT');
    expect(CHILD_POLICY.checkReceived('childPolicy', 'X' as never)).toBe('X');
    for (const word of ['', 'x'.repeat(257), 5]) {
      expect(() => CHILD_POLICY.checkReceived('childPolicy', word as never)).toThrow('childPolicy must');
    }
    expect(() => checkStructure(TIMER, { timeout: 100_000_000 }, check)).toThrow('timeout must be an integer');
    expect(() => CHILD_POLICY.check('childPolicy', 'ADOPT' as never)).toThrow('childPolicy must be one of');
  });
});
