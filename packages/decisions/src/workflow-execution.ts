import { checkLength, checkName, encodePayload, LIMITS, type OptionNames } from '@swf/settings/wire';
import { BaseDecision, type Decision } from './decision.js';
import { EXECUTION_SETTINGS, type ExecutionSettings, formatExecutionSettings } from './execution-settings.js';
import { attributesOf, ifGiven } from './fields.js';

/** The attributes of a completion. */
export interface CompleteWorkflowExecution {
  /** A string, sent as it is, or another JSON value; up to 32,768 characters. */
  readonly result?: unknown;
}

const COMPLETE_WORKFLOW_EXECUTION: OptionNames<CompleteWorkflowExecution> = { result: true };

/** The attributes of a failure. */
export interface FailWorkflowExecution {
  /** Up to 256 characters; a longer one is refused, not shortened. */
  readonly reason?: string | undefined;
  /** A string, sent as it is, or another JSON value; up to 32,768 characters. */
  readonly details?: unknown;
}

const FAIL_WORKFLOW_EXECUTION: OptionNames<FailWorkflowExecution> = { reason: true, details: true };

/** The attributes of a cancellation. */
export interface CancelWorkflowExecution {
  /** A string, sent as it is, or another JSON value; up to 32,768 characters. */
  readonly details?: unknown;
}

const CANCEL_WORKFLOW_EXECUTION: OptionNames<CancelWorkflowExecution> = { details: true };

/** The attributes of the next run. */
export interface ContinueAsNewWorkflowExecution extends ExecutionSettings {
  /** The version of the workflow type, whose name stays the same. Default: the current version. */
  readonly workflowTypeVersion?: string | undefined;
}

const CONTINUE_AS_NEW_WORKFLOW_EXECUTION: OptionNames<ContinueAsNewWorkflowExecution> = {
  ...EXECUTION_SETTINGS,
  workflowTypeVersion: true,
};

/**
 * The decisions that close the execution, each the last one of its answer.
 *
 * SWF refuses them with `UNHANDLED_DECISION` while new events wait for a decision task.
 */
export class WorkflowExecutionDecision<
  Type extends
    | 'CompleteWorkflowExecution'
    | 'FailWorkflowExecution'
    | 'CancelWorkflowExecution'
    | 'ContinueAsNewWorkflowExecution',
> extends BaseDecision<Type> {
  /**
   * Closes the execution as completed, even if activities, timers or children are open.
   *
   * @throws `InvalidArgumentError` if an attribute is unknown or breaks a rule of SWF.
   * @example
   * WorkflowExecutionDecision.complete({ result: { shipped: true } });
   */
  static complete(attributes: CompleteWorkflowExecution = {}): Decision<'CompleteWorkflowExecution'> {
    return new WorkflowExecutionDecision(
      'CompleteWorkflowExecution',
      attributesOf('CompleteWorkflowExecution', attributes, COMPLETE_WORKFLOW_EXECUTION, (given, at) => ({
        result: encodePayload(at('result'), given.result, LIMITS.data),
      })),
    );
  }

  /**
   * Closes the execution as failed.
   *
   * @throws `InvalidArgumentError` if an attribute is unknown or breaks a rule of SWF.
   * @example
   * WorkflowExecutionDecision.fail({ reason: 'card declined', details: { attempts: 3 } });
   */
  static fail(attributes: FailWorkflowExecution = {}): Decision<'FailWorkflowExecution'> {
    return new WorkflowExecutionDecision(
      'FailWorkflowExecution',
      attributesOf('FailWorkflowExecution', attributes, FAIL_WORKFLOW_EXECUTION, (given, at) => ({
        reason: ifGiven(given.reason, (reason) => checkLength(at('reason'), reason, { max: LIMITS.reason })),
        details: encodePayload(at('details'), given.details, LIMITS.data),
      })),
    );
  }

  /**
   * Closes the execution as canceled, even if nobody requested it.
   *
   * @throws `InvalidArgumentError` if an attribute is unknown or breaks a rule of SWF.
   * @example
   * WorkflowExecutionDecision.cancel({ details: 'by request of the customer' });
   */
  static cancel(attributes: CancelWorkflowExecution = {}): Decision<'CancelWorkflowExecution'> {
    return new WorkflowExecutionDecision(
      'CancelWorkflowExecution',
      attributesOf('CancelWorkflowExecution', attributes, CANCEL_WORKFLOW_EXECUTION, (given, at) => ({
        details: encodePayload(at('details'), given.details, LIMITS.data),
      })),
    );
  }

  /**
   * Closes this run and starts a new one with the same workflow id.
   *
   * @throws `InvalidArgumentError` if an attribute is unknown or breaks a rule of SWF.
   * @example
   * WorkflowExecutionDecision.continueAsNew({ input: { cursor: 'page-7' }, tagList: ['eu'] });
   */
  static continueAsNew(attributes: ContinueAsNewWorkflowExecution = {}): Decision<'ContinueAsNewWorkflowExecution'> {
    return new WorkflowExecutionDecision(
      'ContinueAsNewWorkflowExecution',
      attributesOf('ContinueAsNewWorkflowExecution', attributes, CONTINUE_AS_NEW_WORKFLOW_EXECUTION, (given, at) => ({
        workflowTypeVersion: ifGiven(given.workflowTypeVersion, (version) =>
          checkName(at('workflowTypeVersion'), version, { max: LIMITS.version }),
        ),
        ...formatExecutionSettings(given, at),
      })),
    );
  }
}
