import type { TerminateWorkflowExecutionInput } from '@aws-sdk/client-swf';
import { terminateExecution } from '../engine/close.js';
import { openExecutionOf } from '../engine/lookup.js';
import type { Wire } from '../engine/shapes.js';
import type { Transaction } from '../engine/transaction.js';

export function terminateWorkflowExecution(
  transaction: Transaction,
  input: Wire<TerminateWorkflowExecutionInput>,
): string {
  const { childPolicy, details, reason } = input;
  terminateExecution(transaction, openExecutionOf(transaction, input.domain, input), {
    cause: 'OPERATOR_INITIATED',
    childPolicy,
    details,
    reason,
  });
  return '';
}
