import type { SignalMessage } from '../signals.js';
import type { DecisionAttributes, DecisionContext } from './decision.js';

/** Sends a signal to another execution of the domain. What becomes of it is a later event. */
export function signalExternalWorkflowExecution(
  { transaction, execution, decisionTaskCompletedEventId }: DecisionContext,
  {
    workflowId,
    runId,
    signalName,
    input,
    control,
  }: DecisionAttributes<'signalExternalWorkflowExecutionDecisionAttributes'>,
): void {
  const signal = { control, decisionTaskCompletedEventId, input, runId, signalName, workflowId };
  const initiatedEventId = execution.append('SignalExternalWorkflowExecutionInitiated', signal);
  if (execution.full) return;
  const { domainId, id: senderId } = execution.row;
  const message: SignalMessage = { ...signal, domainId, senderId, sender: execution.reference, initiatedEventId };
  transaction.send('Signal', message);
}
