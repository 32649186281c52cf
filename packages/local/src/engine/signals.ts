import { scheduleDecisionTask } from './decision-tasks.js';
import type { Execution } from './execution.js';
import type { Transaction } from './transaction.js';

interface Message {
  readonly domainId: number;
  readonly senderId: number;
  readonly sender: { readonly workflowId: string; readonly runId: string };
  readonly initiatedEventId: number;
  readonly decisionTaskCompletedEventId: number;
  readonly workflowId: string;
  readonly runId?: string | undefined;
  readonly control?: string | undefined;
}

/** A signal from one execution on its way to another. */
export interface SignalMessage extends Message {
  readonly signalName: string;
  readonly input?: string | undefined;
}

/** A cancel request from one execution on its way to another. */
export type CancelRequestMessage = Message;

/** Delivers a signal, or tells the sender that there is nobody to take it. */
export function deliverSignal(transaction: Transaction, message: SignalMessage): void {
  const receiver = receiverOf(transaction, message);
  const { initiatedEventId } = message;
  receiver?.append('WorkflowExecutionSignaled', {
    externalInitiatedEventId: initiatedEventId,
    externalWorkflowExecution: message.sender,
    input: message.input,
    signalName: message.signalName,
  });
  if (receiver) askForDecision(transaction, receiver);
  const sender = openSender(transaction, message);
  if (receiver)
    sender?.append('ExternalWorkflowExecutionSignaled', { initiatedEventId, workflowExecution: receiver.reference });
  else
    sender?.append('SignalExternalWorkflowExecutionFailed', {
      ...failure(message),
      cause: 'UNKNOWN_EXTERNAL_WORKFLOW_EXECUTION',
    });
}

/** Delivers a cancel request, or tells the sender that there is nobody to take it. */
export function deliverCancelRequest(transaction: Transaction, message: CancelRequestMessage): void {
  const receiver = receiverOf(transaction, message);
  const { initiatedEventId } = message;
  receiver?.append('WorkflowExecutionCancelRequested', {
    externalInitiatedEventId: initiatedEventId,
    externalWorkflowExecution: message.sender,
  });
  if (receiver) {
    receiver.row.cancelRequested = 1;
    askForDecision(transaction, receiver);
  }
  const sender = openSender(transaction, message);
  if (receiver)
    sender?.append('ExternalWorkflowExecutionCancelRequested', {
      initiatedEventId,
      workflowExecution: receiver.reference,
    });
  else
    sender?.append('RequestCancelExternalWorkflowExecutionFailed', {
      ...failure(message),
      cause: 'UNKNOWN_EXTERNAL_WORKFLOW_EXECUTION',
    });
}

function receiverOf(transaction: Transaction, { domainId, workflowId, runId }: Message): Execution | undefined {
  const receiver =
    runId === undefined
      ? transaction.openExecution(domainId, workflowId)
      : transaction.executionByRunId(domainId, workflowId, runId);
  return receiver?.open ? receiver : undefined;
}

function openSender(transaction: Transaction, { senderId }: Message): Execution | undefined {
  const sender = transaction.execution(senderId);
  return sender?.open ? sender : undefined;
}

// An execution may send to itself: its two events then stand as if they were two transactions, the delivery with its decision task first.
function askForDecision(transaction: Transaction, receiver: Execution): void {
  if (receiver.needsDecision && receiver.row.pendingTaskId === null) scheduleDecisionTask(transaction, receiver);
}

function failure({ workflowId, runId, control, initiatedEventId, decisionTaskCompletedEventId }: Message) {
  return { control, decisionTaskCompletedEventId, initiatedEventId, runId, workflowId };
}
