import { closeExecution } from '../close.js';
import type { DecisionAttributes, DecisionContext } from './decision.js';

/** Closes the execution as completed, unless something has happened that the decider has not seen. */
export function completeWorkflowExecution(
  { transaction, execution, decisionTaskCompletedEventId, unhandled }: DecisionContext,
  { result }: DecisionAttributes<'completeWorkflowExecutionDecisionAttributes'>,
): void {
  if (unhandled)
    execution.append('CompleteWorkflowExecutionFailed', { cause: 'UNHANDLED_DECISION', decisionTaskCompletedEventId });
  else closeExecution(transaction, execution, 'WorkflowExecutionCompleted', { decisionTaskCompletedEventId, result });
}
