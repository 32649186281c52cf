import { type ExternalMessage, endDelivery, failureOf, receiverOf, senderOf } from './external-messages.js';
import type { Transaction } from './transaction.js';

/** Delivers a cancel request from one execution to another and confirms it, or tells the sender why it was not delivered. */
export function deliverCancelRequest(transaction: Transaction, message: ExternalMessage): void {
  const receiver = receiverOf(transaction, message);
  const sender = senderOf(transaction, message);
  const { initiatedEventId } = message;
  if (receiver && transaction.mayDecide('RequestCancelExternalWorkflowExecution', message.domainId)) {
    receiver.append('WorkflowExecutionCancelRequested', {
      externalInitiatedEventId: initiatedEventId,
      externalWorkflowExecution: message.sender,
    });
    receiver.row.cancelRequested = 1;
    endDelivery(transaction, receiver);
    const workflowExecution = receiver.reference;
    sender?.append('ExternalWorkflowExecutionCancelRequested', { initiatedEventId, workflowExecution });
  } else {
    const cause = receiver
      ? 'REQUEST_CANCEL_EXTERNAL_WORKFLOW_EXECUTION_RATE_EXCEEDED'
      : 'UNKNOWN_EXTERNAL_WORKFLOW_EXECUTION';
    sender?.append('RequestCancelExternalWorkflowExecutionFailed', { ...failureOf(message), cause });
  }
}
