import type { EventName } from '../event/attributes.js';
import { EventWriter } from './event-writer.js';
import type { Given } from './given.js';

/** The events of the execution as a whole. */
export abstract class ExecutionEvents extends EventWriter {
  /** Signals the execution; from outside, unless `externalWorkflowExecution` names the sender. */
  workflowExecutionSignaled(signalName: string, given: Given<'WorkflowExecutionSignaled'> = {}): this {
    return this.trigger('WorkflowExecutionSignaled', given, { signalName });
  }

  /** Requests to cancel the execution. */
  workflowExecutionCancelRequested(given: Given<'WorkflowExecutionCancelRequested'> = {}): this {
    return this.trigger('WorkflowExecutionCancelRequested', given);
  }

  /** Completes the execution. */
  workflowExecutionCompleted(given: Given<'WorkflowExecutionCompleted'> = {}): this {
    return this.decide('WorkflowExecutionCompleted', given);
  }

  /** Fails the execution. */
  workflowExecutionFailed(given: Given<'WorkflowExecutionFailed'> = {}): this {
    return this.decide('WorkflowExecutionFailed', given);
  }

  /** Cancels the execution. */
  workflowExecutionCanceled(given: Given<'WorkflowExecutionCanceled'> = {}): this {
    return this.decide('WorkflowExecutionCanceled', given);
  }

  /** Continues the execution as a new run. */
  workflowExecutionContinuedAsNew(given: Given<'WorkflowExecutionContinuedAsNew'> = {}): this {
    return this.decide('WorkflowExecutionContinuedAsNew', given);
  }

  /** Times the execution out. */
  workflowExecutionTimedOut(given: Given<'WorkflowExecutionTimedOut'> = {}): this {
    return this.happen('WorkflowExecutionTimedOut', given);
  }

  /** Terminates the execution; by request, unless `cause` says otherwise. */
  workflowExecutionTerminated(given: Given<'WorkflowExecutionTerminated'> = {}): this {
    return this.happen('WorkflowExecutionTerminated', given);
  }

  /**
   * Refuses to complete the execution. Default cause: UNHANDLED_DECISION if a decision task is
   * pending, otherwise OPERATION_NOT_PERMITTED.
   */
  completeWorkflowExecutionFailed(given: Given<'CompleteWorkflowExecutionFailed'> = {}): this {
    return this.#refuseClose('CompleteWorkflowExecutionFailed', given);
  }

  /**
   * Refuses to fail the execution. Default cause: UNHANDLED_DECISION if a decision task is pending,
   * otherwise OPERATION_NOT_PERMITTED.
   */
  failWorkflowExecutionFailed(given: Given<'FailWorkflowExecutionFailed'> = {}): this {
    return this.#refuseClose('FailWorkflowExecutionFailed', given);
  }

  /**
   * Refuses to cancel the execution. Default cause: UNHANDLED_DECISION if a decision task is
   * pending, otherwise OPERATION_NOT_PERMITTED.
   */
  cancelWorkflowExecutionFailed(given: Given<'CancelWorkflowExecutionFailed'> = {}): this {
    return this.#refuseClose('CancelWorkflowExecutionFailed', given);
  }

  /**
   * Refuses to continue the execution. Default cause: UNHANDLED_DECISION if a decision task is
   * pending, otherwise OPERATION_NOT_PERMITTED.
   */
  continueAsNewWorkflowExecutionFailed(given: Given<'ContinueAsNewWorkflowExecutionFailed'> = {}): this {
    return this.#refuseClose('ContinueAsNewWorkflowExecutionFailed', given);
  }

  #refuseClose(name: EventName, given: { readonly cause?: string | undefined }): this {
    const isPending = this.state.pendingDecisionTask !== undefined;
    if (given?.cause === 'UNHANDLED_DECISION' && !isPending) {
      this.refuse(name, 'has the cause UNHANDLED_DECISION, which needs a pending decision task');
    }
    return this.decide(name, given, {}, { cause: isPending ? 'UNHANDLED_DECISION' : 'OPERATION_NOT_PERMITTED' });
  }
}
