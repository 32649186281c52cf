import type { CountClosedWorkflowExecutionsInput } from '@aws-sdk/client-swf';
import type { Wire } from '../engine/shapes.js';
import type { Transaction } from '../engine/transaction.js';
import { executionFilter } from './execution-filter.js';
import { countExecutions } from './execution-listing.js';

export function countClosedWorkflowExecutions(
  transaction: Transaction,
  input: Wire<CountClosedWorkflowExecutionsInput>,
): string {
  return countExecutions(transaction, executionFilter(transaction, 'CLOSED', input));
}
