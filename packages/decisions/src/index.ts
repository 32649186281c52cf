export { ActivityTaskDecision, type RequestCancelActivityTask, type ScheduleActivityTask } from './activity-task.js';
export { DecisionBatch } from './batch/decision-batch.js';
export { ChildWorkflowExecutionDecision, type StartChildWorkflowExecution } from './child-workflow-execution.js';
export type { Decision } from './decision.js';
export type { DecisionAttributes, DecisionType } from './decision-attributes.js';
export {
  ExternalWorkflowExecutionDecision,
  type RequestCancelExternalWorkflowExecution,
  type SignalExternalWorkflowExecution,
} from './external-workflow-execution.js';
export type { ChildPolicy, TaskListRef, TypeRef } from './fields.js';
export { LambdaFunctionDecision, type ScheduleLambdaFunction } from './lambda-function.js';
export { MarkerDecision, type RecordMarker } from './marker.js';
export { type CancelTimer, type StartTimer, TimerDecision } from './timer.js';
export {
  type CancelWorkflowExecution,
  type CompleteWorkflowExecution,
  type ContinueAsNewWorkflowExecution,
  type FailWorkflowExecution,
  WorkflowExecutionDecision,
} from './workflow-execution.js';
