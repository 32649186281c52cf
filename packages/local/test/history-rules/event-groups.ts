/** Events after which nothing follows. */
export const CLOSING: ReadonlySet<string> = new Set([
  'WorkflowExecutionCompleted',
  'WorkflowExecutionFailed',
  'WorkflowExecutionCanceled',
  'WorkflowExecutionContinuedAsNew',
  'WorkflowExecutionTimedOut',
  'WorkflowExecutionTerminated',
]);

/** Closing decisions that were refused. */
export const REFUSED_CLOSE: ReadonlySet<string> = new Set([
  'CompleteWorkflowExecutionFailed',
  'FailWorkflowExecutionFailed',
  'CancelWorkflowExecutionFailed',
  'ContinueAsNewWorkflowExecutionFailed',
]);

/** Events that need a decision and stand in a transaction of their own. */
export const OUTSIDE_TRIGGERS: ReadonlySet<string> = new Set([
  'WorkflowExecutionStarted',
  'WorkflowExecutionSignaled',
  'WorkflowExecutionCancelRequested',
  'ActivityTaskCompleted',
  'ActivityTaskFailed',
  'ActivityTaskTimedOut',
  'ActivityTaskCanceled',
  'TimerFired',
  'ChildWorkflowExecutionStarted',
  'ChildWorkflowExecutionCompleted',
  'ChildWorkflowExecutionFailed',
  'ChildWorkflowExecutionCanceled',
  'ChildWorkflowExecutionTimedOut',
  'ChildWorkflowExecutionTerminated',
  'StartChildWorkflowExecutionFailed',
  'ExternalWorkflowExecutionSignaled',
  'SignalExternalWorkflowExecutionFailed',
  'ExternalWorkflowExecutionCancelRequested',
  'RequestCancelExternalWorkflowExecutionFailed',
  'StartLambdaFunctionFailed',
  'LambdaFunctionCompleted',
  'LambdaFunctionFailed',
  'LambdaFunctionTimedOut',
]);

/** Refusals of a decision: they stand among the decision's batch and need another decision. */
export const BATCH_TRIGGERS: ReadonlySet<string> = new Set([
  ...REFUSED_CLOSE,
  'ScheduleActivityTaskFailed',
  'RequestCancelActivityTaskFailed',
  'StartTimerFailed',
  'CancelTimerFailed',
  'RecordMarkerFailed',
  'ScheduleLambdaFunctionFailed',
  'StartChildWorkflowExecutionFailed',
  'ActivityTaskCanceled',
]);

/** Failures whose decision was accepted at first: they come later and name the Initiated event. */
export const LATE_FAILURES: ReadonlySet<string> = new Set([
  'StartChildWorkflowExecutionFailed',
  'SignalExternalWorkflowExecutionFailed',
  'RequestCancelExternalWorkflowExecutionFailed',
]);
