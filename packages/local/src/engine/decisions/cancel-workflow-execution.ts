import { closeExecution } from '../close.js';
import type { DecisionAttributes, DecisionContext } from './decision.js';

/** Closes the execution as canceled, asked for or not, unless something has happened that the decider has not seen. */
export function cancelWorkflowExecution(
  { transaction, execution, decisionTaskCompletedEventId, unhandled }: DecisionContext,
  { details }: DecisionAttributes<'cancelWorkflowExecutionDecisionAttributes'>,
): void {
  if (unhandled)
    execution.append('CancelWorkflowExecutionFailed', { cause: 'UNHANDLED_DECISION', decisionTaskCompletedEventId });
  else closeExecution(transaction, execution, 'WorkflowExecutionCanceled', { decisionTaskCompletedEventId, details });
}
