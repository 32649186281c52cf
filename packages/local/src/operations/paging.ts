import { Fault } from '../api/fault.js';
import type { Transaction } from '../engine/transaction.js';
import { decodeToken, encodeToken, invalidToken } from './token-codec.js';

const MAX_PAGE_SIZE = 1000;

/**
 * Characters of items on a page, up to 3 MB. The 1000 largest events would be 400 MB. A page has one
 * item even if that is longer: an empty page would be followed by itself.
 */
export const LONGEST_PAGE = 2 ** 20;

/** Returns the maximum number of items on a page. */
export function pageSize(maximumPageSize: number | undefined): number {
  return maximumPageSize || MAX_PAGE_SIZE;
}

/** Cuts rows to a page; returns the JSON text of its items, and its last row if more follow. */
export function cutPage<Row>(
  rows: readonly Row[],
  size: number,
  write: (row: Row) => object,
): { readonly items: string; readonly last: Row | undefined } {
  const items: string[] = [];
  let length = 0;
  for (const row of rows.slice(0, size)) {
    const item = JSON.stringify(write(row));
    length += item.length;
    if (length > LONGEST_PAGE && items.length > 0) break;
    items.push(item);
  }
  return { items: `[${items.join(',')}]`, last: items.length < rows.length ? rows[items.length - 1] : undefined };
}

const LIFETIME_IN_MILLISECONDS = 86_400_000;

/** Returns a token for the next page of an owner, which continues at a position. */
export function pageToken({ now, region }: Transaction, owner: string, position: unknown): string {
  return encodeToken(['page', region, owner, now, position]);
}

/**
 * Returns the position in a page token; undefined without a token.
 *
 * @param isPosition returns whether a value is a position of this owner: tokens can be forged.
 * @throws {@link Fault} ValidationException if the token is not of this owner, or older than a day.
 */
export function pagePosition<Position>(
  { now, region }: Transaction,
  owner: string,
  token: string | undefined,
  isPosition: (value: unknown) => value is Position,
): Position | undefined {
  if (token === undefined) return undefined;
  const parts = decodeToken(token);
  const [kind, issuer, of, issued, position]: readonly unknown[] = Array.isArray(parts) ? parts : [];
  const valid =
    kind === 'page' && issuer === region && of === owner && Number.isSafeInteger(issued) && isPosition(position);
  if (!valid) throw invalidToken();
  if (now - (issued as number) > LIFETIME_IN_MILLISECONDS)
    throw new Fault('ValidationException', 'Specified token has exceeded its maximum lifetime');
  return position;
}
