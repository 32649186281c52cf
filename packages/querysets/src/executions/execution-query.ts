import type { ExecutionTimeFilter, ListClosedWorkflowExecutionsInput } from '@aws-sdk/client-swf';
import type { ExecutionFilter } from './execution-filter.js';

/** The arguments that the List and Count operations of executions share. */
export type ExecutionQuery = Omit<
  ListClosedWorkflowExecutionsInput,
  'nextPageToken' | 'maximumPageSize' | 'reverseOrder'
>;

// SWF requires a window. 1970 includes every execution.
const ALWAYS = new Date(0);

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

function toWindow(after = ALWAYS, before?: Date): ExecutionTimeFilter {
  // SWF's windows include both ends and its instants are whole milliseconds.
  return { oldestDate: after, ...(before && { latestDate: new Date(before.getTime() - 1) }) };
}
