import { checkTrimmed, checkWorkflowId, encodePayload, LIMITS, type OptionNames } from '@swf/settings/wire';
import { BaseDecision, type Decision } from './decision.js';
import { EXECUTION_SETTINGS, type ExecutionSettings, formatExecutionSettings } from './execution-settings.js';
import { attributesOf, ifGiven } from './fields.js';
import { formatTaskList, formatType, type TaskListRef, type TypeRef } from './refs.js';

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

const START_CHILD_WORKFLOW_EXECUTION: OptionNames<StartChildWorkflowExecution> = {
  ...EXECUTION_SETTINGS,
  workflowId: true,
  workflowType: true,
  control: true,
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
      attributesOf('StartChildWorkflowExecution', attributes, START_CHILD_WORKFLOW_EXECUTION, (given, at) => ({
        workflowId: checkWorkflowId(at('workflowId'), given.workflowId),
        workflowType: formatType(at('workflowType'), given.workflowType),
        control: encodePayload(at('control'), given.control, LIMITS.data),
        ...formatExecutionSettings(given, at),
        taskList: ifGiven(given.taskList, (taskList) => formatTrimmedTaskList(at('taskList'), taskList)),
      })),
    );
  }
}

/** The API reference forbids leading and trailing white space for the task list of a child. */
function formatTrimmedTaskList(field: string, taskList: TaskListRef): { name: string } {
  const formatted = formatTaskList(field, taskList);
  checkTrimmed(field, formatted.name);
  return formatted;
}
