import { InvalidArgumentError } from '@swf/settings/errors';
import { preview } from '@swf/settings/wire';
import { type Entity, timeOf } from '../entities/entity.js';
import type { History } from '../history/history.js';
import type { Span } from './span.js';

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
  const typeName: unknown = state.workflowExecution.workflowType?.name;
  const executionLabel = typeof typeName === 'string' ? typeName : 'execution';
  const spans: Span[] = [];
  addSpans(spans, [state.workflowExecution], () => executionLabel);
  addSpans(spans, state.decisionTasks.all(), () => 'decisions', workOf);
  addSpans(spans, state.activityTasks.all(), ({ activityId }) => activityId, workOf);
  addSpans(spans, state.timers.all(), ({ timerId }) => timerId);
  addSpans(spans, state.lambdaFunctions.all(), ({ id }) => id, workOf);
  addSpans(spans, state.childWorkflowExecutions.all(), ({ workflowId }) => workflowId, workOf);
  addSpans(spans, state.externalWorkflowExecutions.all(), ({ workflowId }) => workflowId);
  addSpans(spans, state.signals.all(), ({ signalName }) => signalName);
  addSpans(spans, state.markers.all(), ({ markerName }) => markerName);
  return Object.freeze(spans.sort((one, other) => one.start.getTime() - other.start.getTime()));
}

/** Returns when the work on something that waits began. */
function workOf({ startedAt }: { readonly startedAt: Date | undefined }): Date | undefined {
  return startedAt;
}

function addSpans<Item extends Entity>(
  spans: Span[],
  items: readonly Item[],
  labelOf: (item: Item) => string,
  startedAtOf?: (item: Item) => Date | undefined,
): void {
  const attempts = new Map<string, number>();
  for (const item of items) {
    const [first] = item.events;
    const start = timeOf(first);
    // Without a time, it has no place on the time line.
    if (first === undefined || start === undefined) continue;
    const label = labelOf(item);
    const attempt = item.type === 'DecisionTask' ? 1 : (attempts.get(label) ?? 0) + 1;
    attempts.set(label, attempt);
    const startedAt = startedAtOf?.(item);
    const end = item.open ? undefined : (item.closedAt ?? startedAt ?? start);
    const { type: entity, state } = item;
    spans.push(Object.freeze({ label, entity, start, startedAt, end, state, attempt, eventId: first.id }));
  }
}
