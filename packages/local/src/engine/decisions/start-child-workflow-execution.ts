import type { StartChildWorkflowExecutionFailedCause } from '@aws-sdk/client-swf';
import type { ChildStart } from '../children.js';
import type { StartSettings } from '../start.js';
import { CAUSE_OF_MISSING, resolveStartSettings } from '../start-settings.js';
import type { DecisionAttributes, DecisionContext } from './decision.js';

type Attributes = DecisionAttributes<'startChildWorkflowExecutionDecisionAttributes'>;

/** Initiates a child. It is started in a later transaction, where it also shows whether its workflow id is free. */
export function startChildWorkflowExecution(context: DecisionContext, attributes: Attributes): void {
  const { transaction, execution, decisionTaskCompletedEventId } = context;
  const { workflowId, workflowType, control } = attributes;
  const settings = resolve(context, attributes);
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
  const { row } = execution;
  const initiatedEventId = execution.append('StartChildWorkflowExecutionInitiated', {
    ...settings,
    control,
    decisionTaskCompletedEventId,
  });
  if (execution.full) return;
  transaction.store.childExecutions.insert(row.id, initiatedEventId, workflowId);
  // Keeps a place for it: that there is none must show now, as only a workflow id in use is found later.
  transaction.store.domains.addOpenExecutions(row.domainId, 1);
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

function resolve(
  { transaction, execution: { row } }: DecisionContext,
  attributes: Attributes,
): StartSettings | StartChildWorkflowExecutionFailedCause {
  const { workflowId, workflowType } = attributes;
  const { store, limits } = transaction;
  const type = store.workflowTypes.byName(row.domainId, workflowType.name, workflowType.version);
  if (!type) return 'WORKFLOW_TYPE_DOES_NOT_EXIST';
  if (type.status === 'DEPRECATED') return 'WORKFLOW_TYPE_DEPRECATED';
  const settings = resolveStartSettings(workflowId, workflowType, attributes, type.configuration);
  if (typeof settings === 'string') return CAUSE_OF_MISSING[settings];
  if (row.openChildWorkflowExecutions >= limits.openChildren) return 'OPEN_CHILDREN_LIMIT_EXCEEDED';
  const openExecutions = store.domains.byId(row.domainId)?.openExecutions ?? 0;
  if (openExecutions >= limits.openExecutionsPerDomain) return 'OPEN_WORKFLOWS_LIMIT_EXCEEDED';
  return transaction.mayDecide('StartChildWorkflowExecution', row.domainId) ? settings : 'CHILD_CREATION_RATE_EXCEEDED';
}
