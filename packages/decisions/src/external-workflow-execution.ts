import { checkLength, checkWorkflowId, encodePayload, LIMITS, type OptionNames } from '@swf/settings/wire';
import { BaseDecision, type Decision } from './decision.js';
import { attributesOf, ifGiven } from './fields.js';

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

const REQUEST_CANCEL_EXTERNAL_WORKFLOW_EXECUTION: OptionNames<RequestCancelExternalWorkflowExecution> = {
  workflowId: true,
  runId: true,
  control: true,
};

/** The attributes of a signal to another execution. */
export interface SignalExternalWorkflowExecution extends RequestCancelExternalWorkflowExecution {
  /** 1 to 256 characters. */
  readonly signalName: string;
  /** A string, sent as it is, or another JSON value; up to 32,768 characters. */
  readonly input?: unknown;
}

const SIGNAL_EXTERNAL_WORKFLOW_EXECUTION: OptionNames<SignalExternalWorkflowExecution> = {
  ...REQUEST_CANCEL_EXTERNAL_WORKFLOW_EXECUTION,
  signalName: true,
  input: true,
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
   * ExternalWorkflowExecutionDecision.signal({ workflowId: 'stock', signalName: 'reserve', input: { sku: 'A1' } });
   */
  static signal(attributes: SignalExternalWorkflowExecution): Decision<'SignalExternalWorkflowExecution'> {
    return new ExternalWorkflowExecutionDecision(
      'SignalExternalWorkflowExecution',
      attributesOf('SignalExternalWorkflowExecution', attributes, SIGNAL_EXTERNAL_WORKFLOW_EXECUTION, (given, at) => ({
        workflowId: checkWorkflowId(at('workflowId'), given.workflowId),
        runId: ifGiven(given.runId, (runId) => checkLength(at('runId'), runId, { max: LIMITS.runId })),
        signalName: checkLength(at('signalName'), given.signalName, { min: 1, max: LIMITS.signalName }),
        input: encodePayload(at('input'), given.input, LIMITS.data),
        control: encodePayload(at('control'), given.control, LIMITS.data),
      })),
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
      attributesOf(
        'RequestCancelExternalWorkflowExecution',
        attributes,
        REQUEST_CANCEL_EXTERNAL_WORKFLOW_EXECUTION,
        (given, at) => ({
          workflowId: checkWorkflowId(at('workflowId'), given.workflowId),
          runId: ifGiven(given.runId, (runId) => checkLength(at('runId'), runId, { max: LIMITS.runId })),
          control: encodePayload(at('control'), given.control, LIMITS.data),
        }),
      ),
    );
  }
}
