export { Actor } from './actor/actor.js';
export type { ActorOptions, AnswerOptions, LogFields, PollOptions } from './actor/actor-options.js';
export type { ActorEvents, Answered } from './actor/events.js';
export type { ActorHealth, RefusedOperation, StuckReason, StuckTask } from './actor/health.js';
export type { ActorLogger } from './actor/logger.js';
export { Decider } from './decider/decider.js';
export type { DecideContext, DecideFunction, DeciderOptions, DecisionPollOptions } from './decider/decider-options.js';
export type { DecisionAnswer, Decisions } from './decider/decision-answer.js';
export type { DecisionAnswerOptions } from './decider/decision-request.js';
export { DecisionTask, type DecisionTaskOptions } from './decider/decision-task.js';
export type { StickyOptions } from './decider/sticky-task-list.js';
export { failureOf } from './failures/failure.js';
export type { HistoryPart } from './histories/histories.js';
export type { HistoryCacheOptions } from './histories/history-cache.js';
export type { StopOptions } from './lifecycle/drain.js';
export { type ActorState, ActorStateError } from './lifecycle/lifecycle.js';
export { type AttributeDifference, RegisteredDifferentlyError, type Registrable } from './lifecycle/register.js';
export { type Runnable, RunningActors, type RunOptions } from './lifecycle/run.js';
export type { Retry } from './requests/retry.js';
export { type AbortReason, TaskAbortedError } from './tasks/abort.js';
export {
  type Activities,
  type ActivityFunction,
  type ActivityHandler,
  type ActivityTimeouts,
  type ConfiguredActivity,
  UnknownActivityTypeError,
} from './worker/activities.js';
export {
  type ActivityContext,
  type ActivityTaskData,
  CompleteLater,
  type CompleteLaterOptions,
} from './worker/activity-context.js';
export {
  ActivityWorker,
  type ActivityWorkerOptions,
} from './worker/activity-worker.js';
export {
  type ActivityCancellationOptions,
  type ActivityFailureOptions,
  OpenActivityTask,
} from './worker/open-activity-task.js';
