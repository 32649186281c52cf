import type { EventType, HistoryEvent } from '@aws-sdk/client-swf';
import type { Wire } from '../api/wire.js';

/** The name of an event's attribute member. */
type AttributesName<Type extends EventType> = `${Uncapitalize<Type>}EventAttributes`;

/** The attributes of a type of event. */
export type EventAttributes<Type extends EventType> = Wire<NonNullable<HistoryEvent[AttributesName<Type>]>>;

/** Events after which a decision task is scheduled, unless one is pending. */
export const TRIGGERS: ReadonlySet<EventType> = /* @__PURE__ */ new Set<EventType>([
  'WorkflowExecutionStarted',
  'WorkflowExecutionSignaled',
  'WorkflowExecutionCancelRequested',
  'CompleteWorkflowExecutionFailed',
  'FailWorkflowExecutionFailed',
  'CancelWorkflowExecutionFailed',
  'ContinueAsNewWorkflowExecutionFailed',
  'DecisionTaskTimedOut',
  'ScheduleActivityTaskFailed',
  'ActivityTaskCompleted',
  'ActivityTaskFailed',
  'ActivityTaskTimedOut',
  'ActivityTaskCanceled',
  'RequestCancelActivityTaskFailed',
  'StartTimerFailed',
  'TimerFired',
  'CancelTimerFailed',
  'RecordMarkerFailed',
  'StartChildWorkflowExecutionFailed',
  'ChildWorkflowExecutionStarted',
  'ChildWorkflowExecutionCompleted',
  'ChildWorkflowExecutionFailed',
  'ChildWorkflowExecutionCanceled',
  'ChildWorkflowExecutionTimedOut',
  'ChildWorkflowExecutionTerminated',
  'ExternalWorkflowExecutionSignaled',
  'SignalExternalWorkflowExecutionFailed',
  'ExternalWorkflowExecutionCancelRequested',
  'RequestCancelExternalWorkflowExecutionFailed',
  'ScheduleLambdaFunctionFailed',
  'StartLambdaFunctionFailed',
  'LambdaFunctionCompleted',
  'LambdaFunctionFailed',
  'LambdaFunctionTimedOut',
]);

/** Events that end a history. */
export const CLOSING = [
  'WorkflowExecutionCompleted',
  'WorkflowExecutionFailed',
  'WorkflowExecutionCanceled',
  'WorkflowExecutionContinuedAsNew',
  'WorkflowExecutionTimedOut',
  'WorkflowExecutionTerminated',
] as const satisfies readonly EventType[];

export type ClosingEventType = (typeof CLOSING)[number];

/** Events of activity tasks; DescribeWorkflowExecution returns the time of the latest. */
export const ACTIVITY_TASK_EVENTS: ReadonlySet<EventType> = /* @__PURE__ */ new Set<EventType>([
  'ActivityTaskScheduled',
  'ActivityTaskStarted',
  'ActivityTaskCompleted',
  'ActivityTaskFailed',
  'ActivityTaskTimedOut',
  'ActivityTaskCancelRequested',
  'ActivityTaskCanceled',
]);
