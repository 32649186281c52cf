import type {
  RequestCancelExternalWorkflowExecutionDecisionAttributes,
  SignalExternalWorkflowExecutionDecisionAttributes,
} from '@aws-sdk/client-swf';
import { LIMITS, PAYLOAD, required, SIGNAL_NAME, type Structure, text, WORKFLOW_ID } from '@swf/settings/wire';
import { BaseDecision, type Decision } from './decision.js';
import { formatAttributes } from './decision-attributes.js';

// Unlike elsewhere, SWF accepts an empty run id here.
const OPTIONAL_RUN_ID = text({ max: LIMITS.runId });

/** The attributes of a cancel request to another execution. */
export interface RequestCancelExternalWorkflowExecution {
  /** The id of an open execution of the same domain. */
  readonly workflowId: string;
  /** Default: the open run. */
  readonly runId?: string | undefined;
  /**
   * A payload for the decider itself, returned in RequestCancelExternalWorkflowExecutionInitiated.
   */
  readonly control?: unknown;
}

const REQUEST_CANCEL_EXTERNAL_WORKFLOW_EXECUTION: Structure<
  RequestCancelExternalWorkflowExecution,
  RequestCancelExternalWorkflowExecutionDecisionAttributes
> = { workflowId: required(WORKFLOW_ID), runId: OPTIONAL_RUN_ID, control: PAYLOAD };

/** The attributes of a signal to another execution. */
export interface SignalExternalWorkflowExecution extends RequestCancelExternalWorkflowExecution {
  /** 1 to 256 characters. */
  readonly signalName: string;
  /** A string, sent as it is, or another JSON value; up to 32,768 characters. */
  readonly input?: unknown;
}

const SIGNAL_EXTERNAL_WORKFLOW_EXECUTION: Structure<
  SignalExternalWorkflowExecution,
  SignalExternalWorkflowExecutionDecisionAttributes
> = {
  workflowId: required(WORKFLOW_ID),
  runId: OPTIONAL_RUN_ID,
  signalName: required(SIGNAL_NAME),
  input: PAYLOAD,
  control: PAYLOAD,
};

/** The decisions about other executions of the domain, including children. */
export class ExternalWorkflowExecutionDecision<
  Type extends 'SignalExternalWorkflowExecution' | 'RequestCancelExternalWorkflowExecution',
> extends BaseDecision<Type> {
  /**
   * Signals another execution.
   *
   * @throws `InvalidArgumentError` if an attribute is unknown or breaks a rule of SWF.
   * @example
   * ExternalWorkflowExecutionDecision.signal({
   *   workflowId: 'stock',
   *   signalName: 'reserve',
   *   input: { sku: 'A1' },
   * });
   */
  static signal(attributes: SignalExternalWorkflowExecution): Decision<'SignalExternalWorkflowExecution'> {
    return new ExternalWorkflowExecutionDecision(
      'SignalExternalWorkflowExecution',
      formatAttributes('SignalExternalWorkflowExecution', SIGNAL_EXTERNAL_WORKFLOW_EXECUTION, attributes),
    );
  }

  /**
   * Requests to cancel another execution, whose decider may ignore it.
   *
   * @throws `InvalidArgumentError` if an attribute is unknown or breaks a rule of SWF.
   * @example
   * ExternalWorkflowExecutionDecision.requestCancel({ workflowId: 'order-42-shipment' });
   */
  static requestCancel(
    attributes: RequestCancelExternalWorkflowExecution,
  ): Decision<'RequestCancelExternalWorkflowExecution'> {
    return new ExternalWorkflowExecutionDecision(
      'RequestCancelExternalWorkflowExecution',
      formatAttributes(
        'RequestCancelExternalWorkflowExecution',
        REQUEST_CANCEL_EXTERNAL_WORKFLOW_EXECUTION,
        attributes,
      ),
    );
  }
}
