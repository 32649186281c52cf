import type { Transaction } from '../engine/transaction.js';
import { LONGEST_PAGE } from './paging.js';
import { invalidToken } from './token-codec.js';

/** Events are read in batches, so that at most a page and a batch are in memory. */
const LOT = 32;

interface HistoryPage {
  readonly executionId: number;
  /** The first and the last event of the whole answer. */
  readonly first: number;
  readonly last: number;
  /** The event to begin at, in the direction of reading. Default: the first in that direction. */
  readonly from?: number | undefined;
  readonly reverse: boolean;
  readonly size: number;
}

/**
 * Returns a page of a history as the JSON text of its events, and the event that the next page
 * begins at.
 *
 * @throws {@link Fault} ValidationException if `from` is not within the answer: its page token was forged.
 */
export function historyPage(
  transaction: Transaction,
  { executionId, first, last, from, reverse, size }: HistoryPage,
): { readonly events: string; readonly next: number | undefined } {
  const events: string[] = [];
  let next = from ?? (reverse ? last : first);
  if (next < first || next > last) throw invalidToken();
  let length = 0;
  while (events.length < size && next >= first && next <= last) {
    const limit = Math.min(LOT, size - events.length);
    const [low, high] = reverse ? [first, next] : [next, last];
    const lot = transaction.store.events.range(executionId, low, high, reverse, limit);
    if (lot.length === 0) throw new Error(`the history of execution ${executionId} has no event ${next}`);
    for (const event of lot) {
      length += event.length;
      if (length > LONGEST_PAGE && events.length > 0) return { events: `[${events.join(',')}]`, next };
      events.push(event);
      next += reverse ? -1 : 1;
    }
  }
  return { events: `[${events.join(',')}]`, next: next < first || next > last ? undefined : next };
}
