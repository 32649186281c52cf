import type { ChildPolicy, CloseStatus } from '@aws-sdk/client-swf';
import { applyChildPolicy, tellParent } from './children.js';
import type { ClosingEventType } from './event-groups.js';
import type { Execution } from './execution.js';
import type { EventAttributes } from './shapes.js';
import type { Transaction } from './transaction.js';

const CLOSE_STATUS: { readonly [Type in ClosingEventType]: CloseStatus } = {
  WorkflowExecutionCompleted: 'COMPLETED',
  WorkflowExecutionFailed: 'FAILED',
  WorkflowExecutionCanceled: 'CANCELED',
  WorkflowExecutionContinuedAsNew: 'CONTINUED_AS_NEW',
  WorkflowExecutionTimedOut: 'TIMED_OUT',
  WorkflowExecutionTerminated: 'TERMINATED',
};

/** Ends an execution with its closing event, tells its parent, and has the child policy applied where the way it ended asks for it. */
export function closeExecution<Type extends ClosingEventType>(
  transaction: Transaction,
  execution: Execution,
  type: Type,
  attributes: EventAttributes<Type>,
): void {
  execution.append(type, attributes);
  if (execution.full) return;
  const { row } = execution;
  row.closeStatus = CLOSE_STATUS[type];
  row.closeTime = execution.time;
  execution.closedNow = true;
  execution.needsDecision = false;
  transaction.store.executions.close(row.id, row.closeStatus, row.closeTime, row.tagList !== null);
  transaction.store.domains.addOpenExecutions(row.domainId, -1);
  if (type !== 'WorkflowExecutionContinuedAsNew') tellParent(transaction, execution, type, attributes);
}

/** Terminates an execution with what the caller of TerminateWorkflowExecution, or the service, says about it. */
export function terminateExecution(
  transaction: Transaction,
  execution: Execution,
  attributes: Omit<EventAttributes<'WorkflowExecutionTerminated'>, 'childPolicy'> & {
    readonly childPolicy?: ChildPolicy | undefined;
  },
): void {
  const childPolicy = attributes.childPolicy ?? (execution.row.childPolicy as ChildPolicy);
  closeExecution(transaction, execution, 'WorkflowExecutionTerminated', { ...attributes, childPolicy });
  applyChildPolicy(transaction, execution, childPolicy);
}

/** The execution's start-to-close timeout has passed. */
export function timeOutExecution(transaction: Transaction, execution: Execution): void {
  const childPolicy = execution.row.childPolicy as ChildPolicy;
  closeExecution(transaction, execution, 'WorkflowExecutionTimedOut', { childPolicy, timeoutType: 'START_TO_CLOSE' });
  applyChildPolicy(transaction, execution, childPolicy);
}
