import type { ListClosedWorkflowExecutionsInput } from '@aws-sdk/client-swf';
import type { Wire } from '../engine/shapes.js';
import type { Transaction } from '../engine/transaction.js';
import { executionFilter } from './execution-filter.js';
import { listExecutions } from './execution-listing.js';

export function listClosedWorkflowExecutions(
  transaction: Transaction,
  input: Wire<ListClosedWorkflowExecutionsInput>,
): string {
  const filter = executionFilter(transaction, 'CLOSED', input);
  return listExecutions(transaction, 'ListClosedWorkflowExecutions', filter, input);
}
