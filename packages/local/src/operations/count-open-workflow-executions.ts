import type { CountOpenWorkflowExecutionsInput } from '@aws-sdk/client-swf';
import type { Wire } from '../engine/shapes.js';
import type { Transaction } from '../engine/transaction.js';
import { executionFilter } from './execution-filter.js';
import { countExecutions } from './execution-listing.js';

export function countOpenWorkflowExecutions(
  transaction: Transaction,
  input: Wire<CountOpenWorkflowExecutionsInput>,
): string {
  return countExecutions(transaction, executionFilter(transaction, 'OPEN', input));
}
