import { scheduleDecisionTask } from './decision-tasks.js';
import type { Execution } from './execution.js';
import type { Transaction } from './transaction.js';

/** What one execution sends to another, on its way. */
export interface ExternalMessage {
  readonly domainId: number;
  readonly senderId: number;
  readonly sender: { readonly workflowId: string; readonly runId: string };
  readonly initiatedEventId: number;
  readonly decisionTaskCompletedEventId: number;
  readonly workflowId: string;
  readonly runId?: string | undefined;
  readonly control?: string | undefined;
}

/** The execution that a message is for, if it is open. */
export function receiverOf(
  transaction: Transaction,
  { domainId, workflowId, runId }: ExternalMessage,
): Execution | undefined {
  const receiver =
    runId === undefined
      ? transaction.openExecution(domainId, workflowId)
      : transaction.executionByRunId(domainId, workflowId, runId);
  return receiver?.open ? receiver : undefined;
}

/** The execution that a message is from, if it is open and so can be told what became of it. */
export function senderOf(transaction: Transaction, { senderId }: ExternalMessage): Execution | undefined {
  const sender = transaction.execution(senderId);
  return sender?.open ? sender : undefined;
}

/**
 * Schedules the decision task that a delivery asks for, before the sender is told: an execution may send to itself,
 * and its two events then stand as if they were of two transactions.
 */
export function endDelivery(transaction: Transaction, receiver: Execution): void {
  if (receiver.row.pendingTaskId === null) scheduleDecisionTask(transaction, receiver);
}

/** What the events of all failed deliveries say. */
export function failureOf(message: ExternalMessage) {
  const { workflowId, runId, control, initiatedEventId, decisionTaskCompletedEventId } = message;
  return { control, decisionTaskCompletedEventId, initiatedEventId, runId, workflowId };
}
