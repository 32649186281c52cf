// Everything that a program of workers needs; loads neither histories nor decisions.
export { Actor } from '../actor/actor.js';
export type { ActorOptions, AnswerOptions, LogFields, PollOptions } from '../actor/actor-options.js';
export type { ActorEvents, Answered } from '../actor/events.js';
export type { ActorHealth, RefusedOperation, StuckReason, StuckTask } from '../actor/health.js';
export type { ActorLogger } from '../actor/logger.js';
export { failureOf } from '../failures/failure.js';
export type { StopOptions } from '../lifecycle/drain.js';
export { type ActorState, ActorStateError } from '../lifecycle/lifecycle.js';
export { type AttributeDifference, RegisteredDifferentlyError, type Registrable } from '../lifecycle/register.js';
export { type Runnable, RunningActors, type RunOptions } from '../lifecycle/run.js';
export type { Retry } from '../requests/retry.js';
export { type AbortReason, TaskAbortedError } from '../tasks/abort.js';
export {
  type Activities,
  type ActivityFunction,
  type ActivityHandler,
  type ActivityTimeouts,
  type ConfiguredActivity,
  UnknownActivityTypeError,
} from './activities.js';
export {
  type ActivityContext,
  type ActivityTaskData,
  CompleteLater,
  type CompleteLaterOptions,
} from './activity-context.js';
export { ActivityWorker } from './activity-worker.js';
export type { ActivityWorkerOptions } from './activity-worker-options.js';
export {
  type ActivityCancellationOptions,
  type ActivityFailureOptions,
  OpenActivityTask,
} from './open-activity-task.js';
