import type { EventType } from '@aws-sdk/client-swf';

/** Events that ask for a decision: a decision task is scheduled with them unless one is pending. */
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

/** Events of activity tasks, the time of the newest of which DescribeWorkflowExecution shows. */
export const ACTIVITY_TASK_EVENTS: ReadonlySet<EventType> = /* @__PURE__ */ new Set<EventType>([
  'ActivityTaskScheduled',
  'ActivityTaskStarted',
  'ActivityTaskCompleted',
  'ActivityTaskFailed',
  'ActivityTaskTimedOut',
  'ActivityTaskCancelRequested',
  'ActivityTaskCanceled',
]);
