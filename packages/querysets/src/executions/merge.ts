import type { WorkflowExecutionInfo } from '@aws-sdk/client-swf';
import { type ExecutionFilter, refineExecutions } from './execution-filter.js';
import type { InfoPage, ListedPage } from './listing.js';
import { type Position, startOf } from './position.js';

/** A span of start times, including its start but not its end. */
export interface StartSpan {
  readonly startedAfter?: Date | undefined;
  readonly startedBefore?: Date | undefined;
}

/** Executions that can be yielded without another request. */
interface Batch {
  readonly infos: readonly WorkflowExecutionInfo[];
  /** Whether they are the last ones. */
  readonly isLast: boolean;
}

/**
 * Merges the listings of open and closed executions by start time.
 *
 * Executions of one instant keep SWF's order, open ones first, or last in reverse. Holds one page
 * of each listing. Closed ones are listed for the span of each page of open ones, after it: a run
 * that closes meanwhile may be yielded twice, which the caller notices, but is never missed.
 */
export async function* merge(
  open: AsyncIterable<ListedPage>,
  closedWithin: (span: StartSpan) => AsyncIterable<InfoPage>,
  reversed: boolean,
): AsyncGenerator<Batch, void, void> {
  let begin: Date | undefined;
  for await (const { infos, nextPageToken, reached } of open) {
    const isLastOpen = nextPageToken === undefined;
    if (!isLastOpen && !reached) continue;
    const end = isLastOpen ? undefined : reached;
    const waiting = [...infos];
    for await (const page of closedWithin(reversed ? upward(begin, end) : downward(begin, end))) {
      const isLast = page.nextPageToken === undefined;
      const batch = page.infos.flatMap((info) => [...takeBefore(info, waiting, reversed), info]);
      yield { infos: isLast ? [...batch, ...waiting] : batch, isLast: isLast && isLastOpen };
    }
    begin = end;
  }
}

/** Cuts a merged listing into pages of at most `pageSize`, without what the position has passed. */
export async function* mergedPages(
  batches: AsyncIterable<Batch>,
  position: Position,
  pageSize: number,
): AsyncGenerator<InfoPage, void, void> {
  for await (const batch of batches) {
    let infos: WorkflowExecutionInfo[] = [];
    for (const info of batch.infos) {
      if (infos.length === pageSize) {
        yield { infos, nextPageToken: position.toToken() };
        infos = [];
      }
      if (position.advance(info)) infos.push(info);
    }
    if (batch.isLast || infos.length > 0) {
      yield { infos, nextPageToken: batch.isLast ? undefined : position.toToken() };
    }
  }
}

/** Returns the next instant: SWF's times are whole milliseconds. */
export function justAfter(instant: Date): Date {
  return new Date(instant.getTime() + 1);
}

/** Narrows the filter to a span; undefined if the span is outside the filter's own window. */
export function within(
  filter: ExecutionFilter,
  { startedAfter, startedBefore }: StartSpan,
): ExecutionFilter | undefined {
  const isBefore = startedBefore && filter.startedAfter && startedBefore <= filter.startedAfter;
  const isAfter = startedAfter && filter.startedBefore && startedAfter >= filter.startedBefore;
  const isEmpty = startedAfter && startedBefore && startedAfter >= startedBefore;
  return isBefore || isAfter || isEmpty ? undefined : refineExecutions(filter, { startedAfter, startedBefore });
}

// More open executions of the last instant of a span may follow on the next page. Newest first,
// they come before the closed ones of that instant, which are left to the next span; oldest first,
// after them, and the next span lists them again.
function downward(begin: Date | undefined, end: Date | undefined): StartSpan {
  return { startedAfter: end && justAfter(end), startedBefore: begin && justAfter(begin) };
}

function upward(begin: Date | undefined, end: Date | undefined): StartSpan {
  return { startedAfter: begin, startedBefore: end && justAfter(end) };
}

/** Removes the open executions that come before a closed one, and returns them. */
function takeBefore(
  closed: WorkflowExecutionInfo,
  open: WorkflowExecutionInfo[],
  reversed: boolean,
): WorkflowExecutionInfo[] {
  const start = startOf(closed);
  const count = open.findIndex((info) => (reversed ? startOf(info) >= start : startOf(info) < start));
  return open.splice(0, count === -1 ? open.length : count);
}
