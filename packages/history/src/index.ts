export type { CompiledActivityTask } from './entities/activity-task.js';
export type { Attempts } from './entities/attempts.js';
export type { CompiledChildWorkflowExecution } from './entities/child-workflow-execution.js';
export type { CompiledHistory, FailedDecision } from './entities/compiled-history.js';
export type { CompiledDecisionTask } from './entities/decision-task.js';
export type { Entity } from './entities/entity.js';
export type { CompiledExternalWorkflowExecution } from './entities/external-workflow-execution.js';
export type { CompiledLambdaFunction } from './entities/lambda-function.js';
export type { CompiledMarker } from './entities/marker.js';
export type { Outline } from './entities/outline.js';
export type { CompiledSignal, Origin, OriginKind } from './entities/signal.js';
export type { CompiledTimer } from './entities/timer.js';
export type { CancelRequest, CompiledWorkflowExecution } from './entities/workflow-execution.js';
export { InconsistentStateError, TransitionError, type Violation, type ViolationKind } from './errors.js';
export type { AttributesOf, EventName } from './event/attributes.js';
export { type AnyEvent, Event, type EventOf } from './event/event.js';
export { type EventType, eventTypes, type References } from './event/event-types.js';
export type { PayloadField } from './event/payload.js';
export type { RawEvent } from './event/raw-event.js';
export type { EventFilter } from './history/event-filter.js';
export { History } from './history/history.js';
export type { HistoryOptions, HistorySource } from './history/source.js';
export type { HistoryPage } from './history-pages.js';
export { type EntityType, type EventState, type Lifecycle, lifecycles, type StateOf } from './lifecycles.js';
export {
  type HistoryPageOptions,
  type HistoryQueryOptions,
  HistoryQuerySet,
  type WorkflowExecutionRef,
} from './query-set.js';
