import { InvalidArgumentError } from '@swf/settings/errors';
import { preview } from '@swf/settings/wire';
import { timeOf } from '../entities/entity.js';
import type { Outline } from '../entities/outline.js';
import type { CompiledWorkflowExecution } from '../entities/workflow-execution.js';
import type { History } from '../history/history.js';
import type { EntityType } from '../lifecycles.js';
import type { Span } from './span.js';

/** What waits before the work on it starts; a timer, for example, begins with its start. */
const WAITING: ReadonlySet<EntityType> = new Set([
  'DecisionTask',
  'ActivityTask',
  'LambdaFunction',
  'ChildWorkflowExecution',
]);

/**
 * Returns the spans of everything in a history, in order of start.
 *
 * The execution comes first. Markers and signals are instants: their start is their end.
 *
 * @throws `InvalidArgumentError` if it is not a history, and what {@link History.compile} throws.
 *
 * @example
 * for (const { label, state, start, end } of timeline(history)) {
 *   console.log(label, state, start, end ?? 'open');
 * }
 */
export function timeline(history: History): readonly Span[] {
  if (typeof history?.compile !== 'function') {
    throw new InvalidArgumentError(`history must be a History, got ${preview(history)}`);
  }
  const state = history.compile();
  const spans: Span[] = [];
  addSpans(spans, 'WorkflowExecution', [executionOutline(state.workflowExecution)]);
  addSpans(spans, 'DecisionTask', state.decisionTasks.outlines());
  addSpans(spans, 'ActivityTask', state.activityTasks.outlines());
  addSpans(spans, 'Timer', state.timers.outlines());
  addSpans(spans, 'LambdaFunction', state.lambdaFunctions.outlines());
  addSpans(spans, 'ChildWorkflowExecution', state.childWorkflowExecutions.outlines());
  addSpans(spans, 'ExternalWorkflowExecution', state.externalWorkflowExecutions.outlines());
  addSpans(spans, 'Signal', state.signals.outlines());
  addSpans(spans, 'Marker', state.markers.outlines());
  return Object.freeze(spans.sort((one, other) => one.start.getTime() - other.start.getTime()));
}

/** Returns the outline of the execution, with its type as its name. */
function executionOutline(execution: CompiledWorkflowExecution): Outline {
  const { workflowType, state, open, events, closedAt, startedAt } = execution;
  const [first] = events;
  const name: unknown = workflowType?.name;
  const key = typeof name === 'string' ? name : 'execution';
  return { key, state, open, eventId: first?.id ?? 0, beganAt: timeOf(first), startedAt, closedAt };
}

function addSpans(spans: Span[], entity: EntityType, outlines: readonly Outline[]): void {
  const waits = WAITING.has(entity);
  const attempts = new Map<string, number>();
  for (const outline of outlines) {
    const { key, state, open, eventId, beganAt, closedAt } = outline;
    // Without a time, it has no place on the time line.
    if (beganAt === undefined) continue;
    const label = entity === 'DecisionTask' ? 'decisions' : String(key ?? '');
    const attempt = entity === 'DecisionTask' ? 1 : (attempts.get(label) ?? 0) + 1;
    attempts.set(label, attempt);
    const startedAt = waits ? outline.startedAt : undefined;
    const end = open ? undefined : (closedAt ?? startedAt ?? beganAt);
    spans.push(Object.freeze({ label, entity, start: beganAt, startedAt, end, state, attempt, eventId }));
  }
}
