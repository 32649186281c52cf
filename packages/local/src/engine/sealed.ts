import { crc32 } from 'node:zlib';
import { Fault } from '../api/fault.js';

// How the tokens of the real service begin; 15 bytes.
const HEAD = Buffer.from('AAAAKgAAAAEAAAAAAAAA', 'base64');
const CHECK_LENGTH = 4;

/** Makes an opaque token out of a value that JSON can hold. */
export function seal(value: unknown): string {
  const body = Buffer.from(JSON.stringify(value));
  return Buffer.concat([HEAD, check(body), body]).toString('base64');
}

/**
 * What a token holds.
 *
 * @throws {@link Fault} ValidationException if it is not a token, or not whole.
 */
export function unseal(token: string): unknown {
  const bytes = Buffer.from(token, 'base64');
  const body = bytes.subarray(HEAD.length + CHECK_LENGTH);
  const whole =
    bytes.subarray(0, HEAD.length).equals(HEAD) &&
    bytes.subarray(HEAD.length, HEAD.length + CHECK_LENGTH).equals(check(body)) &&
    bytes.toString('base64') === token;
  if (!whole) throw new Fault('ValidationException', 'Invalid token');
  return JSON.parse(body.toString());
}

function check(body: Buffer): Buffer {
  const bytes = Buffer.alloc(CHECK_LENGTH);
  bytes.writeUInt32BE(crc32(body));
  return bytes;
}
