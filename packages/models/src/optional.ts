import type { ChildPolicy } from '@aws-sdk/client-swf';
import { InvalidArgumentError } from '@swf/settings/errors';
import {
  checkInteger,
  checkLength,
  checkName,
  checkOneOf,
  formatTaskPriority,
  formatTimeout,
  LIMITS,
  type NameBounds,
  show,
  type Timeout,
} from '@swf/settings/wire';

// SWF's model gives durations eight digits. The limit of a year holds for what is sent; a received one may be longer.
const EIGHT_DIGITS = 99_999_999;

/** Returns the option after its check, or undefined if it is absent. */
export function optional<Name extends string, Value>(
  options: { readonly [N in Name]?: Value | undefined },
  name: Name,
  check: (field: string, value: Value) => Value,
): Value | undefined {
  const value = options[name];
  return value === undefined ? undefined : check(name, value);
}

/** Checks a name returned by SWF; it may predate the current rules for names. */
export function checkReceivedName(field: string, value: string, { max = LIMITS.name }: NameBounds = {}): string {
  return checkLength(field, value, { min: 1, max });
}

/** Returns the check for names: by length only if SWF has them already, by all rules otherwise. */
export function nameCheck(isKnownToSwf: boolean): typeof checkName {
  return isKnownToSwf ? checkReceivedName : checkName;
}

/** Returns the check for timeouts: up to eight digits if SWF has them already, up to a year otherwise. */
export function timeoutCheck(isKnownToSwf: boolean): typeof checkTimeout {
  return isKnownToSwf ? checkTimeout : checkNewTimeout;
}

/** Returns the check for durations that must end, with the limits of {@link timeoutCheck}. */
export function secondsCheck(isKnownToSwf: boolean): typeof checkSeconds {
  return isKnownToSwf ? checkSeconds : checkNewSeconds;
}

/** Checks a word of SWF's by its length only, so that one which SWF adds can be read. */
export function checkWord<Word extends string>(field: string, value: Word): Word {
  checkLength(field, value, { min: 1, max: LIMITS.name });
  return value;
}

/** Checks for `true` or `false`. */
export function checkBoolean(field: string, value: boolean): boolean {
  if (typeof value === 'boolean') return value;
  throw new InvalidArgumentError(`${field} must be true or false, got ${show(value)}`);
}

/** Checks a description. */
export function checkDescription(field: string, value: string): string {
  return checkLength(field, value, { max: LIMITS.description });
}

/** Checks an Amazon Resource Name. */
export function checkArn(field: string, value: string): string {
  return checkLength(field, value, { min: 1, max: LIMITS.arn });
}

/** Checks a child policy. */
export function checkChildPolicy(field: string, value: ChildPolicy): ChildPolicy {
  return checkOneOf(field, value, ['TERMINATE', 'REQUEST_CANCEL', 'ABANDON']);
}

/** Checks the length of a payload. */
export function checkData(field: string, value: string): string {
  return checkLength(field, value, { max: LIMITS.data });
}

/** Checks a task priority. */
export function checkPriority(field: string, value: number): number {
  formatTaskPriority(field, value);
  return value;
}

/** Checks for whole seconds. */
export function checkSeconds(field: string, value: number): number {
  return checkInteger(field, value, { max: EIGHT_DIGITS });
}

/** Checks for whole seconds or `'NONE'`. */
export function checkTimeout(field: string, value: Timeout): Timeout {
  return value === 'NONE' ? value : checkSeconds(field, value);
}

function checkNewSeconds(field: string, value: number): number {
  return checkInteger(field, value, { max: LIMITS.timeoutInSeconds });
}

function checkNewTimeout(field: string, value: Timeout): Timeout {
  formatTimeout(field, value);
  return value;
}
