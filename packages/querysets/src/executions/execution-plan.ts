import type { ExecutionTimeFilter, ListClosedWorkflowExecutionsInput } from '@aws-sdk/client-swf';
import { type ExecutionFilter, matchesOnlyClosed } from './execution-filter.js';

/** The status of executions that a List or Count operation covers. */
export type Status = 'OPEN' | 'CLOSED';

/** A filter split into the part that SWF applies and the rest. */
export interface ExecutionPlan {
  /** The statuses to list. */
  readonly statuses: readonly [Status] | readonly ['OPEN', 'CLOSED'];
  readonly appliedBySwf: ExecutionFilter;
  readonly appliedHere: ExecutionFilter;
  /** The instant of SWF's window and order. */
  readonly timestamp: 'startTimestamp' | 'closeTimestamp';
}

/** The arguments that the List and Count operations of executions share. */
export interface ExecutionQuery
  extends Omit<ListClosedWorkflowExecutionsInput, 'nextPageToken' | 'maximumPageSize' | 'reverseOrder'> {
  readonly domain: string;
}

// SWF requires a window. 1970 includes every execution.
const ALWAYS = new Date(0);

/**
 * Splits a filter: a request takes one of workflow id, tag, type and close status, and one window.
 *
 * SWF gets the most selective one: a workflow id has at most one open run, tags are there to find
 * executions, a type is shared by all executions of a program, and there are six close statuses.
 */
export function planExecutions(filter: ExecutionFilter): ExecutionPlan {
  const { workflowId, tag, type, closeStatus, startedAfter, startedBefore, closedAfter, closedBefore } = filter;
  const status = filter.status ?? (matchesOnlyClosed(filter) ? 'CLOSED' : undefined);
  const statuses: ExecutionPlan['statuses'] = status ? [status] : ['OPEN', 'CLOSED'];
  const tags = [tag].flat().map((each): ExecutionFilter => ({ tag: each }));
  const [chosen, ...others] = [{ workflowId }, ...tags, { type }, { closeStatus }].map(given).filter(isDemand);
  const rest = others.reduce(together, {});
  const started = { startedAfter, startedBefore };
  if (!closedAfter && !closedBefore) {
    const appliedBySwf = given({ status, ...chosen, ...started });
    return { statuses, appliedBySwf, appliedHere: given(rest), timestamp: 'startTimestamp' };
  }
  // What started at or after an instant closed after it, so the bound narrows SWF's window too.
  const closed = { closedAfter: later(closedAfter, startedAfter), closedBefore };
  const appliedBySwf = given({ status, ...chosen, ...closed });
  return { statuses, appliedBySwf, appliedHere: given({ ...rest, ...started }), timestamp: 'closeTimestamp' };
}

/** Returns SWF's form of the part of the filter that it applies. */
export function toQuery(
  domain: string,
  filter: ExecutionFilter,
  timestamp: 'startTimestamp' | 'closeTimestamp',
): ExecutionQuery {
  const { workflowId, tag, type, closeStatus } = filter;
  return {
    domain,
    ...(timestamp === 'startTimestamp'
      ? { startTimeFilter: toWindow(filter.startedAfter, filter.startedBefore) }
      : { closeTimeFilter: toWindow(filter.closedAfter, filter.closedBefore) }),
    ...(workflowId !== undefined && { executionFilter: { workflowId } }),
    ...(typeof tag === 'string' && { tagFilter: { tag } }),
    ...(type && { typeFilter: type }),
    ...(closeStatus && { closeStatusFilter: { status: closeStatus } }),
  };
}

/** Returns the query without the arguments that operations of open executions refuse. */
export function ofOpen<Query extends ExecutionQuery>(query: Query) {
  const { startTimeFilter, closeTimeFilter, closeStatusFilter, ...rest } = query;
  return { ...rest, startTimeFilter };
}

function later(one: Date | undefined, other: Date | undefined): Date | undefined {
  return one && other ? (one > other ? one : other) : (one ?? other);
}

function together(known: ExecutionFilter, more: ExecutionFilter): ExecutionFilter {
  const tags = [known.tag ?? [], more.tag ?? []].flat();
  return { ...known, ...more, ...(tags.length > 1 && { tag: Object.freeze(tags) }) };
}

function given(filter: ExecutionFilter): ExecutionFilter {
  const entries = Object.entries(filter).filter(([, value]) => value !== undefined);
  // Callers see the plan, and a frozen Date can still be set.
  const copies = entries.map(([name, value]) => [name, value instanceof Date ? new Date(value) : value]);
  return Object.freeze(Object.fromEntries(copies));
}

function isDemand(filter: ExecutionFilter): boolean {
  return Object.keys(filter).length > 0;
}

function toWindow(after = ALWAYS, before?: Date): ExecutionTimeFilter {
  // SWF's windows include both ends and its instants are whole milliseconds.
  return { oldestDate: after, ...(before && { latestDate: new Date(before.getTime() - 1) }) };
}
