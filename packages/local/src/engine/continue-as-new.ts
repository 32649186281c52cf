import type { ContinueAsNewWorkflowExecutionFailedCause } from '@aws-sdk/client-swf';
import { closeExecution } from './close.js';
import type { DecisionAttributes, DecisionContext } from './decision.js';
import { CAUSE_OF_MISSING, newRunId, resolveStartSettings, type StartSettings, startExecution } from './start.js';

type Attributes = DecisionAttributes<'continueAsNewWorkflowExecutionDecisionAttributes'>;

/** Closes the run and starts another of the same workflow id, as the child of the same parent. */
export function continueAsNewWorkflowExecution(context: DecisionContext, attributes: Attributes): void {
  const { execution, decisionTaskCompletedEventId } = context;
  const { transaction, row } = execution;
  const settings = resolve(context, attributes);
  if (typeof settings === 'string') {
    const cause = settings;
    execution.append('ContinueAsNewWorkflowExecutionFailed', { cause, decisionTaskCompletedEventId });
    return;
  }
  const { workflowId, ...continued } = settings;
  const newExecutionRunId = newRunId(transaction.now);
  closeExecution(execution, 'WorkflowExecutionContinuedAsNew', {
    ...continued,
    decisionTaskCompletedEventId,
    newExecutionRunId,
  });
  if (execution.open) return;
  const { parentId, parentWorkflowId, parentRunId, parentInitiatedEventId: initiatedEventId } = row;
  const hasParent = parentId !== null && parentWorkflowId !== null && parentRunId !== null;
  startExecution(
    transaction,
    row.domainId,
    { workflowId, ...continued },
    {
      runId: newExecutionRunId,
      continuedExecutionRunId: row.runId,
      ...(hasParent && {
        parent: { id: parentId, initiatedEventId, workflowId: parentWorkflowId, runId: parentRunId },
      }),
    },
  );
}

function resolve(
  { execution: { store, row }, unhandled }: DecisionContext,
  attributes: Attributes,
): StartSettings | ContinueAsNewWorkflowExecutionFailedCause {
  if (unhandled) return 'UNHANDLED_DECISION';
  const workflowType = { name: row.typeName, version: attributes.workflowTypeVersion ?? row.typeVersion };
  const type = store.workflowTypes.byName(row.domainId, workflowType.name, workflowType.version);
  if (!type) return 'WORKFLOW_TYPE_DOES_NOT_EXIST';
  if (type.status === 'DEPRECATED') return 'WORKFLOW_TYPE_DEPRECATED';
  const settings = resolveStartSettings(row.workflowId, workflowType, attributes, type.defaults);
  return typeof settings === 'string' ? CAUSE_OF_MISSING[settings] : settings;
}
