import type { Transaction } from '../engine/transaction.js';
import { LONGEST_PAGE } from './paging.js';
import { invalidToken } from './token-codec.js';

/** Events are read in batches, so that no more than a page and a batch are in memory. */
const BATCH_SIZE = 32;

interface HistoryPage {
  readonly executionId: number;
  /** The first and the last event of the whole answer. */
  readonly first: number;
  readonly last: number;
  /** The first event of the page. Default: the first in the direction of reading. */
  readonly from?: number | undefined;
  readonly reverse: boolean;
  readonly size: number;
}

/**
 * Returns the JSON text of a page of events, and the first event of the next page.
 *
 * @throws {@link Fault} ValidationException if `from` is not in the answer: the page token is
 * forged.
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
    const limit = Math.min(BATCH_SIZE, size - events.length);
    const [low, high] = reverse ? [first, next] : [next, last];
    const batch = transaction.store.events.range(executionId, low, high, reverse, limit);
    if (batch.length === 0) throw new Error(`the history of execution ${executionId} has no event ${next}`);
    for (const event of batch) {
      length += event.length;
      if (length > LONGEST_PAGE && events.length > 0) return { events: `[${events.join(',')}]`, next };
      events.push(event);
      next += reverse ? -1 : 1;
    }
  }
  return { events: `[${events.join(',')}]`, next: next < first || next > last ? undefined : next };
}
