import { type ExecutionFilter, refineExecutions } from './execution-filter.js';

/** A span of start times, including its start but not its end. */
export interface StartSpan {
  readonly startedAfter?: Date | undefined;
  readonly startedBefore?: Date | undefined;
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
