import { InvalidArgumentError } from '@swf/settings/errors';
import { preview } from '@swf/settings/wire';

/** The seconds, if they are a number from 0; otherwise throws `InvalidArgumentError` naming field and value. */
export function checkSeconds<Seconds extends number | undefined>(field: string, value: Seconds): Seconds {
  if (value === undefined || (typeof value === 'number' && value >= 0)) return value;
  throw new InvalidArgumentError(`${field} must be a number of seconds, 0 or more, not ${preview(value)}`);
}
