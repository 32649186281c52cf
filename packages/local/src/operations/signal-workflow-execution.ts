import type { SignalWorkflowExecutionInput } from '@aws-sdk/client-swf';
import { openExecutionOf } from '../engine/lookup.js';
import type { Wire } from '../engine/shapes.js';
import type { Transaction } from '../engine/transaction.js';

export function signalWorkflowExecution(transaction: Transaction, input: Wire<SignalWorkflowExecutionInput>): string {
  const execution = openExecutionOf(transaction, input.domain, input);
  transaction.checkRate('SignalWorkflowExecution', execution);
  execution.append('WorkflowExecutionSignaled', {
    externalInitiatedEventId: 0,
    input: input.input,
    signalName: input.signalName,
  });
  return '';
}
