import { InvalidArgumentError } from '@swf/settings/errors';
import type { RequestOptions } from '@swf/settings/request';
import type { ExecutionFilter } from './execution-filter.js';
import { type ExecutionPlan, type Status, toQuery } from './execution-plan.js';
import { type InfoPage, listExecutions } from './listing.js';
import { justAfter, merge, mergedPages, type StartSpan, within } from './merge.js';
import { Position } from './position.js';

/** How to carry out a plan. */
export interface PlanReading {
  readonly domain: string;
  readonly maximumPageSize: number;
  readonly reversed: boolean;
  /** Where to start; undefined for the beginning. */
  readonly token: string | undefined;
  readonly options: RequestOptions;
}

/** Returns the pages that a plan finds. */
export function readPlan(
  { statuses, appliedBySwf, appliedHere, timestamp }: ExecutionPlan,
  { domain, maximumPageSize, reversed, token, options }: PlanReading,
): AsyncIterable<InfoPage> {
  const list = (status: Status, filter: ExecutionFilter, from?: string) => {
    const query = toQuery(domain, filter, timestamp);
    // Filters again, in case the service ignores the filter.
    const filters = [{ ...filter, status }, appliedHere];
    return listExecutions(status, { query, filters, maximumPageSize, reverseOrder: reversed, options }, from);
  };
  if (statuses.length === 1) return list(statuses[0], appliedBySwf, token);
  const position = token === undefined ? new Position() : Position.fromToken(token);
  const rest = restOf(appliedBySwf, position, reversed);
  const closedWithin = async function* (span: StartSpan) {
    const filter = within(rest, span);
    if (filter) yield* list('CLOSED', filter);
    else yield EMPTY_PAGE;
  };
  return mergedPages(merge(list('OPEN', rest), closedWithin, reversed), position, maximumPageSize);
}

/**
 * Checks a token of a listing of open and closed executions.
 *
 * @throws `InvalidArgumentError` if it comes from another listing.
 */
export function checkMergedToken({ appliedBySwf }: ExecutionPlan, reversed: boolean, token: string): void {
  restOf(appliedBySwf, Position.fromToken(token), reversed);
}

/** Returns the filter of what follows the position. */
function restOf(filter: ExecutionFilter, { instant }: Position, reversed: boolean): ExecutionFilter {
  const rest = within(filter, spanFrom(instant, reversed));
  if (rest) return rest;
  throw new InvalidArgumentError('nextPageToken must come from this listing, got one from outside of its window');
}

const EMPTY_PAGE: InfoPage = { infos: [], nextPageToken: undefined };

/** Returns the span that starts with an instant, including it. */
function spanFrom(instant: Date | undefined, reversed: boolean): StartSpan {
  return reversed ? { startedAfter: instant } : { startedBefore: instant && justAfter(instant) };
}
