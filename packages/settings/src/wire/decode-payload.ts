import type { StandardSchemaV1 } from '@standard-schema/spec';
import { InvalidArgumentError } from '../errors/index.js';
import { preview } from './check.js';

const STRINGS = /"[^"\\]*(?:\\.[^"\\]*)*"/g;
const NUMBERS = /-?\d[\d.eE+-]*/g;
const NUMBER = /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/;

/**
 * Returns the JSON value of a payload if decoding loses nothing, otherwise its text.
 *
 * Text that is not JSON stays text, and so does JSON that JavaScript would change: a number with
 * more digits than it keeps, an object with a key twice, and a bare number that JavaScript writes
 * otherwise (`1.0`, `1e3`), which may be a version or an id. `undefined` and `null` are undefined.
 *
 * @example
 * parsePayload('{"price":1.50}'); // { price: 1.5 }
 * parsePayload('12345678901234567890'); // '12345678901234567890'
 */
export function parsePayload(text: string | null | undefined): unknown {
  return text === undefined || text === null ? undefined : decodeJson(text);
}

/**
 * Decodes a payload: JSON to its value, any other text as it is; undefined if there is none.
 *
 * @param field what messages call the payload: `input`, `result`.
 * @param schema a Standard Schema (https://standardschema.dev) that validates it, and whose output
 * is returned. Default: none, so that the caller asserts the type.
 * @throws `InvalidArgumentError` with each issue and its path; also if the schema can only validate
 * asynchronously.
 *
 * @example
 * const order = decodePayload('input', text, orderSchema);
 */
export function decodePayload<Output>(
  field: string,
  text: string | null | undefined,
  schema: StandardSchemaV1<unknown, Output> | undefined,
): Output {
  const value = parsePayload(text);
  return schema === undefined ? (value as Output) : validatePayload(field, value, schema);
}

/**
 * Validates a decoded payload with a Standard Schema and returns the schema's output.
 *
 * @throws `InvalidArgumentError` as `decodePayload` does.
 */
export function validatePayload<Output>(
  field: string,
  value: unknown,
  schema: StandardSchemaV1<unknown, Output>,
): Output {
  const standard = schema?.['~standard'];
  if (typeof standard?.validate !== 'function') {
    throw new InvalidArgumentError(`schema must be a Standard Schema, got ${preview(schema)}`);
  }
  const result = standard.validate(value);
  if (isThenable(result)) {
    result.then(undefined, () => {});
    throw new InvalidArgumentError('schema must validate synchronously, got one that returns a promise');
  }
  if (result.issues === undefined) return result.value;
  throw new InvalidArgumentError(`${field} does not match its schema: ${result.issues.map(describeIssue).join('; ')}`);
}

/** Whether it is a promise, also one of another realm or library. */
function isThenable(value: object): value is PromiseLike<unknown> {
  return 'then' in value && typeof value.then === 'function';
}

function describeIssue({ message, path = [] }: StandardSchemaV1.Issue): string {
  const keys = path.map((segment) => String(typeof segment === 'object' ? segment.key : segment));
  return keys.length === 0 ? message : `${keys.join('.')}: ${message}`;
}

/**
 * Returns the value of a JSON text, or the text itself if it is not JSON or its value would lose
 * something.
 */
function decodeJson(text: string): unknown {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return text;
  }
  return isLossless(text, value) ? value : text;
}

function isLossless(text: string, value: unknown): boolean {
  if (typeof value === 'string') return true;
  // A bare number or word may be somebody's text: it is decoded only if JavaScript writes it the
  // same way.
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) === text;
  const rest = text.replace(STRINGS, '');
  return rest.split(':').length - 1 === countKeys(value) && (rest.match(NUMBERS) ?? []).every(keepsNumber);
}

/** Counts the keys of an object and of all it holds: fewer than in its text if a key came twice. */
function countKeys(value: object): number {
  let count = 0;
  // Not recursive: the text may nest deeper than the stack.
  const open = [value];
  for (let holder = open.pop(); holder !== undefined; holder = open.pop()) {
    const members = Object.values(holder);
    if (!Array.isArray(holder)) count += members.length;
    for (const member of members) if (typeof member === 'object' && member !== null) open.push(member);
  }
  return count;
}

/** Whether the number that JavaScript reads is the one that was written, to the last digit. */
function keepsNumber(token: string): boolean {
  const read = String(Number(token));
  return read === token || decimalOf(read) === decimalOf(token);
}

/**
 * The one way to write a decimal number: its digits without zeros at either end, and their
 * exponent.
 */
function decimalOf(token: string): string {
  const [number, sign = '', whole = '', fraction = '', exponent = '0'] = NUMBER.exec(token) ?? [];
  if (number === undefined) return token;
  const digits = (whole + fraction).replace(/^0+/, '');
  let end = digits.length;
  while (digits[end - 1] === '0') end -= 1;
  if (end === 0) return '0';
  return `${sign}${digits.slice(0, end)}e${Number(exponent) - fraction.length + digits.length}`;
}
