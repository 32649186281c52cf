import { InvalidArgumentError } from '@swf/settings/errors';
import { encodePayload, LIMITS, parsePayload } from '@swf/settings/wire';
import { unguarded } from '../extent/guard.js';

/** What turns values into payloads and back: pure and synchronous. */
export interface PayloadCodec {
  encode(value: unknown): string;
  decode(payload: string): unknown;
}

/**
 * Returns the payload of a value; undefined for `undefined`. JSON unless there is a codec, with
 * strings quoted, so that every value arrives as it was.
 *
 * @throws `InvalidArgumentError` for what JSON cannot write, or what SWF does not take.
 */
export function encode(field: string, value: unknown, codec: PayloadCodec | undefined): string | undefined {
  if (value === undefined) return undefined;
  // Plain JSON needs neither clock nor randomness, and lifting the guard costs more than writing
  // it.
  if (codec === undefined) {
    return encodePayload(field, typeof value === 'string' ? JSON.stringify(value) : value, LIMITS.data);
  }
  const payload = atOnce(() => codec.encode(value));
  if (typeof payload !== 'string')
    throw new InvalidArgumentError(`the codec of ${field} must return a string, got ${typeof payload}`);
  return encodePayload(field, payload, LIMITS.data);
}

/**
 * Returns the value of a payload.
 *
 * @throws `InvalidArgumentError` if the codec returns a promise; what the codec throws
 */
export function decode(payload: string | undefined, codec: PayloadCodec | undefined): unknown {
  if (payload === undefined) return undefined;
  return codec === undefined ? parsePayload(payload) : atOnce(() => codec.decode(payload));
}

/** Calls a codec, which must not be asynchronous: a turn does not wait for it. */
function atOnce(work: () => unknown): unknown {
  const value = unguarded(work);
  if (!(value instanceof Promise)) return value;
  // It may reject, and nobody would handle that.
  value.catch(() => {});
  throw new InvalidArgumentError('a codec must return values, got a promise');
}

/**
 * Returns the value of a payload that may come from a program without the codec: what the codec
 * cannot read is read as JSON.
 */
export function decodeAny(payload: string | undefined, codec: PayloadCodec | undefined): unknown {
  try {
    return decode(payload, codec);
  } catch {
    return decode(payload, undefined);
  }
}
