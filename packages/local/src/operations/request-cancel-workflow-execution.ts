import type { RequestCancelWorkflowExecutionInput } from '@aws-sdk/client-swf';
import { openExecutionOf } from '../engine/lookup.js';
import type { Wire } from '../engine/shapes.js';
import type { Transaction } from '../engine/transaction.js';

export function requestCancelWorkflowExecution(
  transaction: Transaction,
  input: Wire<RequestCancelWorkflowExecutionInput>,
): string {
  const execution = openExecutionOf(transaction, input.domain, input);
  transaction.checkRate('RequestCancelWorkflowExecution', execution);
  execution.append('WorkflowExecutionCancelRequested', { externalInitiatedEventId: 0 });
  execution.row.cancelRequested = 1;
  return '';
}
