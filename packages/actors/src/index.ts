export {
  type Activities,
  type Activity,
  type ActivityFunction,
  type ActivityTimeouts,
  type InlineActivity,
  type IsolatedActivity,
  UnknownActivityTypeError,
} from './activities.js';
export {
  ActivityWorker,
  type ActivityWorkerOptions,
} from './activity-worker.js';
export { Actor } from './actor.js';
export type { ActorOptions, AnswerOptions, Fields, PollOptions, TaskListRef } from './actor-options.js';
export { type ActorState, ActorStateError } from './actor-state.js';
export { Decider } from './decider.js';
export type { DecideContext, DecideFunction, DeciderOptions, DecisionPollOptions } from './decider-options.js';
export type { DecisionAnswerOptions } from './decision-request.js';
export type { DecisionAnswer, Decisions } from './decisions.js';
export type { ActorEvents, Answered } from './events.js';
export type { ActorHealth, RefusedOperation, StuckReason, StuckTask } from './health.js';
export type { HistoryPart } from './history/histories.js';
export type { HistoryCacheOptions } from './history/history-cache.js';
export { IsolationError } from './isolation/isolation-error.js';
export type { ModuleActivity } from './isolation/module-activity.js';
export type { Logger } from './logger.js';
export type { StopOptions } from './loop/drain.js';
export type { Retry } from './loop/retry.js';
export { type AttributeDifference, RegisteredDifferentlyError, type Registrable } from './register.js';
export { type Runnable, RunningActors, type RunOptions } from './run.js';
export type { StickyOptions } from './sticky.js';
export { type AbortReason, TaskAbortedError } from './task/abort.js';
export type { ActivityContext, ActivityTaskData } from './task/activity-context.js';
export type { CompleteLater, CompleteLaterOptions } from './task/complete-later.js';
export { DecisionTask, type DecisionTaskOptions } from './task/decision-task.js';
export { failureOf } from './task/failure.js';
export { type ActivityCancellation, type ActivityFailure, OpenActivityTask } from './task/open-activity-task.js';
