import { InvalidArgumentError } from '@swf/settings/errors';
import { checkOptions, type OptionNames } from '@swf/settings/wire';
import { describe, expect, it } from 'vitest';

interface ActorLike {
  readonly concurrency?: number | undefined;
  readonly defaultTaskList?: string | undefined;
  readonly signal?: AbortSignal | undefined;
}

const NAMES: OptionNames<ActorLike> = { concurrency: true, defaultTaskList: true, signal: true };

function refusal(field: string, options: unknown): unknown {
  try {
    return checkOptions(field, options as ActorLike, NAMES);
  } catch (error) {
    return InvalidArgumentError.is(error) ? error.message : error;
  }
}

describe('checkOptions', () => {
  it('returns known options', () => {
    const options = { concurrency: 3 };

    expect(checkOptions('options', options, NAMES)).toBe(options);
  });

  it('returns an empty object for absent options', () => {
    expect(checkOptions('options', undefined, NAMES)).toEqual({});
  });

  it('ignores an unknown option that is undefined', () => {
    expect(refusal('options', { concurrency: 3, other: undefined })).toEqual({ concurrency: 3, other: undefined });
  });

  it.each([
    ['a letter is missing', 'concurency', 'unknown option "concurency"; did you mean "concurrency"?'],
    ['letters are swapped', 'singal', 'unknown option "singal"; did you mean "signal"?'],
    ['the case differs', 'CONCURRENCY', 'unknown option "CONCURRENCY"; did you mean "concurrency"?'],
    ['a prefix is missing', 'taskList', 'unknown option "taskList"; did you mean "defaultTaskList"?'],
    ['a third of its letters is missing', 'sgnl', 'unknown option "sgnl"; did you mean "signal"?'],
    [
      'more than a third is missing',
      'snl',
      'unknown option "snl"; expected one of concurrency, defaultTaskList, signal',
    ],
    ['nothing is near', 'retries', 'unknown option "retries"; expected one of concurrency, defaultTaskList, signal'],
    [
      'it is inherited by every object',
      'toString',
      'unknown option "toString"; expected one of concurrency, defaultTaskList, signal',
    ],
  ])('names the option if %s', (_, name, message) => {
    expect(refusal('options', { [name]: 1 })).toBe(message);
  });

  it('names the path of a nested option', () => {
    expect(refusal('sticky', { singal: 1 })).toBe('unknown option "sticky.singal"; did you mean "signal"?');
  });

  it.each([null, 'text', 3])('refuses %j', (options) => {
    expect(refusal('options', options)).toMatch(/^options must be an object, got /);
  });
});
