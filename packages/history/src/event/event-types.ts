import type { EntityType } from '../lifecycles.js';
import type { EventName } from './attributes.js';

/** The attributes that hold the id of an earlier event, each with the type of that event. */
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

// The parts shared by the event types of one kind of entity.
const DECIDED = { decisionTaskCompletedEventId: 'DecisionTaskCompleted' } as const;
const EXECUTION = { type: 'WorkflowExecution', references: {} } as const;
const DECIDED_EXECUTION = { type: 'WorkflowExecution', references: DECIDED } as const;
const DECISION_TASK = {
  type: 'DecisionTask',
  begunBy: 'scheduledEventId',
  references: { scheduledEventId: 'DecisionTaskScheduled', startedEventId: 'DecisionTaskStarted' },
} as const;
const DECIDED_ACTIVITY = { type: 'ActivityTask', key: 'activityId', references: DECIDED } as const;
const ACTIVITY = {
  type: 'ActivityTask',
  begunBy: 'scheduledEventId',
  references: { scheduledEventId: 'ActivityTaskScheduled', startedEventId: 'ActivityTaskStarted' },
} as const;
const DECIDED_TIMER = { type: 'Timer', key: 'timerId', references: DECIDED } as const;
const TIMER = {
  type: 'Timer',
  key: 'timerId',
  begunBy: 'startedEventId',
  references: { startedEventId: 'TimerStarted' },
} as const;
const MARKER = { type: 'Marker', key: 'markerName', references: DECIDED } as const;
const DECIDED_CHILD = { type: 'ChildWorkflowExecution', key: 'workflowId', references: DECIDED } as const;
const CHILD = {
  type: 'ChildWorkflowExecution',
  key: 'workflowExecution',
  begunBy: 'initiatedEventId',
  references: {
    initiatedEventId: 'StartChildWorkflowExecutionInitiated',
    startedEventId: 'ChildWorkflowExecutionStarted',
  },
} as const;
const DECIDED_EXTERNAL = { type: 'ExternalWorkflowExecution', key: 'workflowId', references: DECIDED } as const;
const SIGNAL = {
  type: 'ExternalWorkflowExecution',
  key: 'workflowExecution',
  begunBy: 'initiatedEventId',
  references: { initiatedEventId: 'SignalExternalWorkflowExecutionInitiated' },
} as const;
const CANCEL_REQUEST = {
  type: 'ExternalWorkflowExecution',
  key: 'workflowExecution',
  begunBy: 'initiatedEventId',
  references: { initiatedEventId: 'RequestCancelExternalWorkflowExecutionInitiated' },
} as const;
const DECIDED_LAMBDA = { type: 'LambdaFunction', key: 'id', references: DECIDED } as const;
const LAMBDA = {
  type: 'LambdaFunction',
  begunBy: 'scheduledEventId',
  references: { scheduledEventId: 'LambdaFunctionScheduled', startedEventId: 'LambdaFunctionStarted' },
} as const;

const TABLE = {
  WorkflowExecutionStarted: { ...EXECUTION, state: 'started' },
  WorkflowExecutionCancelRequested: { ...EXECUTION, state: 'cancel_requested' },
  WorkflowExecutionCompleted: { ...DECIDED_EXECUTION, state: 'completed' },
  WorkflowExecutionFailed: { ...DECIDED_EXECUTION, state: 'failed' },
  WorkflowExecutionCanceled: { ...DECIDED_EXECUTION, state: 'canceled' },
  WorkflowExecutionContinuedAsNew: { ...DECIDED_EXECUTION, state: 'continued_as_new' },
  WorkflowExecutionTimedOut: { ...EXECUTION, state: 'timed_out' },
  WorkflowExecutionTerminated: { ...EXECUTION, state: 'terminated' },
  CompleteWorkflowExecutionFailed: { ...DECIDED_EXECUTION, state: 'complete_failed' },
  FailWorkflowExecutionFailed: { ...DECIDED_EXECUTION, state: 'fail_failed' },
  CancelWorkflowExecutionFailed: { ...DECIDED_EXECUTION, state: 'cancel_failed' },
  ContinueAsNewWorkflowExecutionFailed: { ...DECIDED_EXECUTION, state: 'continue_as_new_failed' },
  WorkflowExecutionSignaled: { type: 'Signal', state: 'signaled', key: 'signalName', references: {} },
  DecisionTaskScheduled: { type: 'DecisionTask', state: 'scheduled', references: {} },
  DecisionTaskStarted: {
    ...DECISION_TASK,
    state: 'started',
    references: { scheduledEventId: 'DecisionTaskScheduled' },
  },
  DecisionTaskCompleted: { ...DECISION_TASK, state: 'completed' },
  DecisionTaskTimedOut: { ...DECISION_TASK, state: 'timed_out' },
  ActivityTaskScheduled: { ...DECIDED_ACTIVITY, state: 'scheduled' },
  ScheduleActivityTaskFailed: { ...DECIDED_ACTIVITY, state: 'schedule_failed' },
  ActivityTaskStarted: { ...ACTIVITY, state: 'started', references: { scheduledEventId: 'ActivityTaskScheduled' } },
  ActivityTaskCompleted: { ...ACTIVITY, state: 'completed' },
  ActivityTaskFailed: { ...ACTIVITY, state: 'failed' },
  ActivityTaskTimedOut: { ...ACTIVITY, state: 'timed_out' },
  ActivityTaskCanceled: {
    ...ACTIVITY,
    state: 'canceled',
    references: { ...ACTIVITY.references, latestCancelRequestedEventId: 'ActivityTaskCancelRequested' },
  },
  ActivityTaskCancelRequested: { ...DECIDED_ACTIVITY, state: 'cancel_requested' },
  RequestCancelActivityTaskFailed: { ...DECIDED_ACTIVITY, state: 'request_cancel_failed' },
  TimerStarted: { ...DECIDED_TIMER, state: 'started' },
  StartTimerFailed: { ...DECIDED_TIMER, state: 'start_failed' },
  TimerFired: { ...TIMER, state: 'fired' },
  TimerCanceled: { ...TIMER, state: 'canceled', references: { ...TIMER.references, ...DECIDED } },
  CancelTimerFailed: { ...DECIDED_TIMER, state: 'cancel_failed' },
  MarkerRecorded: { ...MARKER, state: 'recorded' },
  RecordMarkerFailed: { ...MARKER, state: 'record_failed' },
  StartChildWorkflowExecutionInitiated: { ...DECIDED_CHILD, state: 'start_initiated' },
  StartChildWorkflowExecutionFailed: {
    ...DECIDED_CHILD,
    state: 'start_failed',
    begunBy: 'initiatedEventId',
    references: { initiatedEventId: 'StartChildWorkflowExecutionInitiated', ...DECIDED },
  },
  ChildWorkflowExecutionStarted: {
    ...CHILD,
    state: 'started',
    references: { initiatedEventId: 'StartChildWorkflowExecutionInitiated' },
  },
  ChildWorkflowExecutionCompleted: { ...CHILD, state: 'completed' },
  ChildWorkflowExecutionFailed: { ...CHILD, state: 'failed' },
  ChildWorkflowExecutionTimedOut: { ...CHILD, state: 'timed_out' },
  ChildWorkflowExecutionCanceled: { ...CHILD, state: 'canceled' },
  ChildWorkflowExecutionTerminated: { ...CHILD, state: 'terminated' },
  SignalExternalWorkflowExecutionInitiated: { ...DECIDED_EXTERNAL, state: 'signal_initiated' },
  SignalExternalWorkflowExecutionFailed: {
    ...SIGNAL,
    state: 'signal_failed',
    key: 'workflowId',
    references: { ...SIGNAL.references, ...DECIDED },
  },
  ExternalWorkflowExecutionSignaled: { ...SIGNAL, state: 'signaled' },
  RequestCancelExternalWorkflowExecutionInitiated: { ...DECIDED_EXTERNAL, state: 'request_cancel_initiated' },
  RequestCancelExternalWorkflowExecutionFailed: {
    ...CANCEL_REQUEST,
    state: 'request_cancel_failed',
    key: 'workflowId',
    references: { ...CANCEL_REQUEST.references, ...DECIDED },
  },
  ExternalWorkflowExecutionCancelRequested: { ...CANCEL_REQUEST, state: 'cancel_requested' },
  LambdaFunctionScheduled: { ...DECIDED_LAMBDA, state: 'scheduled' },
  ScheduleLambdaFunctionFailed: { ...DECIDED_LAMBDA, state: 'schedule_failed' },
  LambdaFunctionStarted: { ...LAMBDA, state: 'started', references: { scheduledEventId: 'LambdaFunctionScheduled' } },
  StartLambdaFunctionFailed: {
    ...LAMBDA,
    state: 'start_failed',
    references: { scheduledEventId: 'LambdaFunctionScheduled' },
  },
  LambdaFunctionCompleted: { ...LAMBDA, state: 'completed' },
  LambdaFunctionFailed: { ...LAMBDA, state: 'failed' },
  LambdaFunctionTimedOut: { ...LAMBDA, state: 'timed_out' },
} as const satisfies Readonly<Record<EventName, EventType>>;

/**
 * SWF's 54 event types by name
 * (https://docs.aws.amazon.com/amazonswf/latest/apireference/API_HistoryEvent.html).
 */
export const eventTypes: Readonly<Record<EventName, EventType>> = TABLE;

/** The kind of entity that events of that name are about. */
export type TypeOf<Name extends EventName> = (typeof TABLE)[Name]['type'];
