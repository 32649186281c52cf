import { closeExecution } from '../close.js';
import type { DecisionAttributes, DecisionContext } from './decision.js';

/** Closes the execution as failed, unless something has happened that the decider has not seen. */
export function failWorkflowExecution(
  { transaction, execution, decisionTaskCompletedEventId, unhandled }: DecisionContext,
  { details, reason }: DecisionAttributes<'failWorkflowExecutionDecisionAttributes'>,
): void {
  if (unhandled)
    execution.append('FailWorkflowExecutionFailed', { cause: 'UNHANDLED_DECISION', decisionTaskCompletedEventId });
  else
    closeExecution(transaction, execution, 'WorkflowExecutionFailed', {
      decisionTaskCompletedEventId,
      details,
      reason,
    });
}
