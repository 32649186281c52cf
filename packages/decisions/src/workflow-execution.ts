import type {
  CancelWorkflowExecutionDecisionAttributes,
  CompleteWorkflowExecutionDecisionAttributes,
  ContinueAsNewWorkflowExecutionDecisionAttributes,
  FailWorkflowExecutionDecisionAttributes,
} from '@aws-sdk/client-swf';
import {
  EXECUTION_SETTINGS,
  type ExecutionSettings,
  PAYLOAD,
  REASON,
  type Structure,
  VERSION,
} from '@swf/settings/wire';
import { BaseDecision, type Decision } from './decision.js';
import { type DecisionType, formatAttributes } from './decision-attributes.js';

/** The attributes of a completion. */
export interface CompleteWorkflowExecution {
  /** A string, sent as it is, or another JSON value; up to 32,768 characters. */
  readonly result?: unknown;
}

const COMPLETE_WORKFLOW_EXECUTION: Structure<CompleteWorkflowExecution, CompleteWorkflowExecutionDecisionAttributes> = {
  result: PAYLOAD,
};

/** The attributes of a failure. */
export interface FailWorkflowExecution {
  /** Up to 256 characters; a longer one is refused, not shortened. */
  readonly reason?: string | undefined;
  /** A string, sent as it is, or another JSON value; up to 32,768 characters. */
  readonly details?: unknown;
}

const FAIL_WORKFLOW_EXECUTION: Structure<FailWorkflowExecution, FailWorkflowExecutionDecisionAttributes> = {
  reason: REASON,
  details: PAYLOAD,
};

/** The attributes of a cancellation. */
export interface CancelWorkflowExecution {
  /** A string, sent as it is, or another JSON value; up to 32,768 characters. */
  readonly details?: unknown;
}

const CANCEL_WORKFLOW_EXECUTION: Structure<CancelWorkflowExecution, CancelWorkflowExecutionDecisionAttributes> = {
  details: PAYLOAD,
};

/** The attributes of the next run. */
export interface ContinueAsNewWorkflowExecution extends ExecutionSettings {
  /** The version of the workflow type, whose name stays the same. Default: the current version. */
  readonly workflowTypeVersion?: string | undefined;
}

const CONTINUE_AS_NEW_WORKFLOW_EXECUTION: Structure<
  ContinueAsNewWorkflowExecution,
  ContinueAsNewWorkflowExecutionDecisionAttributes
> = { workflowTypeVersion: VERSION, ...EXECUTION_SETTINGS };

const CLOSING = [
  'CompleteWorkflowExecution',
  'FailWorkflowExecution',
  'CancelWorkflowExecution',
  'ContinueAsNewWorkflowExecution',
] as const;

/** SWF's name of a decision type that closes the execution. */
type ClosingDecisionType = (typeof CLOSING)[number];

/**
 * Whether decisions of that type close the execution.
 *
 * @example
 * closesExecution('CompleteWorkflowExecution'); // true
 */
export function closesExecution(type: DecisionType): type is ClosingDecisionType {
  return (CLOSING as readonly DecisionType[]).includes(type);
}

/**
 * The decisions that close the execution, each the last one of its answer.
 *
 * SWF refuses them with `UNHANDLED_DECISION` while new events wait for a decision task.
 */
export class WorkflowExecutionDecision<Type extends ClosingDecisionType> extends BaseDecision<Type> {
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
      formatAttributes('CompleteWorkflowExecution', COMPLETE_WORKFLOW_EXECUTION, attributes),
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
      formatAttributes('FailWorkflowExecution', FAIL_WORKFLOW_EXECUTION, attributes),
    );
  }

  /**
   * Closes the execution as canceled, requested or not.
   *
   * @throws `InvalidArgumentError` if an attribute is unknown or breaks a rule of SWF.
   * @example
   * WorkflowExecutionDecision.cancel({ details: 'by request of the customer' });
   */
  static cancel(attributes: CancelWorkflowExecution = {}): Decision<'CancelWorkflowExecution'> {
    return new WorkflowExecutionDecision(
      'CancelWorkflowExecution',
      formatAttributes('CancelWorkflowExecution', CANCEL_WORKFLOW_EXECUTION, attributes),
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
      formatAttributes('ContinueAsNewWorkflowExecution', CONTINUE_AS_NEW_WORKFLOW_EXECUTION, attributes),
    );
  }
}
