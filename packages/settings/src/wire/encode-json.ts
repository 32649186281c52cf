import { InvalidArgumentError, messageOf } from '../errors/index.js';
import { preview } from './check.js';

/**
 * Returns the JSON text of a value from which it can be read again.
 *
 * A member that is undefined is absent, and an object with a `toJSON`, such as a `Date`, is what
 * that returns. Values that JSON would silently drop or change are refused: NaN and infinities,
 * undefined in an array, functions, symbols, errors, binary data, and objects of classes whose
 * contents JSON does not see, such as `Map`, `Set` and `Promise`.
 *
 * @throws `InvalidArgumentError` naming the member, as in `input.items[2]`.
 */
export function encodeJson(field: string, value: unknown): string {
  try {
    return JSON.stringify(value, checkingMembers(field)) as string;
  } catch (cause) {
    if (InvalidArgumentError.is(cause)) throw cause;
    const [reason] = messageOf(cause).split('\n');
    throw new InvalidArgumentError(`${field} cannot be written as JSON: ${reason}`, { cause });
  }
}

/**
 * A replacer that replaces nothing: it sees each member before it is written, with the object that
 * holds it.
 */
function checkingMembers(field: string) {
  const paths = new WeakMap<object, string>();
  return function check(this: unknown, key: string, value: unknown): unknown {
    const holder = this as Readonly<Record<string, unknown>>;
    const parent = paths.get(holder);
    const path = parent === undefined ? field : pathOf(parent, key, holder);
    // `undefined` is no member of an object, but would be a null in an array.
    const isAbsent = value === undefined && parent !== undefined && !Array.isArray(holder);
    if (!isAbsent && isLost(value, holder[key])) {
      throw new InvalidArgumentError(`${path} must be a JSON value, got ${preview(holder[key])}`);
    }
    if (typeof value === 'object' && value !== null) paths.set(value, path);
    return value;
  };
}

function pathOf(parent: string, key: string, holder: object): string {
  if (Array.isArray(holder)) return `${parent}[${key}]`;
  return /^[\w$]+$/.test(key) ? `${parent}.${key}` : `${parent}[${JSON.stringify(key)}]`;
}

/**
 * Whether JSON would drop or change the value; `given` is what it was before its `toJSON`, if it
 * has one.
 */
function isLost(value: unknown, given: unknown): boolean {
  if (typeof value === 'string' || typeof value === 'boolean') return false;
  if (typeof value === 'number') return !Number.isFinite(value);
  if (typeof value !== 'object') return true;
  // An Invalid Date writes itself as null.
  return value === null ? given !== null : isOpaque(value);
}

/** Whether JSON would omit the contents of an object. */
function isOpaque(value: object): boolean {
  if (Array.isArray(value)) return false;
  if (value instanceof Error || ArrayBuffer.isView(value) || isOfType(value, 'Error')) return true;
  // Its characters count as members.
  if (isOfType(value, 'String')) return true;
  return Object.keys(value).length === 0 && !isPlain(value);
}

function isOfType(value: object, type: string): boolean {
  return Object.prototype.toString.call(value) === `[object ${type}]`;
}

function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}
