import { checkLength } from './check.js';
import type { Codec } from './codec.js';
import { parsePayload } from './decode-payload.js';
import { encodeJson } from './encode-json.js';
import { LIMITS } from './limits.js';

/**
 * Returns the string to send for a payload: a string as it is, any other JSON value as JSON.
 *
 * `undefined` stays undefined. Values that JSON would silently drop or change are refused.
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
