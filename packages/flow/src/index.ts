export { onAnySignal, type SignalMeta } from './calls/any-signal.js';
export type { RetryOptions } from './calls/backoff.js';
export type { Child, ChildOptions } from './calls/child.js';
export { type ConditionOptions, condition } from './calls/condition.js';
export { type ContinueAsNewOptions, continueAsNew } from './calls/continue-as-new.js';
export { type ExternalExecution, type ExternalRef, external } from './calls/external.js';
export { type AskOptions, type HumanOptions, type HumanStep, human } from './calls/human.js';
export { info, log, type RunInfo } from './calls/info.js';
export { publish } from './calls/publish.js';
export { sideEffect } from './calls/side-effect.js';
export { type SleepOptions, sleep, sleepUntil } from './calls/sleep.js';
export { marker, now, patched, random, uuid, type VersionRange, version } from './calls/values.js';
export type { ResultOptions } from './client/result.js';
export type {
  OpenQuestion,
  Run,
  RunRef,
  SignalWithStartOptions,
  StartRunOptions,
  StartRunSettings,
} from './client/run.js';
export { RunFailedError } from './client/run-failed-error.js';
export { FlowDecider } from './decider/flow-decider.js';
export type { FlowDeciderOptions } from './decider/flow-decider-options.js';
export type { ResidentOptions } from './decider/residents.js';
export { type ActivityDefinition, activity } from './definitions/activity.js';
export type { ActivityCallOptions, ActivityOptions, OnCancel } from './definitions/activity-options.js';
export type { Implementation } from './definitions/implementation.js';
export { type LambdaCallOptions, type LambdaDefinition, lambda } from './definitions/lambda.js';
export type { PayloadCodec } from './definitions/payload.js';
export { InvalidPayloadError, type Schema } from './definitions/schema.js';
export { type NextOptions, type SignalDefinition, type SignalOptions, signal } from './definitions/signal.js';
export { modelOf, typeOf } from './definitions/type-of.js';
export type { Passing, Pending, Wire } from './definitions/wire.js';
export { type WorkflowDefinition, workflow } from './definitions/workflow.js';
export type { WorkflowOptions, WorkflowStartOptions } from './definitions/workflow-options.js';
export { type MapOptions, mapConcurrent } from './scopes/map-concurrent.js';
export { retry } from './scopes/retry.js';
export { SagaError, type SagaOptions, saga } from './scopes/saga.js';
export type { Scope } from './scopes/scope.js';
export {
  all,
  type Branch,
  race,
  type ScopeOptions,
  scope,
  settled,
  shield,
} from './scopes/scopes.js';
export type { CheckInputs } from './turns/run-settings.js';
export { type FlowWorkerOptions, flowWorker, implement, type Perform } from './worker/flow-worker.js';
