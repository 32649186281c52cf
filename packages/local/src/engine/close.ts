import type { ChildPolicy, CloseStatus } from '@aws-sdk/client-swf';
import { applyChildPolicy, reportClose } from './children.js';
import type { DecisionAttributes, DecisionContext } from './decision.js';
import type { ClosingEventType, EventAttributes } from './event-types.js';
import type { Execution } from './transaction.js';

const CLOSE_STATUS: { readonly [Type in ClosingEventType]: CloseStatus } = {
  WorkflowExecutionCompleted: 'COMPLETED',
  WorkflowExecutionFailed: 'FAILED',
  WorkflowExecutionCanceled: 'CANCELED',
  WorkflowExecutionContinuedAsNew: 'CONTINUED_AS_NEW',
  WorkflowExecutionTimedOut: 'TIMED_OUT',
  WorkflowExecutionTerminated: 'TERMINATED',
};

/** Closes a run with the given event, and reports it to the parent. */
export function closeExecution<Type extends ClosingEventType>(
  execution: Execution,
  type: Type,
  attributes: EventAttributes<Type>,
): void {
  execution.append(type, attributes);
  if (execution.full) return;
  const { row, store } = execution;
  row.closeStatus = CLOSE_STATUS[type];
  row.closeTime = execution.time;
  execution.closedNow = true;
  store.domains.addOpenExecutions(row.domainId, -1);
  if (type !== 'WorkflowExecutionContinuedAsNew') reportClose(execution, type, attributes);
}

/** Completes the run, unless the decider has not seen its latest events. */
export function completeWorkflowExecution(
  { execution, decisionTaskCompletedEventId, unhandled }: DecisionContext,
  { result }: DecisionAttributes<'completeWorkflowExecutionDecisionAttributes'>,
): void {
  if (unhandled)
    execution.append('CompleteWorkflowExecutionFailed', { cause: 'UNHANDLED_DECISION', decisionTaskCompletedEventId });
  else closeExecution(execution, 'WorkflowExecutionCompleted', { decisionTaskCompletedEventId, result });
}

/** Fails the run, unless the decider has not seen its latest events. */
export function failWorkflowExecution(
  { execution, decisionTaskCompletedEventId, unhandled }: DecisionContext,
  { details, reason }: DecisionAttributes<'failWorkflowExecutionDecisionAttributes'>,
): void {
  if (unhandled)
    execution.append('FailWorkflowExecutionFailed', { cause: 'UNHANDLED_DECISION', decisionTaskCompletedEventId });
  else closeExecution(execution, 'WorkflowExecutionFailed', { decisionTaskCompletedEventId, details, reason });
}

/** Cancels the run, requested or not, unless the decider has not seen its latest events. */
export function cancelWorkflowExecution(
  { execution, decisionTaskCompletedEventId, unhandled }: DecisionContext,
  { details }: DecisionAttributes<'cancelWorkflowExecutionDecisionAttributes'>,
): void {
  if (unhandled)
    execution.append('CancelWorkflowExecutionFailed', { cause: 'UNHANDLED_DECISION', decisionTaskCompletedEventId });
  else closeExecution(execution, 'WorkflowExecutionCanceled', { decisionTaskCompletedEventId, details });
}

/** Terminates a run, and applies the given child policy or its own. */
export function terminateExecution(
  execution: Execution,
  attributes: Omit<EventAttributes<'WorkflowExecutionTerminated'>, 'childPolicy'> & {
    readonly childPolicy?: ChildPolicy | undefined;
  },
): void {
  const childPolicy = attributes.childPolicy ?? (execution.row.childPolicy as ChildPolicy);
  closeExecution(execution, 'WorkflowExecutionTerminated', { ...attributes, childPolicy });
  applyChildPolicy(execution, childPolicy);
}

/** Closes a run whose start-to-close timeout has passed. */
export function timeOutExecution(execution: Execution): void {
  const childPolicy = execution.row.childPolicy as ChildPolicy;
  closeExecution(execution, 'WorkflowExecutionTimedOut', { childPolicy, timeoutType: 'START_TO_CLOSE' });
  applyChildPolicy(execution, childPolicy);
}
