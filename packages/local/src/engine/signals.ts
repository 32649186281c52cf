import { type ExternalMessage, endDelivery, failureOf, receiverOf, senderOf } from './external-messages.js';
import type { Transaction } from './transaction.js';

/** A signal from one execution on its way to another. */
export interface SignalMessage extends ExternalMessage {
  readonly signalName: string;
  readonly input?: string | undefined;
}

/** Delivers a signal and confirms it, or tells the sender why it was not delivered. */
export function deliverSignal(transaction: Transaction, message: SignalMessage): void {
  const receiver = receiverOf(transaction, message);
  const sender = senderOf(transaction, message);
  const { initiatedEventId, input, signalName } = message;
  if (receiver && transaction.mayDecide('SignalExternalWorkflowExecution', message.domainId)) {
    receiver.append('WorkflowExecutionSignaled', {
      externalInitiatedEventId: initiatedEventId,
      externalWorkflowExecution: message.sender,
      input,
      signalName,
    });
    endDelivery(transaction, receiver);
    const workflowExecution = receiver.reference;
    sender?.append('ExternalWorkflowExecutionSignaled', { initiatedEventId, workflowExecution });
  } else {
    const cause = receiver ? 'SIGNAL_EXTERNAL_WORKFLOW_EXECUTION_RATE_EXCEEDED' : 'UNKNOWN_EXTERNAL_WORKFLOW_EXECUTION';
    sender?.append('SignalExternalWorkflowExecutionFailed', { ...failureOf(message), cause });
  }
}
