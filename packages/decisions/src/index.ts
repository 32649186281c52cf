export type { ChildPolicy, ExecutionSettings, TaskListRef, TypeRef } from '@swf/settings/wire';
export { ActivityTaskDecision, type RequestCancelActivityTask, type ScheduleActivityTask } from './activity-task.js';
export type { DecidedAttempts, DecidedHistory } from './batch/decided-history.js';
export { DecisionBatch } from './batch/decision-batch.js';
export type { DescribedActivityType, DescribedWorkflowType } from './batch/described-types.js';
export type { Evidence, EvidenceEvent } from './batch/evidence.js';
export type { DecisionBatchOptions, Quotas } from './batch/options.js';
export type { AnswerEnvelope } from './batch/size.js';
export { ChildWorkflowExecutionDecision, type StartChildWorkflowExecution } from './child-workflow-execution.js';
export type { Decision } from './decision.js';
export { checkDecisions, type DecisionAnswer, type Decisions, toDecisionAnswer } from './decision-answer.js';
export type { DecisionAttributes, DecisionType } from './decision-attributes.js';
export { DecisionRefusedError, type RefusalCode } from './errors.js';
export {
  ExternalWorkflowExecutionDecision,
  type RequestCancelExternalWorkflowExecution,
  type SignalExternalWorkflowExecution,
} from './external-workflow-execution.js';
export { LambdaFunctionDecision, type ScheduleLambdaFunction } from './lambda-function.js';
export { MarkerDecision, type RecordMarker } from './marker.js';
export { type CancelTimer, type StartTimer, TimerDecision } from './timer.js';
export {
  type CancelWorkflowExecution,
  type CompleteWorkflowExecution,
  type ContinueAsNewWorkflowExecution,
  closesExecution,
  type FailWorkflowExecution,
  WorkflowExecutionDecision,
} from './workflow-execution.js';
