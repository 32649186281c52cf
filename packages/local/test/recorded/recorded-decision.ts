import type { Decision } from '@aws-sdk/client-swf';
import type { Event } from '../history-rules/event.js';

const DECISIONS: Readonly<Record<string, string>> = {
  ActivityTaskScheduled: 'ScheduleActivityTask',
  CompleteWorkflowExecutionFailed: 'CompleteWorkflowExecution',
  StartChildWorkflowExecutionInitiated: 'StartChildWorkflowExecution',
  WorkflowExecutionCanceled: 'CancelWorkflowExecution',
  WorkflowExecutionCompleted: 'CompleteWorkflowExecution',
  WorkflowExecutionFailed: 'FailWorkflowExecution',
};

/**
 * The decision that an event of a batch goes back to; the event repeats the attributes of the
 * decision.
 */
export function recordedDecision({ type, attributes }: Event): Decision {
  const decisionType = DECISIONS[type];
  if (decisionType === undefined) throw new Error(`No recording was known to hold ${type}`);
  const { decisionTaskCompletedEventId, cause, ...given } = attributes;
  const member = `${decisionType.charAt(0).toLowerCase()}${decisionType.slice(1)}DecisionAttributes`;
  return { decisionType, [member]: given } as unknown as Decision;
}
