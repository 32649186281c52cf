import type { ChildPolicy, StartChildWorkflowExecutionFailedCause } from '@aws-sdk/client-swf';
import type { DecisionAttributes, DecisionContext } from './decision.js';
import type { ClosingEventType, EventAttributes } from './event-types.js';
import { CAUSE_OF_MISSING, resolveStartSettings, type StartSettings, startExecution } from './start.js';
import type { Execution, Transaction } from './transaction.js';

/** The start of a child, on its way to a transaction of its own. */
export interface ChildStart {
  readonly domainId: number;
  readonly parentId: number;
  readonly initiatedEventId: number;
  readonly decisionTaskCompletedEventId: number;
  readonly parent: { readonly workflowId: string; readonly runId: string };
  readonly control?: string | undefined;
  readonly settings: StartSettings;
}

type Attributes = DecisionAttributes<'startChildWorkflowExecutionDecisionAttributes'>;

type ChildCloseType = Exclude<ClosingEventType, 'WorkflowExecutionContinuedAsNew'>;

/** The close of a child, on its way to the parent. */
export interface ChildClose {
  readonly parentId: number;
  readonly initiatedEventId: number;
  readonly type: `Child${ChildCloseType}`;
  readonly attributes: object;
}

/** The child policy of a closed parent, on its way to one of its children. */
export interface ChildPolicyApplication {
  readonly domainId: number;
  readonly parentId: number;
  readonly initiatedEventId: number;
  readonly workflowId: string;
  readonly childPolicy: ChildPolicy;
}

/** Initiates a child; a later transaction starts it, unless its workflow id is in use by then. */
export function startChildWorkflowExecution(context: DecisionContext, attributes: Attributes): void {
  const { execution, decisionTaskCompletedEventId } = context;
  const { workflowId, workflowType, control } = attributes;
  const settings = resolve(execution, attributes);
  if (typeof settings === 'string') {
    execution.append('StartChildWorkflowExecutionFailed', {
      cause: settings,
      control,
      decisionTaskCompletedEventId,
      initiatedEventId: 0,
      workflowId,
      workflowType,
    });
    return;
  }
  const { row, store, transaction } = execution;
  const initiatedEventId = execution.append('StartChildWorkflowExecutionInitiated', {
    ...settings,
    control,
    decisionTaskCompletedEventId,
  });
  if (execution.full) return;
  store.childExecutions.insert(row.id, initiatedEventId, workflowId);
  // Reserves the child's place now: once initiated, a start can only fail because the workflow id
  // is in use.
  store.domains.addOpenExecutions(row.domainId, 1);
  row.openChildWorkflowExecutions += 1;
  const message: ChildStart = {
    domainId: row.domainId,
    parentId: row.id,
    parent: execution.reference,
    initiatedEventId,
    decisionTaskCompletedEventId,
    control,
    settings,
  };
  transaction.send('ChildStart', message);
}

/** Starts an initiated child, even if its parent has closed, or records that it cannot start. */
export function startChild(transaction: Transaction, message: ChildStart): void {
  const { domainId, parentId, initiatedEventId, settings, control } = message;
  const parent = openExecution(transaction, parentId);
  // Releases the reserved place: startExecution takes one itself.
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

/** Reports the close of a child to its parent, if it has one. */
export function reportClose(child: Execution, type: ChildCloseType, attributes: object): void {
  const { parentId, parentInitiatedEventId: initiatedEventId } = child.row;
  if (parentId === null) return;
  const message: ChildClose = {
    parentId,
    initiatedEventId,
    type: `Child${type}`,
    attributes: {
      ...outcome(type, attributes),
      initiatedEventId,
      workflowExecution: child.reference,
      workflowType: child.type,
    },
  };
  child.transaction.send('ChildClose', message);
}

/** Records the close of a child in its parent, if the parent is still open. */
export function receiveChildClose(transaction: Transaction, message: ChildClose): void {
  const { parentId, initiatedEventId, type, attributes } = message;
  const parent = openExecution(transaction, parentId);
  const child = parent && transaction.store.childExecutions.byInitiatedEvent(parentId, initiatedEventId);
  if (!child) return;
  transaction.store.childExecutions.remove(parentId, initiatedEventId);
  parent.row.openChildWorkflowExecutions -= 1;
  parent.append(type, { ...attributes, startedEventId: child.startedEventId ?? 0 } as EventAttributes<typeof type>);
}

/** Sends the child policy to every open child of a run that was terminated or timed out. */
export function applyChildPolicy(parent: Execution, childPolicy: ChildPolicy): void {
  if (childPolicy === 'ABANDON') return;
  const { id: parentId, domainId } = parent.row;
  for (const { initiatedEventId, workflowId } of parent.store.childExecutions.ofParent(parentId)) {
    const message: ChildPolicyApplication = { domainId, parentId, initiatedEventId, workflowId, childPolicy };
    parent.transaction.send('ChildPolicy', message);
  }
}

function resolve(
  { transaction, store, row }: Execution,
  attributes: Attributes,
): StartSettings | StartChildWorkflowExecutionFailedCause {
  const { workflowId, workflowType } = attributes;
  const { limits } = transaction;
  const type = store.workflowTypes.byName(row.domainId, workflowType.name, workflowType.version);
  if (!type) return 'WORKFLOW_TYPE_DOES_NOT_EXIST';
  if (type.status === 'DEPRECATED') return 'WORKFLOW_TYPE_DEPRECATED';
  const settings = resolveStartSettings(workflowId, workflowType, attributes, type.defaults);
  if (typeof settings === 'string') return CAUSE_OF_MISSING[settings];
  if (row.openChildWorkflowExecutions >= limits.openChildren) return 'OPEN_CHILDREN_LIMIT_EXCEEDED';
  const openExecutions = store.domains.byId(row.domainId)?.openExecutions ?? 0;
  if (openExecutions >= limits.openExecutionsPerDomain) return 'OPEN_WORKFLOWS_LIMIT_EXCEEDED';
  return transaction.mayDecide('StartChildWorkflowExecution', row.domainId) ? settings : 'CHILD_CREATION_RATE_EXCEEDED';
}

function openExecution(transaction: Transaction, id: number): Execution | undefined {
  const execution = transaction.execution(id);
  return execution?.open ? execution : undefined;
}

/** Returns the attributes of a child's closing event that the parent's event repeats. */
function outcome(type: ChildCloseType, attributes: object): object {
  // SWF does not tell the parent why its child was terminated.
  if (type === 'WorkflowExecutionTerminated') return {};
  const { result, reason, details, timeoutType } = attributes as Readonly<Record<string, unknown>>;
  return { result, reason, details, timeoutType };
}
