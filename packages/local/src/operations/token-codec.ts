import { crc32 } from 'node:zlib';
import { Fault } from '../api/fault.js';

// The first 15 bytes of the tokens of the real service.
const HEAD = Buffer.from('AAAAKgAAAAEAAAAAAAAA', 'base64');
const CHECK_LENGTH = 4;

/** Returns an opaque token that holds a JSON value. */
export function encodeToken(value: unknown): string {
  const body = Buffer.from(JSON.stringify(value));
  return Buffer.concat([HEAD, check(body), body]).toString('base64');
}

/**
 * Returns the JSON value in a token, undefined if it is damaged or not a token. It may be forged:
 * the checksum detects damage only.
 */
export function decodeToken(token: string): unknown {
  const bytes = Buffer.from(token, 'base64');
  const body = bytes.subarray(HEAD.length + CHECK_LENGTH);
  const whole =
    bytes.subarray(0, HEAD.length).equals(HEAD) &&
    bytes.subarray(HEAD.length, HEAD.length + CHECK_LENGTH).equals(check(body)) &&
    bytes.toString('base64') === token;
  return whole ? parse(body.toString()) : undefined;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Returns whether a value from a token can be the id of a row or an event; 0 stands for none. */
export function isId(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}

function check(body: Buffer): Buffer {
  const bytes = Buffer.alloc(CHECK_LENGTH);
  bytes.writeUInt32BE(crc32(body));
  return bytes;
}

/** Returns the fault for an invalid token. */
export function invalidToken(): Fault {
  return new Fault('ValidationException', 'Invalid token');
}
