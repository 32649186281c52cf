import type { StartChildWorkflowExecutionDecisionAttributes } from '@aws-sdk/client-swf';
import {
  CHILD_TASK_LIST_REF,
  EXECUTION_SETTINGS,
  type ExecutionSettings,
  PAYLOAD,
  required,
  type Structure,
  TYPE_REF,
  type TypeRef,
  WORKFLOW_ID,
} from '@swf/settings/wire';
import { BaseDecision, type Decision } from './decision.js';
import { formatAttributes } from './decision-attributes.js';

/** The attributes of a child execution to start. */
export interface StartChildWorkflowExecution extends ExecutionSettings {
  /**
   * An id that no open execution of the domain has; 1 to 256 characters without `|` and control
   * characters.
   */
  readonly workflowId: string;
  /** A name and a version, or a `WorkflowType`. */
  readonly workflowType: TypeRef;
  /**
   * A payload for the decider itself, returned in StartChildWorkflowExecutionInitiated and hidden
   * from the child.
   */
  readonly control?: unknown;
}

const START_CHILD_WORKFLOW_EXECUTION: Structure<
  StartChildWorkflowExecution,
  StartChildWorkflowExecutionDecisionAttributes
> = {
  workflowId: required(WORKFLOW_ID),
  workflowType: required(TYPE_REF),
  control: PAYLOAD,
  ...EXECUTION_SETTINGS,
  taskList: CHILD_TASK_LIST_REF,
};

/** The decision about child executions. */
export class ChildWorkflowExecutionDecision extends BaseDecision<'StartChildWorkflowExecution'> {
  /**
   * Starts a child execution.
   *
   * @throws `InvalidArgumentError` if an attribute is unknown or breaks a rule of SWF.
   * @example
   * ChildWorkflowExecutionDecision.start({
   *   workflowId: 'order-42-shipment',
   *   workflowType: { name: 'shipment', version: '1.0' },
   *   input: { order: 42 },
   *   childPolicy: 'REQUEST_CANCEL',
   * });
   */
  static start(attributes: StartChildWorkflowExecution): Decision<'StartChildWorkflowExecution'> {
    return new ChildWorkflowExecutionDecision(
      'StartChildWorkflowExecution',
      formatAttributes('StartChildWorkflowExecution', START_CHILD_WORKFLOW_EXECUTION, attributes),
    );
  }
}
