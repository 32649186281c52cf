import type { ChildPolicy } from '@aws-sdk/client-swf';
import type { ClosingEventType } from './event-groups.js';
import type { Execution } from './execution.js';
import type { EventAttributes } from './shapes.js';
import { type StartSettings, startExecution } from './start.js';
import type { Transaction } from './transaction.js';

/** What a parent has asked for, on its way to being done. */
export interface ChildStart {
  readonly domainId: number;
  readonly parentId: number;
  readonly initiatedEventId: number;
  readonly decisionTaskCompletedEventId: number;
  readonly parent: { readonly workflowId: string; readonly runId: string };
  readonly control?: string | undefined;
  readonly settings: StartSettings;
}

type ChildCloseType = Exclude<ClosingEventType, 'WorkflowExecutionContinuedAsNew'>;

/** How a child ended, on its way to its parent. */
export interface ChildClose {
  readonly parentId: number;
  readonly initiatedEventId: number;
  readonly type: `Child${ChildCloseType}`;
  readonly attributes: object;
}

/** The child policy of an ended parent, on its way to one of its children. */
export interface ChildPolicyApplication {
  readonly domainId: number;
  readonly parentId: number;
  readonly initiatedEventId: number;
  readonly workflowId: string;
  readonly childPolicy: ChildPolicy;
}

/** Starts the child that was initiated, or tells the parent why not. The parent may have closed since: the child starts all the same. */
export function startChild(transaction: Transaction, message: ChildStart): void {
  const { domainId, parentId, initiatedEventId, settings, control } = message;
  const parent = openExecution(transaction, parentId);
  // The place that was kept for it; whoever starts an execution takes one.
  transaction.store.domains.addOpenExecutions(domainId, -1);
  if (transaction.openExecution(domainId, settings.workflowId)) {
    if (!parent) return;
    transaction.store.childExecutions.remove(parentId, initiatedEventId);
    parent.row.openChildWorkflowExecutions -= 1;
    parent.append('StartChildWorkflowExecutionFailed', {
      cause: 'WORKFLOW_ALREADY_RUNNING',
      control,
      decisionTaskCompletedEventId: message.decisionTaskCompletedEventId,
      initiatedEventId,
      workflowId: settings.workflowId,
      workflowType: settings.workflowType,
    });
    return;
  }
  const child = startExecution(transaction, domainId, settings, {
    parent: { id: parentId, initiatedEventId, ...message.parent },
  });
  const startedEventId = parent?.append('ChildWorkflowExecutionStarted', {
    initiatedEventId,
    workflowExecution: child.reference,
    workflowType: child.type,
  });
  if (startedEventId !== undefined) transaction.store.childExecutions.start(parentId, initiatedEventId, startedEventId);
}

/** Sends the end of a child to its parent, if it has one. */
export function tellParent(transaction: Transaction, child: Execution, type: ChildCloseType, attributes: object): void {
  const { parentId, parentInitiatedEventId: initiatedEventId } = child.row;
  if (parentId === null) return;
  const message: ChildClose = {
    parentId,
    initiatedEventId,
    type: `Child${type}`,
    attributes: {
      ...copied(attributes),
      initiatedEventId,
      workflowExecution: child.reference,
      workflowType: child.type,
    },
  };
  transaction.send('ChildClose', message);
}

/** Notes the end of a child in its parent's history, if that is still open. */
export function receiveChildClose(transaction: Transaction, message: ChildClose): void {
  const { parentId, initiatedEventId, type, attributes } = message;
  const parent = openExecution(transaction, parentId);
  const child = parent && transaction.store.childExecutions.byInitiatedEvent(parentId, initiatedEventId);
  if (!child) return;
  transaction.store.childExecutions.remove(parentId, initiatedEventId);
  parent.row.openChildWorkflowExecutions -= 1;
  parent.append(type, { ...attributes, startedEventId: child.startedEventId ?? 0 } as EventAttributes<typeof type>);
}

/** Sends the child policy to every open child of an execution that was terminated or timed out. */
export function applyChildPolicy(transaction: Transaction, parent: Execution, childPolicy: ChildPolicy): void {
  if (childPolicy === 'ABANDON') return;
  const { id: parentId, domainId } = parent.row;
  for (const { initiatedEventId, workflowId } of transaction.store.childExecutions.ofParent(parentId)) {
    const message: ChildPolicyApplication = { domainId, parentId, initiatedEventId, workflowId, childPolicy };
    transaction.send('ChildPolicy', message);
  }
}

function openExecution(transaction: Transaction, id: number): Execution | undefined {
  const execution = transaction.execution(id);
  return execution?.open ? execution : undefined;
}

/** Of a child's closing event, what its parent is told. */
function copied(attributes: object): object {
  const { result, reason, details, timeoutType } = attributes as Readonly<Record<string, unknown>>;
  return { result, reason, details, timeoutType };
}
