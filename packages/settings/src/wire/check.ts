import { InvalidArgumentError } from '../errors/index.js';

/** The bounds of a length or of a number, both included. */
export interface Bounds {
  readonly min?: number;
  readonly max: number;
}

/** The value, if its length in characters is within the bounds; otherwise throws `InvalidArgumentError` naming field, value and limit. */
export function checkLength(field: string, value: string, { min = 0, max }: Bounds): string {
  if (typeof value !== 'string') throw new InvalidArgumentError(`${field} must be a string, not ${show(value)}`);
  if (value.length < min || value.length > max) {
    throw new InvalidArgumentError(
      `${field} must have ${min} to ${max} characters, not ${value.length}: ${show(value)}`,
    );
  }
  return value;
}

/** The value, if it is a whole number within the bounds; otherwise throws `InvalidArgumentError` naming field, value and limit. */
export function checkInteger(field: string, value: number, { min = 0, max }: Bounds): number {
  if (!Number.isInteger(value) || value < min || value > max) {
    throw new InvalidArgumentError(`${field} must be a whole number from ${min} to ${max}, not ${show(value)}`);
  }
  return value;
}

/** The value, if it is one of those allowed; otherwise throws `InvalidArgumentError` naming field, value and what is allowed. */
export function checkOneOf<Allowed extends string>(
  field: string,
  value: Allowed,
  allowed: readonly Allowed[],
): Allowed {
  if (!allowed.includes(value)) {
    throw new InvalidArgumentError(`${field} must be one of ${allowed.join(', ')}, not ${show(value)}`);
  }
  return value;
}

/** The value, if it is an object, as options are; otherwise throws `InvalidArgumentError` naming field and value. */
export function checkObject<Value extends object>(field: string, value: Value): Value {
  if (typeof value !== 'object' || value === null) {
    throw new InvalidArgumentError(`${field} must be an object, not ${show(value)}`);
  }
  return value;
}

/** Returns a short picture of any value for a message; of an object only its kind, as its content may be private. */
export function show(value: unknown): string {
  const text = picture(value);
  return text.length > 80 ? `${text.slice(0, 77)}...` : text;
}

function picture(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value);
  if (typeof value === 'bigint') return `${value}n`;
  if (typeof value === 'function') return 'a function';
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? 'Invalid Date' : value.toISOString();
  return typeof value === 'object' && value !== null ? kindOf(value) : String(value);
}

function kindOf(value: object): string {
  const name: unknown = value.constructor?.name;
  if (name === 'Array') return 'an array';
  if (name === 'Object' || typeof name !== 'string' || name === '') return 'an object';
  return `${/^[AEIO]/i.test(name) ? 'an' : 'a'} ${name}`;
}
