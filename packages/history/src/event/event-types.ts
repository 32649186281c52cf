import type { EntityType } from '../lifecycles.js';
import type { EventName } from './attributes.js';

/**
 * The attributes of an event that hold the id of an earlier event, each with the type of that
 * event.
 */
export interface References {
  readonly decisionTaskCompletedEventId?: EventName;
  readonly initiatedEventId?: EventName;
  readonly latestCancelRequestedEventId?: EventName;
  readonly scheduledEventId?: EventName;
  readonly startedEventId?: EventName;
}

/**
 * One of SWF's event types: its entity, the state that it reports, and the earlier events that it
 * names.
 */
export interface EventType {
  /** The kind of entity that it is about. */
  readonly type: EntityType;
  /** The state that it reports. */
  readonly state: string;
  /** The attribute that holds the entity's own id, if the event has it. */
  readonly key?: string;
  /** The attribute that names the event with which the entity began. */
  readonly begunBy?: keyof References;
  /** The earlier events that it names by id; 0 stands for none. */
  readonly references: References;
}

const NONE = {} as const;
const DECIDED = { decisionTaskCompletedEventId: 'DecisionTaskCompleted' } as const;
const SCHEDULED_DECISION = { scheduledEventId: 'DecisionTaskScheduled' } as const;
const STARTED_DECISION = { ...SCHEDULED_DECISION, startedEventId: 'DecisionTaskStarted' } as const;
const SCHEDULED_ACTIVITY = { scheduledEventId: 'ActivityTaskScheduled' } as const;
const STARTED_ACTIVITY = { ...SCHEDULED_ACTIVITY, startedEventId: 'ActivityTaskStarted' } as const;
const CANCELED_ACTIVITY = { ...STARTED_ACTIVITY, latestCancelRequestedEventId: 'ActivityTaskCancelRequested' } as const;
const STARTED_TIMER = { startedEventId: 'TimerStarted' } as const;
const DECIDED_TIMER = { ...STARTED_TIMER, ...DECIDED } as const;
const INITIATED_CHILD = { initiatedEventId: 'StartChildWorkflowExecutionInitiated' } as const;
const STARTED_CHILD = { ...INITIATED_CHILD, startedEventId: 'ChildWorkflowExecutionStarted' } as const;
const DECIDED_CHILD = { ...INITIATED_CHILD, ...DECIDED } as const;
const INITIATED_SIGNAL = { initiatedEventId: 'SignalExternalWorkflowExecutionInitiated' } as const;
const DECIDED_SIGNAL = { ...INITIATED_SIGNAL, ...DECIDED } as const;
const INITIATED_CANCEL = { initiatedEventId: 'RequestCancelExternalWorkflowExecutionInitiated' } as const;
const DECIDED_CANCEL = { ...INITIATED_CANCEL, ...DECIDED } as const;
const SCHEDULED_LAMBDA = { scheduledEventId: 'LambdaFunctionScheduled' } as const;
const STARTED_LAMBDA = { ...SCHEDULED_LAMBDA, startedEventId: 'LambdaFunctionStarted' } as const;

const TABLE = {
  WorkflowExecutionStarted: { type: 'WorkflowExecution', state: 'started', references: NONE },
  WorkflowExecutionCancelRequested: { type: 'WorkflowExecution', state: 'cancel_requested', references: NONE },
  WorkflowExecutionCompleted: { type: 'WorkflowExecution', state: 'completed', references: DECIDED },
  WorkflowExecutionFailed: { type: 'WorkflowExecution', state: 'failed', references: DECIDED },
  WorkflowExecutionCanceled: { type: 'WorkflowExecution', state: 'canceled', references: DECIDED },
  WorkflowExecutionContinuedAsNew: { type: 'WorkflowExecution', state: 'continued_as_new', references: DECIDED },
  WorkflowExecutionTimedOut: { type: 'WorkflowExecution', state: 'timed_out', references: NONE },
  WorkflowExecutionTerminated: { type: 'WorkflowExecution', state: 'terminated', references: NONE },
  CompleteWorkflowExecutionFailed: { type: 'WorkflowExecution', state: 'complete_failed', references: DECIDED },
  FailWorkflowExecutionFailed: { type: 'WorkflowExecution', state: 'fail_failed', references: DECIDED },
  CancelWorkflowExecutionFailed: { type: 'WorkflowExecution', state: 'cancel_failed', references: DECIDED },
  ContinueAsNewWorkflowExecutionFailed: {
    type: 'WorkflowExecution',
    state: 'continue_as_new_failed',
    references: DECIDED,
  },
  WorkflowExecutionSignaled: { type: 'Signal', state: 'signaled', key: 'signalName', references: NONE },
  DecisionTaskScheduled: { type: 'DecisionTask', state: 'scheduled', references: NONE },
  DecisionTaskStarted: {
    type: 'DecisionTask',
    state: 'started',
    begunBy: 'scheduledEventId',
    references: SCHEDULED_DECISION,
  },
  DecisionTaskCompleted: {
    type: 'DecisionTask',
    state: 'completed',
    begunBy: 'scheduledEventId',
    references: STARTED_DECISION,
  },
  DecisionTaskTimedOut: {
    type: 'DecisionTask',
    state: 'timed_out',
    begunBy: 'scheduledEventId',
    references: STARTED_DECISION,
  },
  ActivityTaskScheduled: { type: 'ActivityTask', state: 'scheduled', key: 'activityId', references: DECIDED },
  ScheduleActivityTaskFailed: {
    type: 'ActivityTask',
    state: 'schedule_failed',
    key: 'activityId',
    references: DECIDED,
  },
  ActivityTaskStarted: {
    type: 'ActivityTask',
    state: 'started',
    begunBy: 'scheduledEventId',
    references: SCHEDULED_ACTIVITY,
  },
  ActivityTaskCompleted: {
    type: 'ActivityTask',
    state: 'completed',
    begunBy: 'scheduledEventId',
    references: STARTED_ACTIVITY,
  },
  ActivityTaskFailed: {
    type: 'ActivityTask',
    state: 'failed',
    begunBy: 'scheduledEventId',
    references: STARTED_ACTIVITY,
  },
  ActivityTaskTimedOut: {
    type: 'ActivityTask',
    state: 'timed_out',
    begunBy: 'scheduledEventId',
    references: STARTED_ACTIVITY,
  },
  ActivityTaskCanceled: {
    type: 'ActivityTask',
    state: 'canceled',
    begunBy: 'scheduledEventId',
    references: CANCELED_ACTIVITY,
  },
  ActivityTaskCancelRequested: {
    type: 'ActivityTask',
    state: 'cancel_requested',
    key: 'activityId',
    references: DECIDED,
  },
  RequestCancelActivityTaskFailed: {
    type: 'ActivityTask',
    state: 'request_cancel_failed',
    key: 'activityId',
    references: DECIDED,
  },
  TimerStarted: { type: 'Timer', state: 'started', key: 'timerId', references: DECIDED },
  StartTimerFailed: { type: 'Timer', state: 'start_failed', key: 'timerId', references: DECIDED },
  TimerFired: { type: 'Timer', state: 'fired', key: 'timerId', begunBy: 'startedEventId', references: STARTED_TIMER },
  TimerCanceled: {
    type: 'Timer',
    state: 'canceled',
    key: 'timerId',
    begunBy: 'startedEventId',
    references: DECIDED_TIMER,
  },
  CancelTimerFailed: { type: 'Timer', state: 'cancel_failed', key: 'timerId', references: DECIDED },
  MarkerRecorded: { type: 'Marker', state: 'recorded', key: 'markerName', references: DECIDED },
  RecordMarkerFailed: { type: 'Marker', state: 'record_failed', key: 'markerName', references: DECIDED },
  StartChildWorkflowExecutionInitiated: {
    type: 'ChildWorkflowExecution',
    state: 'start_initiated',
    key: 'workflowId',
    references: DECIDED,
  },
  StartChildWorkflowExecutionFailed: {
    type: 'ChildWorkflowExecution',
    state: 'start_failed',
    key: 'workflowId',
    begunBy: 'initiatedEventId',
    references: DECIDED_CHILD,
  },
  ChildWorkflowExecutionStarted: {
    type: 'ChildWorkflowExecution',
    state: 'started',
    key: 'workflowExecution',
    begunBy: 'initiatedEventId',
    references: INITIATED_CHILD,
  },
  ChildWorkflowExecutionCompleted: {
    type: 'ChildWorkflowExecution',
    state: 'completed',
    key: 'workflowExecution',
    begunBy: 'initiatedEventId',
    references: STARTED_CHILD,
  },
  ChildWorkflowExecutionFailed: {
    type: 'ChildWorkflowExecution',
    state: 'failed',
    key: 'workflowExecution',
    begunBy: 'initiatedEventId',
    references: STARTED_CHILD,
  },
  ChildWorkflowExecutionTimedOut: {
    type: 'ChildWorkflowExecution',
    state: 'timed_out',
    key: 'workflowExecution',
    begunBy: 'initiatedEventId',
    references: STARTED_CHILD,
  },
  ChildWorkflowExecutionCanceled: {
    type: 'ChildWorkflowExecution',
    state: 'canceled',
    key: 'workflowExecution',
    begunBy: 'initiatedEventId',
    references: STARTED_CHILD,
  },
  ChildWorkflowExecutionTerminated: {
    type: 'ChildWorkflowExecution',
    state: 'terminated',
    key: 'workflowExecution',
    begunBy: 'initiatedEventId',
    references: STARTED_CHILD,
  },
  SignalExternalWorkflowExecutionInitiated: {
    type: 'ExternalWorkflowExecution',
    state: 'signal_initiated',
    key: 'workflowId',
    references: DECIDED,
  },
  SignalExternalWorkflowExecutionFailed: {
    type: 'ExternalWorkflowExecution',
    state: 'signal_failed',
    key: 'workflowId',
    begunBy: 'initiatedEventId',
    references: DECIDED_SIGNAL,
  },
  ExternalWorkflowExecutionSignaled: {
    type: 'ExternalWorkflowExecution',
    state: 'signaled',
    key: 'workflowExecution',
    begunBy: 'initiatedEventId',
    references: INITIATED_SIGNAL,
  },
  RequestCancelExternalWorkflowExecutionInitiated: {
    type: 'ExternalWorkflowExecution',
    state: 'request_cancel_initiated',
    key: 'workflowId',
    references: DECIDED,
  },
  RequestCancelExternalWorkflowExecutionFailed: {
    type: 'ExternalWorkflowExecution',
    state: 'request_cancel_failed',
    key: 'workflowId',
    begunBy: 'initiatedEventId',
    references: DECIDED_CANCEL,
  },
  ExternalWorkflowExecutionCancelRequested: {
    type: 'ExternalWorkflowExecution',
    state: 'cancel_requested',
    key: 'workflowExecution',
    begunBy: 'initiatedEventId',
    references: INITIATED_CANCEL,
  },
  LambdaFunctionScheduled: { type: 'LambdaFunction', state: 'scheduled', key: 'id', references: DECIDED },
  ScheduleLambdaFunctionFailed: { type: 'LambdaFunction', state: 'schedule_failed', key: 'id', references: DECIDED },
  LambdaFunctionStarted: {
    type: 'LambdaFunction',
    state: 'started',
    begunBy: 'scheduledEventId',
    references: SCHEDULED_LAMBDA,
  },
  StartLambdaFunctionFailed: {
    type: 'LambdaFunction',
    state: 'start_failed',
    begunBy: 'scheduledEventId',
    references: SCHEDULED_LAMBDA,
  },
  LambdaFunctionCompleted: {
    type: 'LambdaFunction',
    state: 'completed',
    begunBy: 'scheduledEventId',
    references: STARTED_LAMBDA,
  },
  LambdaFunctionFailed: {
    type: 'LambdaFunction',
    state: 'failed',
    begunBy: 'scheduledEventId',
    references: STARTED_LAMBDA,
  },
  LambdaFunctionTimedOut: {
    type: 'LambdaFunction',
    state: 'timed_out',
    begunBy: 'scheduledEventId',
    references: STARTED_LAMBDA,
  },
} as const satisfies Readonly<Record<EventName, EventType>>;

/**
 * SWF's 54 event types by name
 * (https://docs.aws.amazon.com/amazonswf/latest/apireference/API_HistoryEvent.html).
 */
export const eventTypes: Readonly<Record<EventName, EventType>> = TABLE;

/** The kind of entity that events of that name are about. */
export type TypeOf<Name extends EventName> = (typeof TABLE)[Name]['type'];
