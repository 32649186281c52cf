import type { WorkflowExecutionInfo } from '@aws-sdk/client-swf';
import type { InfoPage } from './list-executions.js';
import { ListingReader } from './listing-reader.js';
import type { Position } from './position.js';

/**
 * Merges the listings of open and of closed executions by start time, from a position on, into pages of at most `pageSize`.
 *
 * Holds one page of each and asks for another only when the next execution cannot be told without. What started at the same instant keeps
 * SWF's order, the open ones before the closed ones, or after them from the other end.
 */
export async function* merge(
  open: AsyncIterable<InfoPage>,
  closed: AsyncIterable<InfoPage>,
  {
    position,
    pageSize,
    reversed,
  }: { readonly position: Position; readonly pageSize: number; readonly reversed: boolean },
): AsyncGenerator<InfoPage, void, void> {
  // Open is asked first: a run that closes between the two requests is then listed twice, which is noticed, rather than not at all.
  const readers = [new ListingReader(open), new ListingReader(closed)] as const;
  const earliest = reversed
    ? () => firstOf(readers[1], readers[0], isOlder)
    : () => firstOf(readers[0], readers[1], isNewer);
  let more = true;
  while (more) {
    const infos: WorkflowExecutionInfo[] = [];
    for (const reader of readers) await reader.fill();
    while (infos.length < pageSize && !readers.some((reader) => reader.isWaiting)) {
      const reader = earliest();
      if (!reader?.head) break;
      if (position.advance(reader.head)) infos.push(reader.head);
      reader.skip();
    }
    more = readers.some((reader) => reader.head !== undefined || reader.isWaiting);
    yield { infos, nextPageToken: more ? position.toToken() : undefined };
  }
}

type Precedes = (one: WorkflowExecutionInfo, other: WorkflowExecutionInfo) => boolean;

/** The reader whose head comes first; at the same instant the first reader. */
function firstOf(first: ListingReader, second: ListingReader, precedes: Precedes): ListingReader | undefined {
  if (!first.head) return second;
  return second.head && precedes(second.head, first.head) ? second : first;
}

function isNewer(one: WorkflowExecutionInfo, other: WorkflowExecutionInfo): boolean {
  return startOf(one) > startOf(other);
}

function isOlder(one: WorkflowExecutionInfo, other: WorkflowExecutionInfo): boolean {
  return startOf(one) < startOf(other);
}

function startOf({ startTimestamp }: WorkflowExecutionInfo): number {
  return startTimestamp?.getTime() ?? 0;
}
