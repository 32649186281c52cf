import type { Transaction } from './transaction.js';

interface HistoryPage {
  readonly executionId: number;
  /** The first and the last event of the whole answer. */
  readonly first: number;
  readonly last: number;
  /** The event to begin at, in the direction of reading; without it the beginning. */
  readonly from?: number | undefined;
  readonly reverse: boolean;
  readonly size: number;
}

/** A page of a history as the JSON text of its events, and the event that the next page begins at. */
export function historyPage(
  { store }: Transaction,
  { executionId, first, last, from, reverse, size }: HistoryPage,
): { readonly events: string; readonly next: number | undefined } {
  const begin = from ?? (reverse ? last : first);
  const events = reverse
    ? store.events.range(executionId, first, begin, true, size)
    : store.events.range(executionId, begin, last, false, size);
  const next = reverse ? begin - events.length : begin + events.length;
  return { events: `[${events.join(',')}]`, next: next < first || next > last ? undefined : next };
}
