import { show } from '@swf/settings/wire';
import type { ExternalWorkflowExecution } from '../compile/external-workflow-execution.js';
import type { EventName } from '../event/attributes.js';
import { ChildWorkflowExecutionEvents } from './child-workflow-execution-events.js';
import { decisionOf } from './event-writer.js';
import type { Given } from './given.js';

/** The events of signals and cancel requests to other executions. */
export abstract class ExternalWorkflowExecutionEvents extends ChildWorkflowExecutionEvents {
  /** Initiates a signal to another execution. */
  signalExternalWorkflowExecutionInitiated(
    workflowId: string,
    signalName: string,
    given: Given<'SignalExternalWorkflowExecutionInitiated'> = {},
  ): this {
    return this.decide('SignalExternalWorkflowExecutionInitiated', given, { workflowId, signalName });
  }

  /** Delivers the signal. */
  externalWorkflowExecutionSignaled(workflowId: string, given: Given<'ExternalWorkflowExecutionSignaled'> = {}): this {
    const { initiatedEventId, runId } = this.#sent('ExternalWorkflowExecutionSignaled', workflowId, 'signal_initiated');
    const workflowExecution = { workflowId, runId: runId ?? 'run' };
    return this.trigger('ExternalWorkflowExecutionSignaled', given, { initiatedEventId }, { workflowExecution });
  }

  /** Fails to deliver the signal. Default cause: UNKNOWN_EXTERNAL_WORKFLOW_EXECUTION. */
  signalExternalWorkflowExecutionFailed(
    workflowId: string,
    given: Given<'SignalExternalWorkflowExecutionFailed'> = {},
  ): this {
    const { initiatedEventId, events } = this.#sent(
      'SignalExternalWorkflowExecutionFailed',
      workflowId,
      'signal_initiated',
    );
    const decisionTaskCompletedEventId = decisionOf(events);
    const fixed = { workflowId, initiatedEventId, decisionTaskCompletedEventId };
    return this.trigger('SignalExternalWorkflowExecutionFailed', given, fixed);
  }

  /** Initiates a cancel request to another execution. */
  requestCancelExternalWorkflowExecutionInitiated(
    workflowId: string,
    given: Given<'RequestCancelExternalWorkflowExecutionInitiated'> = {},
  ): this {
    return this.decide('RequestCancelExternalWorkflowExecutionInitiated', given, { workflowId });
  }

  /** Delivers the cancel request. */
  externalWorkflowExecutionCancelRequested(
    workflowId: string,
    given: Given<'ExternalWorkflowExecutionCancelRequested'> = {},
  ): this {
    const { initiatedEventId, runId } = this.#sent(
      'ExternalWorkflowExecutionCancelRequested',
      workflowId,
      'request_cancel_initiated',
    );
    const workflowExecution = { workflowId, runId: runId ?? 'run' };
    return this.trigger('ExternalWorkflowExecutionCancelRequested', given, { initiatedEventId }, { workflowExecution });
  }

  /** Fails to deliver the cancel request. Default cause: UNKNOWN_EXTERNAL_WORKFLOW_EXECUTION. */
  requestCancelExternalWorkflowExecutionFailed(
    workflowId: string,
    given: Given<'RequestCancelExternalWorkflowExecutionFailed'> = {},
  ): this {
    const { initiatedEventId, events } = this.#sent(
      'RequestCancelExternalWorkflowExecutionFailed',
      workflowId,
      'request_cancel_initiated',
    );
    const decisionTaskCompletedEventId = decisionOf(events);
    const fixed = { workflowId, initiatedEventId, decisionTaskCompletedEventId };
    return this.trigger('RequestCancelExternalWorkflowExecutionFailed', given, fixed);
  }

  #sent(name: EventName, workflowId: string, state: string): ExternalWorkflowExecution {
    const sent = this.state.externalWorkflowExecutions.attempts(workflowId).find((one) => one.state === state);
    return (
      sent ?? this.refuse(name, `names the workflowId ${show(workflowId)}, to which nothing of the kind is under way`)
    );
  }
}
