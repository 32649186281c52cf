import { Fault } from '../api/fault.js';
import { seal, unseal } from './sealed.js';

const LIFETIME = 86_400_000;
const MAX_PAGE_SIZE = 1000;

/** The token of the next page of an answer: what it belongs to, and where it goes on. */
export function pageToken(now: number, owner: string, position: unknown): string {
  return seal(['page', owner, now, position]);
}

/**
 * Where the page of a token begins; undefined without a token.
 *
 * @throws {@link Fault} ValidationException if the token is not one of this owner, or older than a day.
 */
export function pagePosition<Position>(now: number, owner: string, token: string | undefined): Position | undefined {
  if (!token) return undefined;
  const parts = unseal(token);
  if (!Array.isArray(parts) || parts[0] !== 'page' || parts[1] !== owner)
    throw new Fault('ValidationException', 'Invalid token');
  if (now - parts[2] > LIFETIME)
    throw new Fault('ValidationException', 'Specified token has exceeded its maximum lifetime');
  return parts[3] as Position;
}

/** How many items a page holds. */
export function pageSize(maximumPageSize: number | undefined): number {
  return maximumPageSize || MAX_PAGE_SIZE;
}
