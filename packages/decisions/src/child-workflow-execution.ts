import { encodePayload, formatTimeout, LIMITS, type Timeout } from '@swf/settings/wire';
import { BaseDecision, type Decision } from './decision.js';
import {
  attributesOf,
  type ChildPolicy,
  checkChildPolicy,
  checkOptional,
  formatPriority,
  formatSeconds,
  formatTagList,
  formatTaskList,
  formatType,
  type TaskListRef,
  type TypeRef,
} from './fields.js';
import { checkWorkflowId } from './name.js';

/** What starts a child. What is left out comes from the child type's defaults, not from the parent. */
export interface StartChildWorkflowExecution {
  /** The child's id, unlike that of any open execution of the domain; 1 to 256 characters without `/`, `|` and control characters. */
  readonly workflowId: string;
  /** The type by name and version, or a `WorkflowType`. */
  readonly workflowType: TypeRef;
  /** A string as it is, other JSON encoded; up to 32,768 characters. */
  readonly input?: unknown;
  /** JSON for the decider alone: it comes back in StartChildWorkflowExecutionInitiated and is not shown to the child. */
  readonly control?: unknown;
  readonly taskList?: TaskListRef | undefined;
  /** A whole number of 32 bits; higher goes first. */
  readonly taskPriority?: number | undefined;
  /** Whole seconds; SWF takes no `NONE` here. */
  readonly executionStartToCloseTimeout?: number | undefined;
  /** Whole seconds or `'NONE'`. */
  readonly taskStartToCloseTimeout?: Timeout | undefined;
  readonly childPolicy?: ChildPolicy | undefined;
  /** Up to 5 tags of up to 256 characters. */
  readonly tagList?: readonly string[] | undefined;
  /** The ARN of the role that Lambda functions are invoked with. */
  readonly lambdaRole?: string | undefined;
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
    const at = (name: string) => `StartChildWorkflowExecution.${name}`;
    const { executionStartToCloseTimeout } = attributes;
    return new ChildWorkflowExecutionDecision(
      'StartChildWorkflowExecution',
      attributesOf('StartChildWorkflowExecution', attributes, {
        workflowId: checkWorkflowId(at('workflowId'), attributes.workflowId, LIMITS.workflowId),
        workflowType: formatType(at('workflowType'), attributes.workflowType),
        input: encodePayload(at('input'), attributes.input, LIMITS.data),
        control: encodePayload(at('control'), attributes.control, LIMITS.data),
        taskList: formatTaskList(at('taskList'), attributes.taskList),
        taskPriority: formatPriority(at('taskPriority'), attributes.taskPriority),
        executionStartToCloseTimeout:
          executionStartToCloseTimeout === undefined
            ? undefined
            : formatSeconds(at('executionStartToCloseTimeout'), executionStartToCloseTimeout),
        taskStartToCloseTimeout: formatTimeout(at('taskStartToCloseTimeout'), attributes.taskStartToCloseTimeout),
        childPolicy: checkChildPolicy(at('childPolicy'), attributes.childPolicy),
        tagList: formatTagList(at('tagList'), attributes.tagList),
        lambdaRole: checkOptional(at('lambdaRole'), attributes.lambdaRole, { min: 1, max: LIMITS.arn }),
      }),
    );
  }
}
