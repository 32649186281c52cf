import { InvalidArgumentError } from '@swf/settings/errors';
import { encodePayload, LIMITS, parsePayload } from '@swf/settings/wire';
import { unguarded } from '../extent/guard.js';

/** What turns values into payloads and back: pure and synchronous. */
export interface PayloadCodec {
  encode(value: unknown): string;
  decode(payload: string): unknown;
}

/** JSON for everything, strings included, so that every value arrives as it was. */
const JSON_CODEC: PayloadCodec = {
  encode: (value) =>
    typeof value === 'string' ? JSON.stringify(value) : (encodePayload('value', value, Number.POSITIVE_INFINITY) ?? ''),
  decode: (payload) => parsePayload(payload),
};

/** The payload of a value; nothing for `undefined`. */
export function encode(field: string, value: unknown, codec: PayloadCodec = JSON_CODEC): string | undefined {
  if (value === undefined) return undefined;
  // Plain JSON needs neither clock nor randomness, and lifting the guard costs more than writing
  // it.
  const payload: unknown = codec === JSON_CODEC ? codec.encode(value) : unguarded(() => codec.encode(value));
  if (typeof payload !== 'string')
    throw new InvalidArgumentError(`the codec of ${field} must return a string, got ${typeof payload}`);
  return encodePayload(field, payload, LIMITS.data);
}

/** The value of a payload. */
export function decode(payload: string | undefined, codec: PayloadCodec = JSON_CODEC): unknown {
  if (payload === undefined) return undefined;
  return codec === JSON_CODEC ? codec.decode(payload) : unguarded(() => codec.decode(payload));
}
