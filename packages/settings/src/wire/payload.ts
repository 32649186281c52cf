import { InvalidArgumentError } from '../errors/index.js';
import { checkLength } from './check.js';

/**
 * The string that is sent for a payload: a string as it is, `undefined` as nothing, any other JSON value as JSON.
 *
 * Throws `InvalidArgumentError` naming the field where it cannot be JSON or is longer than `max` characters.
 *
 * @example
 * encodePayload('input', { sku: 'A1' }, LIMITS.data); // '{"sku":"A1"}'
 */
export function encodePayload(field: string, value: unknown, max: number): string | undefined {
  if (value === undefined) return undefined;
  return checkLength(field, typeof value === 'string' ? value : toJson(field, value), { max });
}

function toJson(field: string, value: unknown): string {
  let text: string | undefined;
  try {
    text = JSON.stringify(value);
  } catch (cause) {
    throw new InvalidArgumentError(`${field} cannot be written as JSON: ${String(cause)}`, { cause });
  }
  if (text === undefined) throw new InvalidArgumentError(`${field} cannot be written as JSON: it is a ${typeof value}`);
  return text;
}

/** What a payload says: its JSON value, or the string itself where it is not JSON; nothing for nothing. */
export function parsePayload(text: string | undefined): unknown {
  if (text === undefined) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
