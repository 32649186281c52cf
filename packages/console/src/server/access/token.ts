import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/** Returns a token of 256 random bits. */
export function newToken(): string {
  return randomBytes(32).toString('base64url');
}

/** Checks an `Authorization` header, in a time that does not depend on what it has in common. */
export function isAuthorized(header: string | null, token: string): boolean {
  const [, given = ''] = /^Bearer ([\w-]+)$/.exec(header ?? '') ?? [];
  return timingSafeEqual(digest(given), digest(token));
}

/** Both sides of a comparison need the same length. */
function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
