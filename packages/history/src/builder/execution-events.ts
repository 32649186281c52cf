import { EventWriter } from './event-writer.js';
import type { Given } from './given.js';

/** What happens to the execution as a whole. */
export abstract class ExecutionEvents extends EventWriter {
  /** A signal, from outside unless `externalWorkflowExecution` says from whom. */
  workflowExecutionSignaled(signalName: string, given: Given<'WorkflowExecutionSignaled'> = {}): this {
    return this.trigger('WorkflowExecutionSignaled', given, { signalName });
  }

  /** A request to cancel the execution. */
  workflowExecutionCancelRequested(given: Given<'WorkflowExecutionCancelRequested'> = {}): this {
    return this.trigger('WorkflowExecutionCancelRequested', given);
  }

  /** The decider completes the execution. */
  workflowExecutionCompleted(given: Given<'WorkflowExecutionCompleted'> = {}): this {
    return this.decide('WorkflowExecutionCompleted', given);
  }

  /** The decider fails the execution. */
  workflowExecutionFailed(given: Given<'WorkflowExecutionFailed'> = {}): this {
    return this.decide('WorkflowExecutionFailed', given);
  }

  /** The decider cancels the execution. */
  workflowExecutionCanceled(given: Given<'WorkflowExecutionCanceled'> = {}): this {
    return this.decide('WorkflowExecutionCanceled', given);
  }

  /** The decider continues the execution as a new run. */
  workflowExecutionContinuedAsNew(given: Given<'WorkflowExecutionContinuedAsNew'> = {}): this {
    return this.decide('WorkflowExecutionContinuedAsNew', given);
  }

  /** The time of the execution is up. */
  workflowExecutionTimedOut(given: Given<'WorkflowExecutionTimedOut'> = {}): this {
    return this.happen('WorkflowExecutionTimedOut', given);
  }

  /** The execution is terminated, by request unless `cause` says otherwise. */
  workflowExecutionTerminated(given: Given<'WorkflowExecutionTerminated'> = {}): this {
    return this.happen('WorkflowExecutionTerminated', given);
  }

  /** SWF refuses to complete the execution; the default cause is UNHANDLED_DECISION. */
  completeWorkflowExecutionFailed(given: Given<'CompleteWorkflowExecutionFailed'> = {}): this {
    return this.decide('CompleteWorkflowExecutionFailed', given);
  }

  /** SWF refuses to fail the execution; the default cause is UNHANDLED_DECISION. */
  failWorkflowExecutionFailed(given: Given<'FailWorkflowExecutionFailed'> = {}): this {
    return this.decide('FailWorkflowExecutionFailed', given);
  }

  /** SWF refuses to cancel the execution; the default cause is UNHANDLED_DECISION. */
  cancelWorkflowExecutionFailed(given: Given<'CancelWorkflowExecutionFailed'> = {}): this {
    return this.decide('CancelWorkflowExecutionFailed', given);
  }

  /** SWF refuses to continue the execution; the default cause is UNHANDLED_DECISION. */
  continueAsNewWorkflowExecutionFailed(given: Given<'ContinueAsNewWorkflowExecutionFailed'> = {}): this {
    return this.decide('ContinueAsNewWorkflowExecutionFailed', given);
  }
}
