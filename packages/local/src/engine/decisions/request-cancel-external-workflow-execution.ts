import type { ExternalMessage } from '../external-messages.js';
import type { DecisionAttributes, DecisionContext } from './decision.js';

/** Sends a cancel request to another execution of the domain. What becomes of it is a later event. */
export function requestCancelExternalWorkflowExecution(
  { transaction, execution, decisionTaskCompletedEventId }: DecisionContext,
  { workflowId, runId, control }: DecisionAttributes<'requestCancelExternalWorkflowExecutionDecisionAttributes'>,
): void {
  const request = { control, decisionTaskCompletedEventId, runId, workflowId };
  const initiatedEventId = execution.append('RequestCancelExternalWorkflowExecutionInitiated', request);
  if (execution.full) return;
  const { domainId, id: senderId } = execution.row;
  const message: ExternalMessage = {
    ...request,
    domainId,
    senderId,
    sender: execution.reference,
    initiatedEventId,
  };
  transaction.send('CancelRequest', message);
}
