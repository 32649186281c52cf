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
  type TaskListRef,
} from './fields.js';
import { checkName } from './name.js';

/** What completes the execution. */
export interface CompleteWorkflowExecution {
  /** A string as it is, other JSON encoded; up to 32,768 characters. */
  readonly result?: unknown;
}

/** What fails the execution. */
export interface FailWorkflowExecution {
  /** Why, in up to 256 characters. */
  readonly reason?: string | undefined;
  /** A string as it is, other JSON encoded; up to 32,768 characters. */
  readonly details?: unknown;
}

/** What closes the execution as canceled. */
export interface CancelWorkflowExecution {
  /** A string as it is, other JSON encoded; up to 32,768 characters. */
  readonly details?: unknown;
}

/** What the next run is started with. What is left out comes from the workflow type's defaults, not from the run that closes. */
export interface ContinueAsNewWorkflowExecution {
  /** A string as it is, other JSON encoded; up to 32,768 characters. */
  readonly input?: unknown;
  /** The version of the workflow type. Default: the version of the run that closes. */
  readonly workflowTypeVersion?: string | undefined;
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

/** The decisions that close the execution. Each is the last of its answer, and SWF refuses it (`UNHANDLED_DECISION`) while new events wait. */
export class WorkflowExecutionDecision<
  Type extends
    | 'CompleteWorkflowExecution'
    | 'FailWorkflowExecution'
    | 'CancelWorkflowExecution'
    | 'ContinueAsNewWorkflowExecution',
> extends BaseDecision<Type> {
  /**
   * Closes the execution as completed; what is still open neither hinders that nor is waited for.
   *
   * @throws {@link InvalidArgumentError} where an attribute breaks a rule of SWF.
   * @example
   * WorkflowExecutionDecision.complete({ result: { shipped: true } });
   */
  static complete(attributes: CompleteWorkflowExecution = {}): Decision<'CompleteWorkflowExecution'> {
    return new WorkflowExecutionDecision(
      'CompleteWorkflowExecution',
      attributesOf('CompleteWorkflowExecution', attributes, {
        result: encodePayload('CompleteWorkflowExecution.result', attributes.result, LIMITS.data),
      }),
    );
  }

  /**
   * Closes the execution as failed.
   *
   * @throws {@link InvalidArgumentError} where an attribute breaks a rule of SWF.
   * @example
   * WorkflowExecutionDecision.fail({ reason: 'card declined', details: { attempts: 3 } });
   */
  static fail(attributes: FailWorkflowExecution = {}): Decision<'FailWorkflowExecution'> {
    return new WorkflowExecutionDecision(
      'FailWorkflowExecution',
      attributesOf('FailWorkflowExecution', attributes, {
        reason: checkOptional('FailWorkflowExecution.reason', attributes.reason, { max: LIMITS.reason }),
        details: encodePayload('FailWorkflowExecution.details', attributes.details, LIMITS.data),
      }),
    );
  }

  /**
   * Closes the execution as canceled, whether that was requested or not.
   *
   * @throws {@link InvalidArgumentError} where an attribute breaks a rule of SWF.
   * @example
   * WorkflowExecutionDecision.cancel({ details: 'by request of the customer' });
   */
  static cancel(attributes: CancelWorkflowExecution = {}): Decision<'CancelWorkflowExecution'> {
    return new WorkflowExecutionDecision(
      'CancelWorkflowExecution',
      attributesOf('CancelWorkflowExecution', attributes, {
        details: encodePayload('CancelWorkflowExecution.details', attributes.details, LIMITS.data),
      }),
    );
  }

  /**
   * Closes this run and starts a new one with the same workflow id and an empty history.
   *
   * @throws {@link InvalidArgumentError} where an attribute breaks a rule of SWF.
   * @example
   * WorkflowExecutionDecision.continueAsNew({ input: { cursor: 'page-7' }, tagList: ['eu'] });
   */
  static continueAsNew(attributes: ContinueAsNewWorkflowExecution = {}): Decision<'ContinueAsNewWorkflowExecution'> {
    const at = (name: string) => `ContinueAsNewWorkflowExecution.${name}`;
    const { workflowTypeVersion, executionStartToCloseTimeout } = attributes;
    return new WorkflowExecutionDecision(
      'ContinueAsNewWorkflowExecution',
      attributesOf('ContinueAsNewWorkflowExecution', attributes, {
        input: encodePayload(at('input'), attributes.input, LIMITS.data),
        workflowTypeVersion:
          workflowTypeVersion === undefined
            ? undefined
            : checkName(at('workflowTypeVersion'), workflowTypeVersion, LIMITS.version),
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
