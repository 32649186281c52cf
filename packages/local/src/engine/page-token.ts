import { Fault } from '../api/fault.js';
import { seal, unseal } from './sealed.js';
import type { Transaction } from './transaction.js';

const LIFETIME_IN_MILLISECONDS = 86_400_000;

/** Returns the token of the next page of an answer: what it belongs to, and where it goes on. */
export function pageToken({ now, region }: Transaction, owner: string, position: unknown): string {
  return seal(['page', region, owner, now, position]);
}

/**
 * Returns where the page of a token begins; undefined without a token.
 *
 * @param isPosition whether a value can be a position of this owner: anybody can have made the token.
 * @throws {@link Fault} ValidationException if the token is not one of this owner, or older than a day.
 */
export function pagePosition<Position>(
  { now, region }: Transaction,
  owner: string,
  token: string | undefined,
  isPosition: (value: unknown) => value is Position,
): Position | undefined {
  if (!token) return undefined;
  const parts = unseal(token);
  const [kind, issuer, of, issued, position]: readonly unknown[] = Array.isArray(parts) ? parts : [];
  const sound =
    kind === 'page' && issuer === region && of === owner && Number.isSafeInteger(issued) && isPosition(position);
  if (!sound) throw invalidToken();
  if (now - (issued as number) > LIFETIME_IN_MILLISECONDS)
    throw new Fault('ValidationException', 'Specified token has exceeded its maximum lifetime');
  return position;
}

/** Returns the refusal of a token that names no page. */
export function invalidToken(): Fault {
  return new Fault('ValidationException', 'Invalid token');
}
