import { InvalidArgumentError } from '@swf/settings/errors';
import { show } from '@swf/settings/wire';

// Freezing a Date does not keep its methods from changing it.
const SETTERS = [
  'setTime',
  'setMilliseconds',
  'setUTCMilliseconds',
  'setSeconds',
  'setUTCSeconds',
  'setMinutes',
  'setUTCMinutes',
  'setHours',
  'setUTCHours',
  'setDate',
  'setUTCDate',
  'setMonth',
  'setUTCMonth',
  'setFullYear',
  'setUTCFullYear',
  'setYear',
] as const;

/** A copy of the instant that nobody can change. Throws `InvalidArgumentError` where it is no valid `Date`. */
export function checkDate(field: string, value: Date): Date {
  if (!(value instanceof Date) || Number.isNaN(value.getTime())) {
    throw new InvalidArgumentError(`${field} must be a valid Date, not ${show(value)}`);
  }
  const instant = new Date(value);
  for (const name of SETTERS) Object.defineProperty(instant, name, { value: refuse });
  return Object.freeze(instant);
}

function refuse(): never {
  throw new TypeError('The dates of a model do not change; change a copy, made by new Date(date)');
}
