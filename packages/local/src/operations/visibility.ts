import type {
  CloseStatusFilter,
  CountClosedWorkflowExecutionsInput,
  CountOpenWorkflowExecutionsInput,
  ExecutionTimeFilter,
  ListClosedWorkflowExecutionsInput,
  ListOpenWorkflowExecutionsInput,
  TagFilter,
  WorkflowExecutionFilter,
  WorkflowExecutionInfo,
  WorkflowTypeFilter,
} from '@aws-sdk/client-swf';
import { Fault } from '../api/fault.js';
import { fromTimestamp, toTimestamp, type Wire } from '../api/wire.js';
import type { Transaction } from '../engine/transaction.js';
import type { ListedExecution, ListingCriterion, ListingFilter, ListingPosition } from '../store/listings.js';
import { domainOf } from './lookup.js';
import { cutPage, pagePosition, pageSize, pageToken } from './paging.js';
import { isId } from './token-codec.js';

interface FilterInput {
  readonly domain: string;
  readonly startTimeFilter?: Wire<ExecutionTimeFilter> | undefined;
  readonly closeTimeFilter?: Wire<ExecutionTimeFilter> | undefined;
  readonly executionFilter?: Wire<WorkflowExecutionFilter> | undefined;
  readonly typeFilter?: Wire<WorkflowTypeFilter> | undefined;
  readonly tagFilter?: Wire<TagFilter> | undefined;
  readonly closeStatusFilter?: Wire<CloseStatusFilter> | undefined;
}

interface Paging {
  readonly maximumPageSize?: number | undefined;
  readonly nextPageToken?: string | undefined;
  readonly reverseOrder?: boolean | undefined;
}

export function listOpenWorkflowExecutions(
  transaction: Transaction,
  input: Wire<ListOpenWorkflowExecutionsInput>,
): string {
  const filter = executionFilter(transaction, 'OPEN', input);
  return listExecutions(transaction, 'ListOpenWorkflowExecutions', filter, input);
}

export function listClosedWorkflowExecutions(
  transaction: Transaction,
  input: Wire<ListClosedWorkflowExecutionsInput>,
): string {
  const filter = executionFilter(transaction, 'CLOSED', input);
  return listExecutions(transaction, 'ListClosedWorkflowExecutions', filter, input);
}

export function countOpenWorkflowExecutions(
  transaction: Transaction,
  input: Wire<CountOpenWorkflowExecutionsInput>,
): string {
  return countExecutions(transaction, executionFilter(transaction, 'OPEN', input));
}

export function countClosedWorkflowExecutions(
  transaction: Transaction,
  input: Wire<CountClosedWorkflowExecutionsInput>,
): string {
  return countExecutions(transaction, executionFilter(transaction, 'CLOSED', input));
}

/** Returns a run as SWF's structure WorkflowExecutionInfo. */
export function executionInfo(row: ListedExecution): Wire<WorkflowExecutionInfo> {
  const open = row.closeTime === null;
  return {
    cancelRequested: open && row.cancelRequested === 1,
    closeStatus: (row.closeStatus as WorkflowExecutionInfo['closeStatus'] | null) ?? undefined,
    closeTimestamp: row.closeTime === null ? undefined : toTimestamp(row.closeTime),
    execution: { runId: row.runId, workflowId: row.workflowId },
    executionStatus: open ? 'OPEN' : 'CLOSED',
    parent:
      row.parentWorkflowId === null || row.parentRunId === null
        ? undefined
        : { runId: row.parentRunId, workflowId: row.parentWorkflowId },
    startTimestamp: toTimestamp(row.startTime),
    tagList: row.tagList === null ? undefined : (JSON.parse(row.tagList) as readonly string[]),
    workflowType: { name: row.typeName, version: row.typeVersion },
  };
}

/** Lists a page of executions, newest first unless reversed. */
function listExecutions(transaction: Transaction, operation: string, filter: ListingFilter, input: Paging): string {
  const { store } = transaction;
  const size = pageSize(input.maximumPageSize);
  const after = pagePosition(transaction, operation, input.nextPageToken, isListingPosition);
  const rows = store.listings.list(filter, after, input.reverseOrder ?? false, size + 1);
  const { items, last } = cutPage(rows, size, executionInfo);
  const token = last && pageToken(transaction, operation, { time: last[filter.time], id: last.id });
  return `{"executionInfos":${items}${token === undefined ? '' : `,"nextPageToken":"${token}"`}}`;
}

function countExecutions(transaction: Transaction, filter: ListingFilter): string {
  return JSON.stringify({ count: transaction.store.listings.count(filter), truncated: false });
}

function isListingPosition(value: unknown): value is ListingPosition {
  const { time, id } = Object(value) as Partial<ListingPosition>;
  return Number.isSafeInteger(time) && isId(id);
}

/**
 * Returns the filter of a listing or a count.
 *
 * @throws {@link Fault} if the domain is unknown or there is no time filter.
 */
function executionFilter(transaction: Transaction, status: ListingFilter['status'], input: FilterInput): ListingFilter {
  const { id: domainId } = domainOf(transaction, input.domain);
  const { startTimeFilter, closeTimeFilter } = input;
  const filter = closeTimeFilter ?? startTimeFilter;
  if (!filter) throw new Fault('ValidationException', 'Must specify time filter');
  return {
    domainId,
    status,
    time: closeTimeFilter ? 'closeTime' : 'startTime',
    oldest: fromTimestamp(filter.oldestDate),
    latest: filter.latestDate === undefined ? Number.MAX_SAFE_INTEGER : fromTimestamp(filter.latestDate),
    by: criterion(input),
  };
}

function criterion({
  executionFilter,
  typeFilter,
  tagFilter,
  closeStatusFilter,
}: FilterInput): ListingCriterion | undefined {
  if (executionFilter) return { name: 'WorkflowId', values: [executionFilter.workflowId] };
  if (typeFilter?.version !== undefined) return { name: 'Type', values: [typeFilter.name, typeFilter.version] };
  if (typeFilter) return { name: 'TypeName', values: [typeFilter.name] };
  if (tagFilter) return { name: 'Tag', values: [tagFilter.tag] };
  if (closeStatusFilter) return { name: 'CloseStatus', values: [closeStatusFilter.status] };
  return undefined;
}
