import type { StandardSchemaV1 } from '@standard-schema/spec';
import { InvalidArgumentError } from '../errors/index.js';
import { checkLength, preview } from './check.js';
import type { Codec } from './codec.js';
import { decodeJson } from './decode-json.js';
import { encodeJson } from './encode-json.js';
import { LIMITS } from './limits.js';

/**
 * Returns the string to send for a payload: a string as it is, any other JSON value as JSON.
 *
 * `undefined` stays undefined. What JSON would drop or change without a word is refused.
 *
 * @throws `InvalidArgumentError` naming the member that is not a JSON value, or the field if it is
 * longer than `max` characters.
 *
 * @example
 * encodePayload('input', { sku: 'A1' }, LIMITS.data); // '{"sku":"A1"}'
 */
export function encodePayload(field: string, value: unknown, max: number): string | undefined {
  if (value === undefined) return undefined;
  return checkLength(field, typeof value === 'string' ? value : encodeJson(field, value), { max });
}

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
  if (result instanceof Promise) {
    result.catch(() => {});
    throw new InvalidArgumentError('schema must validate synchronously, got one that returns a promise');
  }
  if (result.issues === undefined) return result.value;
  throw new InvalidArgumentError(`${field} does not match its schema: ${result.issues.map(describeIssue).join('; ')}`);
}

/** A payload of any content: a string as it is, any other JSON value as JSON. */
export const PAYLOAD: Codec<unknown, string> = payload(LIMITS.data);

/** Returns the codec of payloads of at most `max` characters. */
export function payload(max: number): Codec<unknown, string> {
  const format = (field: string, value: unknown) => encodePayload(field, value, max) as string;
  const check = (field: string, value: unknown) => {
    format(field, value);
    return value;
  };
  return { check, checkReceived: check, format, parse: parsePayload };
}

function describeIssue({ message, path = [] }: StandardSchemaV1.Issue): string {
  const keys = path.map((segment) => String(typeof segment === 'object' ? segment.key : segment));
  return keys.length === 0 ? message : `${keys.join('.')}: ${message}`;
}
