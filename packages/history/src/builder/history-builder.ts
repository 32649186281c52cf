import { checkOptions } from '@swf/settings/wire';
import type { EventName } from '../event/attributes.js';
import { DecisionEvents } from './decision-events.js';
import { DEFAULTS, type GivenAttributes } from './given-attributes.js';

/** The start of a history. */
export interface HistoryBuilderOptions extends GivenAttributes<'WorkflowExecutionStarted'> {
  /** When the execution starts. Default: 2020-01-01T00:00:00Z. */
  readonly startedAt?: Date | undefined;
}

const FIRST_INSTANT = '2020-01-01T00:00:00Z';

/**
 * A writer of histories as SWF would write them, for tests of deciders.
 *
 * Each event type has a method, which appends the event, fills in the ids of earlier events, and
 * schedules a decision task when SWF would. Histories are the same on every run: the execution
 * starts at `startedAt`, and each transaction follows one second after the previous one. Events
 * that SWF would never write throw an `InvalidArgumentError`, `TransitionError` or
 * `InconsistentStateError`.
 *
 * @example
 * const history = new HistoryBuilder({ input: { sku: 'A1' } })
 *   .decisionTask()
 *   .activityTaskScheduled('charge-1')
 *   .activityTaskStarted('charge-1')
 *   .activityTaskFailed('charge-1', { reason: 'card declined' })
 *   .build();
 */
export class HistoryBuilder extends DecisionEvents {
  /**
   * @throws `InvalidArgumentError` for an unknown option, and for a value that SWF would not write.
   */
  constructor(options: HistoryBuilderOptions = {}) {
    checkOptions<object>('options', options, { ...DEFAULTS.WorkflowExecutionStarted, startedAt: true });
    const { startedAt = new Date(FIRST_INSTANT), ...given } = options;
    super(startedAt);
    this.append('WorkflowExecutionStarted', undefined, given);
  }

  /** Signals the execution; from outside, unless `externalWorkflowExecution` names the sender. */
  workflowExecutionSignaled(signalName: string, given: GivenAttributes<'WorkflowExecutionSignaled'> = {}): this {
    return this.append('WorkflowExecutionSignaled', signalName, given);
  }

  /** Requests to cancel the execution. */
  workflowExecutionCancelRequested(given: GivenAttributes<'WorkflowExecutionCancelRequested'> = {}): this {
    return this.append('WorkflowExecutionCancelRequested', undefined, given);
  }

  /** Times the execution out. Default child policy: that of the run. */
  workflowExecutionTimedOut(given: GivenAttributes<'WorkflowExecutionTimedOut'> = {}): this {
    return this.append('WorkflowExecutionTimedOut', undefined, given);
  }

  /**
   * Terminates the execution; by request, unless `cause` says otherwise. Default child policy: that
   * of the run.
   */
  workflowExecutionTerminated(given: GivenAttributes<'WorkflowExecutionTerminated'> = {}): this {
    return this.append('WorkflowExecutionTerminated', undefined, given);
  }

  /** Starts the pending decision task. */
  decisionTaskStarted(given: GivenAttributes<'DecisionTaskStarted'> = {}): this {
    if (this.state.startedDecisionTask) this.refuse('DecisionTaskStarted', 'a decision task is started already');
    return this.append('DecisionTaskStarted', this.#decisionTask('DecisionTaskStarted', 'scheduled'), given);
  }

  /** Completes the started decision task; the events of its decisions follow. */
  decisionTaskCompleted(given: GivenAttributes<'DecisionTaskCompleted'> = {}): this {
    return this.append('DecisionTaskCompleted', this.#decisionTask('DecisionTaskCompleted', 'started'), given);
  }

  /** Starts and completes the pending decision task; the events of its decisions follow. */
  decisionTask(given: GivenAttributes<'DecisionTaskCompleted'> = {}): this {
    return this.decisionTaskStarted().decisionTaskCompleted(given);
  }

  /** Times out the started decision task or, with `SCHEDULE_TO_START`, the pending one. */
  decisionTaskTimedOut(given: GivenAttributes<'DecisionTaskTimedOut'> = {}): this {
    const state = given?.timeoutType === 'SCHEDULE_TO_START' ? 'scheduled' : 'started';
    return this.append('DecisionTaskTimedOut', this.#decisionTask('DecisionTaskTimedOut', state), given);
  }

  /** Starts the activity task. */
  activityTaskStarted(activityId: string, given: GivenAttributes<'ActivityTaskStarted'> = {}): this {
    return this.append('ActivityTaskStarted', activityId, given);
  }

  /** Completes the activity task. */
  activityTaskCompleted(activityId: string, given: GivenAttributes<'ActivityTaskCompleted'> = {}): this {
    return this.append('ActivityTaskCompleted', activityId, given);
  }

  /** Fails the activity task. */
  activityTaskFailed(activityId: string, given: GivenAttributes<'ActivityTaskFailed'> = {}): this {
    return this.append('ActivityTaskFailed', activityId, given);
  }

  /**
   * Times the activity task out. Default type: START_TO_CLOSE if it was started, otherwise
   * SCHEDULE_TO_START.
   */
  activityTaskTimedOut(activityId: string, given: GivenAttributes<'ActivityTaskTimedOut'> = {}): this {
    return this.append('ActivityTaskTimedOut', activityId, given);
  }

  /** Cancels the activity task. */
  activityTaskCanceled(activityId: string, given: GivenAttributes<'ActivityTaskCanceled'> = {}): this {
    return this.append('ActivityTaskCanceled', activityId, given);
  }

  /** Fires a timer. */
  timerFired(timerId: string): this {
    return this.append('TimerFired', timerId, {});
  }

  /** Starts the function. */
  lambdaFunctionStarted(id: string): this {
    return this.append('LambdaFunctionStarted', id, {});
  }

  /** Fails to start the function. Default cause: ASSUME_ROLE_FAILED. */
  startLambdaFunctionFailed(id: string, given: GivenAttributes<'StartLambdaFunctionFailed'> = {}): this {
    return this.append('StartLambdaFunctionFailed', id, given);
  }

  /** Completes the function. */
  lambdaFunctionCompleted(id: string, given: GivenAttributes<'LambdaFunctionCompleted'> = {}): this {
    return this.append('LambdaFunctionCompleted', id, given);
  }

  /** Fails the function. */
  lambdaFunctionFailed(id: string, given: GivenAttributes<'LambdaFunctionFailed'> = {}): this {
    return this.append('LambdaFunctionFailed', id, given);
  }

  /** Times the function out. */
  lambdaFunctionTimedOut(id: string, given: GivenAttributes<'LambdaFunctionTimedOut'> = {}): this {
    return this.append('LambdaFunctionTimedOut', id, given);
  }

  /** Starts an initiated child. */
  childWorkflowExecutionStarted(
    workflowId: string,
    given: GivenAttributes<'ChildWorkflowExecutionStarted'> = {},
  ): this {
    return this.append('ChildWorkflowExecutionStarted', workflowId, given);
  }

  /** Completes a child. */
  childWorkflowExecutionCompleted(
    workflowId: string,
    given: GivenAttributes<'ChildWorkflowExecutionCompleted'> = {},
  ): this {
    return this.append('ChildWorkflowExecutionCompleted', workflowId, given);
  }

  /** Fails a child. */
  childWorkflowExecutionFailed(workflowId: string, given: GivenAttributes<'ChildWorkflowExecutionFailed'> = {}): this {
    return this.append('ChildWorkflowExecutionFailed', workflowId, given);
  }

  /** Times a child out. */
  childWorkflowExecutionTimedOut(
    workflowId: string,
    given: GivenAttributes<'ChildWorkflowExecutionTimedOut'> = {},
  ): this {
    return this.append('ChildWorkflowExecutionTimedOut', workflowId, given);
  }

  /** Cancels a child. */
  childWorkflowExecutionCanceled(
    workflowId: string,
    given: GivenAttributes<'ChildWorkflowExecutionCanceled'> = {},
  ): this {
    return this.append('ChildWorkflowExecutionCanceled', workflowId, given);
  }

  /** Terminates a child. */
  childWorkflowExecutionTerminated(
    workflowId: string,
    given: GivenAttributes<'ChildWorkflowExecutionTerminated'> = {},
  ): this {
    return this.append('ChildWorkflowExecutionTerminated', workflowId, given);
  }

  /** Delivers the signal. */
  externalWorkflowExecutionSignaled(
    workflowId: string,
    given: GivenAttributes<'ExternalWorkflowExecutionSignaled'> = {},
  ): this {
    return this.append('ExternalWorkflowExecutionSignaled', workflowId, given);
  }

  /** Fails to deliver the signal. Default cause: UNKNOWN_EXTERNAL_WORKFLOW_EXECUTION. */
  signalExternalWorkflowExecutionFailed(
    workflowId: string,
    given: GivenAttributes<'SignalExternalWorkflowExecutionFailed'> = {},
  ): this {
    return this.append('SignalExternalWorkflowExecutionFailed', workflowId, given);
  }

  /** Delivers the cancel request. */
  externalWorkflowExecutionCancelRequested(
    workflowId: string,
    given: GivenAttributes<'ExternalWorkflowExecutionCancelRequested'> = {},
  ): this {
    return this.append('ExternalWorkflowExecutionCancelRequested', workflowId, given);
  }

  /** Fails to deliver the cancel request. Default cause: UNKNOWN_EXTERNAL_WORKFLOW_EXECUTION. */
  requestCancelExternalWorkflowExecutionFailed(
    workflowId: string,
    given: GivenAttributes<'RequestCancelExternalWorkflowExecutionFailed'> = {},
  ): this {
    return this.append('RequestCancelExternalWorkflowExecutionFailed', workflowId, given);
  }

  #decisionTask(name: EventName, state: 'scheduled' | 'started'): number {
    this.endDecision();
    const { pendingDecisionTask, startedDecisionTask } = this.state;
    const task = state === 'scheduled' ? pendingDecisionTask : startedDecisionTask;
    return task?.scheduledEventId ?? this.refuse(name, `no decision task is ${state}`);
  }
}
