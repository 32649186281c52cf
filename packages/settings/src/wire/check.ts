import { InvalidArgumentError } from '../errors/index.js';

/** The inclusive bounds of a length or a number. */
export interface Bounds {
  readonly min?: number;
  readonly max: number;
}

/**
 * Returns the string if its length in characters is within the bounds.
 *
 * Arguments that are too long are refused; only the texts of caught errors are ever truncated.
 *
 * @throws `InvalidArgumentError` naming field, value and limit.
 */
export function checkLength(field: string, value: string, { min = 0, max }: Bounds): string {
  if (typeof value !== 'string') throw new InvalidArgumentError(`${field} must be a string, got ${preview(value)}`);
  if (value.length < min || value.length > max) {
    throw new InvalidArgumentError(
      `${field} must have ${min} to ${max} characters, got ${value.length}: ${preview(value)}`,
    );
  }
  return value;
}

/**
 * Returns the number if it is an integer within the bounds.
 *
 * @throws `InvalidArgumentError` naming field, value and limit.
 */
export function checkInteger(field: string, value: number, { min = 0, max }: Bounds): number {
  if (!Number.isInteger(value) || value < min || value > max) {
    throw new InvalidArgumentError(`${field} must be an integer from ${min} to ${max}, got ${preview(value)}`);
  }
  return value;
}

/**
 * Returns the value if it is one of those allowed.
 *
 * @throws `InvalidArgumentError` naming field, value and what is allowed.
 */
export function checkOneOf<Allowed extends string>(
  field: string,
  value: Allowed,
  allowed: readonly Allowed[],
): Allowed {
  if (!allowed.includes(value)) {
    throw new InvalidArgumentError(`${field} must be one of ${allowed.join(', ')}, got ${preview(value)}`);
  }
  return value;
}

/**
 * Returns the value if it is an object, as options are.
 *
 * @throws `InvalidArgumentError` naming field and value.
 */
export function checkObject<Value extends object>(field: string, value: Value): Value {
  if (typeof value !== 'object' || value === null) {
    throw new InvalidArgumentError(`${field} must be an object, got ${preview(value)}`);
  }
  return value;
}

/**
 * Returns a short preview of any value for a message; objects by type only, to avoid leaking their
 * contents.
 */
export function preview(value: unknown): string {
  try {
    const text = picture(value);
    return text.length > 80 ? `${text.slice(0, 77)}...` : text;
  } catch {
    // Such as a revoked proxy.
    return 'an object';
  }
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
