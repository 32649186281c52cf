import { cutPage, pageSize } from '../engine/page.js';
import { pagePosition, pageToken } from '../engine/page-token.js';
import { isId } from '../engine/sealed.js';
import type { Transaction } from '../engine/transaction.js';
import type { ListingFilter, ListingPosition } from '../store/listings.js';
import { executionInfo } from './execution-info.js';

interface Paging {
  readonly maximumPageSize?: number | undefined;
  readonly nextPageToken?: string | undefined;
  readonly reverseOrder?: boolean | undefined;
}

/** A page of executions, newest first unless reversed. */
export function listExecutions(
  transaction: Transaction,
  operation: string,
  filter: ListingFilter,
  input: Paging,
): string {
  const { store } = transaction;
  const size = pageSize(input.maximumPageSize);
  const after = pagePosition(transaction, operation, input.nextPageToken, isListingPosition);
  const rows = store.listings.list(filter, after, input.reverseOrder ?? false, size + 1);
  const { items, last } = cutPage(rows, size, executionInfo);
  const token = last && pageToken(transaction, operation, { time: last[filter.time], id: last.id });
  return `{"executionInfos":${items}${token === undefined ? '' : `,"nextPageToken":"${token}"`}}`;
}

/** How many executions a filter finds. */
export function countExecutions(transaction: Transaction, filter: ListingFilter): string {
  return JSON.stringify({ count: transaction.store.listings.count(filter), truncated: false });
}

function isListingPosition(value: unknown): value is ListingPosition {
  const { time, id } = Object(value) as Partial<ListingPosition>;
  return Number.isSafeInteger(time) && isId(id);
}
