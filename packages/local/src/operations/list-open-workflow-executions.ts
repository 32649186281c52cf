import type { ListOpenWorkflowExecutionsInput } from '@aws-sdk/client-swf';
import type { Wire } from '../engine/shapes.js';
import type { Transaction } from '../engine/transaction.js';
import { executionFilter } from './execution-filter.js';
import { listExecutions } from './execution-listing.js';

export function listOpenWorkflowExecutions(
  transaction: Transaction,
  input: Wire<ListOpenWorkflowExecutionsInput>,
): string {
  const filter = executionFilter(transaction, 'OPEN', input);
  return listExecutions(transaction, 'ListOpenWorkflowExecutions', filter, input);
}
