import { type ExecutionFilter, refineExecutions } from './execution-filter.js';

/** A stretch of start times: from its beginning on, up to but without its end. */
export interface StartSpan {
  readonly startedAfter?: Date | undefined;
  readonly startedBefore?: Date | undefined;
}

/** The instant after this one: SWF's times are whole milliseconds. */
export function justAfter(instant: Date): Date {
  return new Date(instant.getTime() + 1);
}

/** The filter within a span; nothing where none of it lies in the filter's own window. */
export function within(
  filter: ExecutionFilter,
  { startedAfter, startedBefore }: StartSpan,
): ExecutionFilter | undefined {
  const isBefore = startedBefore && filter.startedAfter && startedBefore <= filter.startedAfter;
  const isAfter = startedAfter && filter.startedBefore && startedAfter >= filter.startedBefore;
  const isEmpty = startedAfter && startedBefore && startedAfter >= startedBefore;
  return isBefore || isAfter || isEmpty ? undefined : refineExecutions(filter, { startedAfter, startedBefore });
}
