import { EventWriter } from './event-writer.js';
import type { GivenAttributes } from './given-attributes.js';

/** The events that decisions make, each in the transaction of the decision task just completed. */
export abstract class DecisionEvents extends EventWriter {
  /** Completes the execution. */
  workflowExecutionCompleted(given: GivenAttributes<'WorkflowExecutionCompleted'> = {}): this {
    return this.append('WorkflowExecutionCompleted', undefined, given);
  }

  /** Fails the execution. */
  workflowExecutionFailed(given: GivenAttributes<'WorkflowExecutionFailed'> = {}): this {
    return this.append('WorkflowExecutionFailed', undefined, given);
  }

  /** Cancels the execution. */
  workflowExecutionCanceled(given: GivenAttributes<'WorkflowExecutionCanceled'> = {}): this {
    return this.append('WorkflowExecutionCanceled', undefined, given);
  }

  /** Continues the execution as a new run. Default type: that of this run. */
  workflowExecutionContinuedAsNew(given: GivenAttributes<'WorkflowExecutionContinuedAsNew'> = {}): this {
    return this.append('WorkflowExecutionContinuedAsNew', undefined, given);
  }

  /**
   * Refuses to complete the execution. Default cause: UNHANDLED_DECISION if a decision task is
   * pending, otherwise OPERATION_NOT_PERMITTED.
   */
  completeWorkflowExecutionFailed(given: GivenAttributes<'CompleteWorkflowExecutionFailed'> = {}): this {
    return this.append('CompleteWorkflowExecutionFailed', undefined, given);
  }

  /**
   * Refuses to fail the execution. Default cause: UNHANDLED_DECISION if a decision task is pending,
   * otherwise OPERATION_NOT_PERMITTED.
   */
  failWorkflowExecutionFailed(given: GivenAttributes<'FailWorkflowExecutionFailed'> = {}): this {
    return this.append('FailWorkflowExecutionFailed', undefined, given);
  }

  /**
   * Refuses to cancel the execution. Default cause: UNHANDLED_DECISION if a decision task is
   * pending, otherwise OPERATION_NOT_PERMITTED.
   */
  cancelWorkflowExecutionFailed(given: GivenAttributes<'CancelWorkflowExecutionFailed'> = {}): this {
    return this.append('CancelWorkflowExecutionFailed', undefined, given);
  }

  /**
   * Refuses to continue the execution. Default cause: UNHANDLED_DECISION if a decision task is
   * pending, otherwise OPERATION_NOT_PERMITTED.
   */
  continueAsNewWorkflowExecutionFailed(given: GivenAttributes<'ContinueAsNewWorkflowExecutionFailed'> = {}): this {
    return this.append('ContinueAsNewWorkflowExecutionFailed', undefined, given);
  }

  /** Schedules an activity task. */
  activityTaskScheduled(activityId: string, given: GivenAttributes<'ActivityTaskScheduled'> = {}): this {
    return this.append('ActivityTaskScheduled', activityId, given);
  }

  /** Refuses to schedule an activity task. Default cause: ACTIVITY_TYPE_DOES_NOT_EXIST. */
  scheduleActivityTaskFailed(activityId: string, given: GivenAttributes<'ScheduleActivityTaskFailed'> = {}): this {
    return this.append('ScheduleActivityTaskFailed', activityId, given);
  }

  /** Requests to cancel the activity task; an unstarted one is canceled immediately. */
  activityTaskCancelRequested(activityId: string): this {
    this.append('ActivityTaskCancelRequested', activityId, {});
    const isStarted = this.state.activityTasks.get(activityId)?.startedEventId !== 0;
    return isStarted ? this : this.appendEffect('ActivityTaskCanceled', activityId);
  }

  /** Refuses to cancel an activity task. Default cause: ACTIVITY_ID_UNKNOWN. */
  requestCancelActivityTaskFailed(
    activityId: string,
    given: GivenAttributes<'RequestCancelActivityTaskFailed'> = {},
  ): this {
    return this.append('RequestCancelActivityTaskFailed', activityId, given);
  }

  /** Starts a timer; of 0 seconds by default. */
  timerStarted(timerId: string, given: GivenAttributes<'TimerStarted'> = {}): this {
    return this.append('TimerStarted', timerId, given);
  }

  /** Refuses to start a timer. Default cause: TIMER_ID_ALREADY_IN_USE. */
  startTimerFailed(timerId: string, given: GivenAttributes<'StartTimerFailed'> = {}): this {
    return this.append('StartTimerFailed', timerId, given);
  }

  /** Cancels a timer. */
  timerCanceled(timerId: string): this {
    return this.append('TimerCanceled', timerId, {});
  }

  /** Refuses to cancel a timer. Default cause: TIMER_ID_UNKNOWN. */
  cancelTimerFailed(timerId: string, given: GivenAttributes<'CancelTimerFailed'> = {}): this {
    return this.append('CancelTimerFailed', timerId, given);
  }

  /** Records a marker. */
  markerRecorded(markerName: string, given: GivenAttributes<'MarkerRecorded'> = {}): this {
    return this.append('MarkerRecorded', markerName, given);
  }

  /** Refuses to record a marker. Default cause: OPERATION_NOT_PERMITTED. */
  recordMarkerFailed(markerName: string, given: GivenAttributes<'RecordMarkerFailed'> = {}): this {
    return this.append('RecordMarkerFailed', markerName, given);
  }

  /** Schedules a Lambda function. */
  lambdaFunctionScheduled(id: string, given: GivenAttributes<'LambdaFunctionScheduled'> = {}): this {
    return this.append('LambdaFunctionScheduled', id, given);
  }

  /** Refuses to schedule a Lambda function. Default cause: ID_ALREADY_IN_USE. */
  scheduleLambdaFunctionFailed(id: string, given: GivenAttributes<'ScheduleLambdaFunctionFailed'> = {}): this {
    return this.append('ScheduleLambdaFunctionFailed', id, given);
  }

  /** Initiates a child execution. */
  startChildWorkflowExecutionInitiated(
    workflowId: string,
    given: GivenAttributes<'StartChildWorkflowExecutionInitiated'> = {},
  ): this {
    return this.append('StartChildWorkflowExecutionInitiated', workflowId, given);
  }

  /**
   * Refuses to start a child: immediately, or an initiated one if the cause is
   * WORKFLOW_ALREADY_RUNNING.
   */
  startChildWorkflowExecutionFailed(
    workflowId: string,
    given: GivenAttributes<'StartChildWorkflowExecutionFailed'> = {},
  ): this {
    return this.append('StartChildWorkflowExecutionFailed', workflowId, given);
  }

  /** Initiates a signal to another execution. */
  signalExternalWorkflowExecutionInitiated(
    workflowId: string,
    signalName: string,
    given: GivenAttributes<'SignalExternalWorkflowExecutionInitiated'> = {},
  ): this {
    return this.append('SignalExternalWorkflowExecutionInitiated', workflowId, given, { signalName });
  }

  /** Initiates a cancel request to another execution. */
  requestCancelExternalWorkflowExecutionInitiated(
    workflowId: string,
    given: GivenAttributes<'RequestCancelExternalWorkflowExecutionInitiated'> = {},
  ): this {
    return this.append('RequestCancelExternalWorkflowExecutionInitiated', workflowId, given);
  }
}
