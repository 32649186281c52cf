import { show } from '@swf/settings/wire';
import type { ChildWorkflowExecution } from '../compile/child-workflow-execution.js';
import type { EventName } from '../event/attributes.js';
import { decisionOf } from './event-writer.js';
import type { Given } from './given.js';
import { LambdaFunctionEvents } from './lambda-function-events.js';

/** The events of child executions. */
export abstract class ChildWorkflowExecutionEvents extends LambdaFunctionEvents {
  /** Initiates a child execution. */
  startChildWorkflowExecutionInitiated(
    workflowId: string,
    given: Given<'StartChildWorkflowExecutionInitiated'> = {},
  ): this {
    return this.decide('StartChildWorkflowExecutionInitiated', given, { workflowId });
  }

  /**
   * Refuses to start a child: at once, or an initiated one if the cause is
   * WORKFLOW_ALREADY_RUNNING.
   */
  startChildWorkflowExecutionFailed(workflowId: string, given: Given<'StartChildWorkflowExecutionFailed'> = {}): this {
    const name = 'StartChildWorkflowExecutionFailed';
    if (given?.cause !== 'WORKFLOW_ALREADY_RUNNING') {
      return this.decide(name, given, { workflowId, initiatedEventId: 0 });
    }
    const attempts = this.state.childWorkflowExecutions.attempts(workflowId);
    const initiated = attempts.findLast(({ state }) => state === 'start_initiated');
    if (!initiated) this.refuse(name, `names the workflowId ${show(workflowId)}, of which no start is under way`);
    const { initiatedEventId, workflowType, events } = initiated;
    const decisionTaskCompletedEventId = decisionOf(events);
    const fixed = { workflowId, initiatedEventId, decisionTaskCompletedEventId };
    return this.trigger(name, given, fixed, { workflowType });
  }

  /** Starts an initiated child. */
  childWorkflowExecutionStarted(workflowId: string, given: Given<'ChildWorkflowExecutionStarted'> = {}): this {
    const { initiatedEventId, workflowType } = this.#child('ChildWorkflowExecutionStarted', workflowId);
    const workflowExecution = { workflowId, runId: `run-${initiatedEventId}` };
    const usual = { workflowExecution, workflowType };
    return this.trigger('ChildWorkflowExecutionStarted', given, { initiatedEventId }, usual);
  }

  /** Completes a child. */
  childWorkflowExecutionCompleted(workflowId: string, given: Given<'ChildWorkflowExecutionCompleted'> = {}): this {
    return this.#closed('ChildWorkflowExecutionCompleted', workflowId, given);
  }

  /** Fails a child. */
  childWorkflowExecutionFailed(workflowId: string, given: Given<'ChildWorkflowExecutionFailed'> = {}): this {
    return this.#closed('ChildWorkflowExecutionFailed', workflowId, given);
  }

  /** Times a child out. */
  childWorkflowExecutionTimedOut(workflowId: string, given: Given<'ChildWorkflowExecutionTimedOut'> = {}): this {
    return this.#closed('ChildWorkflowExecutionTimedOut', workflowId, given);
  }

  /** Cancels a child. */
  childWorkflowExecutionCanceled(workflowId: string, given: Given<'ChildWorkflowExecutionCanceled'> = {}): this {
    return this.#closed('ChildWorkflowExecutionCanceled', workflowId, given);
  }

  /** Terminates a child. */
  childWorkflowExecutionTerminated(workflowId: string, given: Given<'ChildWorkflowExecutionTerminated'> = {}): this {
    return this.#closed('ChildWorkflowExecutionTerminated', workflowId, given);
  }

  #closed(name: EventName, workflowId: string, given: object): this {
    const { initiatedEventId, startedEventId, runId, workflowType } = this.#child(name, workflowId);
    const workflowExecution = { workflowId, runId };
    return this.trigger(name, given, { initiatedEventId, startedEventId }, { workflowExecution, workflowType });
  }

  #child(name: EventName, workflowId: string): ChildWorkflowExecution {
    const child = this.state.childWorkflowExecutions.get(workflowId);
    return child ?? this.refuse(name, `names the workflowId ${show(workflowId)}, which is no child's`);
  }
}
