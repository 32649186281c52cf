import {
  CHILD_POLICY,
  checkStructure,
  EXECUTION_SETTINGS,
  formatStructure,
  nested,
  parseStructure,
  required,
  SECONDS,
  type Structure,
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
    expect(() => formatStructure(TIMER, wrong)).toThrow('type.version must have 1 to 64 characters, got 0');
    expect(() => formatStructure(TIMER, { timeout: 1, type: 'a' as never }, 'x')).toThrow(
      'x.type must be { name, version }, got "a"',
    );
  });

  it('refuses to lack a required member', () => {
    expect(() => checkStructure(TIMER, {} as Timer)).toThrow('timeout must be an integer from 0 to 31536000');
    expect(() => formatStructure(TIMER, {} as Timer)).toThrow('timeout must be an integer from 0 to 31536000');
  });

  it('is a frozen copy inside another', () => {
    const type = { name: 'order', version: '1' };
    const checked = nested(TIMER).check('timer', { timeout: 1, type });
    type.name = 'changed';

    expect(checked).toEqual({ timeout: 1, type: { name: 'order', version: '1' } });
    expect(Object.isFrozen(checked) && Object.isFrozen(checked.type)).toBe(true);
    expect(nested(TIMER).parse(undefined)).toBeUndefined();
  });
});

describe('a received value', () => {
  it('may predate the current rules, or follow later ones', () => {
    const check = { isReceived: true };
    const timer = { timeout: 99_999_999, type: { name: 'a:b', version: '1/2' } };

    expect(checkStructure(TIMER, timer, check)).toEqual(timer);
    expect(TIMEOUT.checkReceived('timeout', 'NONE')).toBe('NONE');
    expect(CHILD_POLICY.checkReceived('childPolicy', 'ADOPT' as never)).toBe('ADOPT');
    expect(() => checkStructure(TIMER, { timeout: 100_000_000 }, check)).toThrow('timeout must be an integer');
    expect(() => CHILD_POLICY.check('childPolicy', 'ADOPT' as never)).toThrow('childPolicy must be one of');
  });
});
