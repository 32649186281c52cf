import type { ChildPolicy } from '@aws-sdk/client-swf';
import { InvalidArgumentError } from '@swf/settings/errors';
import {
  checkInteger,
  checkLength,
  checkName,
  checkOneOf,
  formatTaskPriority,
  LIMITS,
  type NameBounds,
  show,
  type Timeout,
} from '@swf/settings/wire';

// SWF's model gives durations eight digits. The limit of a year holds for what is sent; a model may have to show a longer one.
const EIGHT_DIGITS = 99_999_999;

/** The option as a model keeps it: checked where it is given, nothing where it is not. */
export function keep<Name extends string, Value>(
  options: { readonly [N in Name]?: Value | undefined },
  name: Name,
  check: (field: string, value: Value) => Value,
): Value | undefined {
  const value = options[name];
  return value === undefined ? undefined : check(name, value);
}

/** A name as SWF told it, which may be older than the rules for names. */
export function checkToldName(field: string, value: string, { max = LIMITS.name }: NameBounds = {}): string {
  return checkLength(field, value, { min: 1, max });
}

/** How names are checked: of what SWF has already by their length, of anything else by all its rules. */
export function nameCheck(isKnownToSwf: boolean): typeof checkName {
  return isKnownToSwf ? checkToldName : checkName;
}

/** A word of SWF's: not compared with a list, so that one which SWF adds can be read. */
export function checkWord<Word extends string>(field: string, value: Word): Word {
  checkLength(field, value, { min: 1, max: LIMITS.name });
  return value;
}

/** `true` or `false`. */
export function checkBoolean(field: string, value: boolean): boolean {
  if (typeof value === 'boolean') return value;
  throw new InvalidArgumentError(`${field} must be true or false, not ${show(value)}`);
}

/** A description that SWF takes. */
export function checkDescription(field: string, value: string): string {
  return checkLength(field, value, { max: LIMITS.description });
}

/** An Amazon Resource Name. */
export function checkArn(field: string, value: string): string {
  return checkLength(field, value, { min: 1, max: LIMITS.arn });
}

/** What SWF does with open children. */
export function checkChildPolicy(field: string, value: ChildPolicy): ChildPolicy {
  return checkOneOf(field, value, ['TERMINATE', 'REQUEST_CANCEL', 'ABANDON']);
}

/** A payload. */
export function checkData(field: string, value: string): string {
  return checkLength(field, value, { max: LIMITS.data });
}

/** A task priority. */
export function checkPriority(field: string, value: number): number {
  formatTaskPriority(field, value);
  return value;
}

/** Whole seconds. */
export function checkSeconds(field: string, value: number): number {
  return checkInteger(field, value, { max: EIGHT_DIGITS });
}

/** Whole seconds, or `'NONE'`. */
export function checkTimeout(field: string, value: Timeout): Timeout {
  return value === 'NONE' ? value : checkSeconds(field, value);
}
