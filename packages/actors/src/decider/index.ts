// Everything that a program of deciders needs; loads nothing of activities.

export type { DecisionAnswer, Decisions } from '@swf/decisions';
export { Actor } from '../actor/actor.js';
export type { ActorOptions, AnswerOptions, LogFields, PollOptions } from '../actor/actor-options.js';
export type { ActorEvents, Answered } from '../actor/events.js';
export type { ActorHealth, RefusedOperation, StuckReason, StuckTask } from '../actor/health.js';
export type { ActorLogger } from '../actor/logger.js';
export { failureOf } from '../failures/failure.js';
export type { HistoryPart } from '../histories/histories.js';
export type { HistoryCacheOptions } from '../histories/history-cache.js';
export type { StopOptions } from '../lifecycle/drain.js';
export { type ActorState, ActorStateError } from '../lifecycle/lifecycle.js';
export { type AttributeDifference, RegisteredDifferentlyError, type Registrable } from '../lifecycle/register.js';
export { type Runnable, RunningActors, type RunOptions } from '../lifecycle/run.js';
export type { Retry } from '../requests/retry.js';
export { type AbortReason, TaskAbortedError } from '../tasks/abort.js';
export { Decider } from './decider.js';
export type { DecideContext, DecideFunction, DeciderOptions, DecisionPollOptions } from './decider-options.js';
export type { DecisionAnswerOptions } from './decision-request.js';
export { DecisionTask, type DecisionTaskOptions } from './decision-task.js';
export type { StickyOptions } from './sticky-task-list.js';
