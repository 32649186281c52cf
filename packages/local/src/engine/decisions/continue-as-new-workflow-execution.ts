import type { ContinueAsNewWorkflowExecutionFailedCause } from '@aws-sdk/client-swf';
import { closeExecution } from '../close.js';
import { newRunId } from '../run-id.js';
import { type StartSettings, startExecution } from '../start.js';
import { CAUSE_OF_MISSING, resolveStartSettings } from '../start-settings.js';
import type { DecisionAttributes, DecisionContext } from './decision.js';

type Attributes = DecisionAttributes<'continueAsNewWorkflowExecutionDecisionAttributes'>;

/** Closes the run and starts another one of the same workflow id, which takes its place under the parent. */
export function continueAsNewWorkflowExecution(context: DecisionContext, attributes: Attributes): void {
  const { transaction, execution, decisionTaskCompletedEventId } = context;
  const settings = resolve(context, attributes);
  if (typeof settings === 'string') {
    const cause = settings;
    execution.append('ContinueAsNewWorkflowExecutionFailed', { cause, decisionTaskCompletedEventId });
    return;
  }
  const { row } = execution;
  const { workflowId, ...continued } = settings;
  const newExecutionRunId = newRunId(transaction.now);
  closeExecution(transaction, execution, 'WorkflowExecutionContinuedAsNew', {
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
  { transaction, execution, unhandled }: DecisionContext,
  attributes: Attributes,
): StartSettings | ContinueAsNewWorkflowExecutionFailedCause {
  if (unhandled) return 'UNHANDLED_DECISION';
  const { row } = execution;
  const workflowType = { name: row.typeName, version: attributes.workflowTypeVersion ?? row.typeVersion };
  const type = transaction.store.workflowTypes.byName(row.domainId, workflowType.name, workflowType.version);
  if (!type) return 'WORKFLOW_TYPE_DOES_NOT_EXIST';
  if (type.status === 'DEPRECATED') return 'WORKFLOW_TYPE_DEPRECATED';
  const settings = resolveStartSettings(row.workflowId, workflowType, attributes, type.configuration);
  return typeof settings === 'string' ? CAUSE_OF_MISSING[settings] : settings;
}
