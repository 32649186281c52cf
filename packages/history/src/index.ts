export type { ActivityTask } from './compile/activity-task.js';
export type { Attempts } from './compile/attempts.js';
export type { ChildWorkflowExecution } from './compile/child-workflow-execution.js';
export type { CompiledHistory } from './compile/compiled-history.js';
export type { DecisionTask } from './compile/decision-task.js';
export type { Entity } from './compile/entity.js';
export type { ExternalWorkflowExecution } from './compile/external-workflow-execution.js';
export type { FailedDecision } from './compile/failed-decision.js';
export type { LambdaFunction } from './compile/lambda-function.js';
export type { Marker } from './compile/marker.js';
export type { Origin, OriginKind } from './compile/origin.js';
export type { Signal } from './compile/signal.js';
export type { Timer } from './compile/timer.js';
export type { CancelRequest, WorkflowExecution } from './compile/workflow-execution.js';
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
export { type EntityType, type EventState, type Lifecycle, lifecycles, type StateOf } from './lifecycles/lifecycles.js';
export {
  type HistoryPageOptions,
  type HistoryQueryOptions,
  HistoryQuerySet,
  type WorkflowExecutionRef,
} from './query-set.js';
export { type Span, timeline } from './timeline/timeline.js';
export { toSVG } from './timeline/to-svg.js';
