import type { DecisionAttributes, DecisionContext } from './decision.js';
import { scheduleDecisionTask } from './decision-tasks.js';
import type { Execution, Transaction } from './transaction.js';

/** A signal or a cancel request on its way from one execution to another. */
export interface ExternalMessage {
  readonly domainId: number;
  readonly senderId: number;
  readonly sender: { readonly workflowId: string; readonly runId: string };
  readonly initiatedEventId: number;
  readonly decisionTaskCompletedEventId: number;
  readonly workflowId: string;
  readonly runId?: string | undefined;
  readonly control?: string | undefined;
  /** The signal; undefined for a cancel request. */
  readonly signal?: { readonly signalName: string; readonly input?: string | undefined } | undefined;
}

/** Sends a signal to an execution of the domain; a later event records the outcome. */
export function signalExternalWorkflowExecution(
  { execution, decisionTaskCompletedEventId }: DecisionContext,
  attributes: DecisionAttributes<'signalExternalWorkflowExecutionDecisionAttributes'>,
): void {
  const { workflowId, runId, signalName, input, control } = attributes;
  const request = { control, decisionTaskCompletedEventId, runId, workflowId };
  const initiatedEventId = execution.append('SignalExternalWorkflowExecutionInitiated', {
    ...request,
    input,
    signalName,
  });
  send(execution, 'Signal', { ...request, initiatedEventId, signal: { signalName, input } });
}

/** Sends a cancel request to an execution of the domain; a later event records the outcome. */
export function requestCancelExternalWorkflowExecution(
  { execution, decisionTaskCompletedEventId }: DecisionContext,
  { workflowId, runId, control }: DecisionAttributes<'requestCancelExternalWorkflowExecutionDecisionAttributes'>,
): void {
  const request = { control, decisionTaskCompletedEventId, runId, workflowId };
  const initiatedEventId = execution.append('RequestCancelExternalWorkflowExecutionInitiated', request);
  send(execution, 'CancelRequest', { ...request, initiatedEventId });
}

/** Delivers a signal or a cancel request, and records the outcome in the sender. */
export function deliverMessage(transaction: Transaction, message: ExternalMessage): void {
  const { domainId, senderId, workflowId, runId, control, initiatedEventId, decisionTaskCompletedEventId } = message;
  const { signal } = message;
  const receiver = transaction.openExecution(domainId, workflowId, runId);
  // A closed sender gets no event.
  const found = transaction.execution(senderId);
  const sender = found?.open ? found : undefined;
  const decision = signal ? 'SignalExternalWorkflowExecution' : 'RequestCancelExternalWorkflowExecution';
  if (receiver && transaction.mayDecide(decision, domainId)) {
    receive(receiver, message);
    const confirmation = { initiatedEventId, workflowExecution: receiver.reference };
    if (signal) sender?.append('ExternalWorkflowExecutionSignaled', confirmation);
    else sender?.append('ExternalWorkflowExecutionCancelRequested', confirmation);
    return;
  }
  const failure = { control, decisionTaskCompletedEventId, initiatedEventId, runId, workflowId };
  if (signal) {
    const cause = receiver ? 'SIGNAL_EXTERNAL_WORKFLOW_EXECUTION_RATE_EXCEEDED' : 'UNKNOWN_EXTERNAL_WORKFLOW_EXECUTION';
    sender?.append('SignalExternalWorkflowExecutionFailed', { ...failure, cause });
  } else {
    const cause = receiver
      ? 'REQUEST_CANCEL_EXTERNAL_WORKFLOW_EXECUTION_RATE_EXCEEDED'
      : 'UNKNOWN_EXTERNAL_WORKFLOW_EXECUTION';
    sender?.append('RequestCancelExternalWorkflowExecutionFailed', { ...failure, cause });
  }
}

function send(
  execution: Execution,
  kind: 'Signal' | 'CancelRequest',
  message: Omit<ExternalMessage, 'domainId' | 'senderId' | 'sender'>,
): void {
  if (execution.full) return;
  const { domainId, id: senderId } = execution.row;
  execution.transaction.send(kind, {
    ...message,
    domainId,
    senderId,
    sender: execution.reference,
  } satisfies ExternalMessage);
}

function receive(receiver: Execution, { initiatedEventId, sender, signal }: ExternalMessage): void {
  const origin = { externalInitiatedEventId: initiatedEventId, externalWorkflowExecution: sender };
  if (signal) receiver.append('WorkflowExecutionSignaled', { ...origin, ...signal });
  else {
    receiver.append('WorkflowExecutionCancelRequested', origin);
    receiver.row.cancelRequested = 1;
  }
  // Now rather than at the commit: if an execution sends to itself, the decision task comes between
  // the delivery and its confirmation, as if both were transactions of their own.
  if (receiver.row.pendingTaskId === null) scheduleDecisionTask(receiver);
}
