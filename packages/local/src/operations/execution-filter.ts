import type {
  CloseStatusFilter,
  ExecutionTimeFilter,
  TagFilter,
  WorkflowExecutionFilter,
  WorkflowTypeFilter,
} from '@aws-sdk/client-swf';
import { Fault } from '../api/fault.js';
import { fromTimestamp } from '../engine/fields.js';
import { domainOf } from '../engine/lookup.js';
import type { Wire } from '../engine/shapes.js';
import type { Transaction } from '../engine/transaction.js';
import type { ListingCriterion, ListingFilter } from '../store/listings.js';

interface Input {
  readonly domain: string;
  readonly startTimeFilter?: Wire<ExecutionTimeFilter> | undefined;
  readonly closeTimeFilter?: Wire<ExecutionTimeFilter> | undefined;
  readonly executionFilter?: Wire<WorkflowExecutionFilter> | undefined;
  readonly typeFilter?: Wire<WorkflowTypeFilter> | undefined;
  readonly tagFilter?: Wire<TagFilter> | undefined;
  readonly closeStatusFilter?: Wire<CloseStatusFilter> | undefined;
}

/**
 * Which executions a listing or a count asks for.
 *
 * @throws {@link Fault} if the domain is unknown or there is no time filter.
 */
export function executionFilter(
  transaction: Transaction,
  status: ListingFilter['status'],
  input: Input,
): ListingFilter {
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

function criterion({ executionFilter, typeFilter, tagFilter, closeStatusFilter }: Input): ListingCriterion | undefined {
  if (executionFilter) return { name: 'WorkflowId', values: [executionFilter.workflowId] };
  if (typeFilter?.version) return { name: 'Type', values: [typeFilter.name, typeFilter.version] };
  if (typeFilter) return { name: 'TypeName', values: [typeFilter.name] };
  if (tagFilter) return { name: 'Tag', values: [tagFilter.tag] };
  if (closeStatusFilter) return { name: 'CloseStatus', values: [closeStatusFilter.status] };
  return undefined;
}
