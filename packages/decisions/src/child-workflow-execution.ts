import { InvalidArgumentError } from '@swf/settings/errors';
import { checkWorkflowId, encodePayload, LIMITS } from '@swf/settings/wire';
import { BaseDecision, type Decision } from './decision.js';
import { type ExecutionSettings, formatExecutionSettings } from './execution-settings.js';
import { attributesOf, formatType, type TypeRef } from './fields.js';

/** What starts a child. */
export interface StartChildWorkflowExecution extends ExecutionSettings {
  /** The child's id, unlike that of any open execution of the domain; 1 to 256 characters without `/`, `|` and control characters. */
  readonly workflowId: string;
  /** The type by name and version, or a `WorkflowType`. */
  readonly workflowType: TypeRef;
  /** JSON for the decider alone: it comes back in StartChildWorkflowExecutionInitiated and is not shown to the child. */
  readonly control?: unknown;
}

/** The decision about child executions. */
export class ChildWorkflowExecutionDecision extends BaseDecision<'StartChildWorkflowExecution'> {
  /**
   * Starts an execution whose parent is this one.
   *
   * @throws {@link InvalidArgumentError} where an attribute breaks a rule of SWF.
   * @example
   * ChildWorkflowExecutionDecision.start({
   *   workflowId: 'order-42-shipment',
   *   workflowType: { name: 'shipment', version: '1.0' },
   *   input: { order: 42 },
   *   childPolicy: 'REQUEST_CANCEL',
   * });
   */
  static start(attributes: StartChildWorkflowExecution): Decision<'StartChildWorkflowExecution'> {
    const name = 'StartChildWorkflowExecution';
    const settings = formatExecutionSettings(name, attributes);
    checkTrimmed(`${name}.taskList`, settings.taskList?.name ?? '');
    return new ChildWorkflowExecutionDecision(
      name,
      attributesOf(name, attributes, {
        workflowId: checkWorkflowId(`${name}.workflowId`, attributes.workflowId),
        workflowType: formatType(`${name}.workflowType`, attributes.workflowType),
        control: encodePayload(`${name}.control`, attributes.control, LIMITS.data),
        ...settings,
      }),
    );
  }
}

/** For the task list of a child alone, the API reference also forbids white space at either end. */
function checkTrimmed(field: string, name: string): void {
  if (name === name.trim()) return;
  throw new InvalidArgumentError(`${field} must not begin or end with white space: ${JSON.stringify(name)}`);
}
