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
 * for (const { label, state, start, end } of timeline(history)) console.log(label, state, start, end ?? 'open');
 */
export function timeline(history: History): readonly Span[] {
  if (typeof history?.compile !== 'function') {
    throw new InvalidArgumentError(`history must be a History, got ${preview(history)}`);
  }
  const state = history.compile();
  const attempts = new Map<string, number>();
  const spans: Span[] = [];
  const add = (entity: Entity, label: string, startedAt?: Date) => {
    const start = timeOf(entity.events[0]);
    // Without a time, it has no place on the time line.
    if (start === undefined) return;
    const key = `${entity.type} ${label}`;
    const attempt = entity.type === 'DecisionTask' ? 1 : (attempts.get(key) ?? 0) + 1;
    attempts.set(key, attempt);
    spans.push(
      Object.freeze({
        label,
        entity: entity.type,
        start,
        startedAt,
        end: entity.open ? undefined : (entity.closedAt ?? startedAt ?? start),
        state: entity.state,
        attempt,
      }),
    );
  };
  const typeName: unknown = state.workflowExecution.workflowType?.name;
  add(state.workflowExecution, typeof typeName === 'string' ? typeName : 'execution');
  for (const task of state.decisionTasks.all()) add(task, 'decisions', task.startedAt);
  for (const task of state.activityTasks.all()) add(task, task.activityId, task.startedAt);
  for (const timer of state.timers.all()) add(timer, timer.timerId);
  for (const lambda of state.lambdaFunctions.all()) add(lambda, lambda.id, lambda.startedAt);
  for (const child of state.childWorkflowExecutions.all()) add(child, child.workflowId, child.startedAt);
  for (const external of state.externalWorkflowExecutions.all()) add(external, external.workflowId);
  for (const signal of state.signals.all()) add(signal, signal.signalName);
  for (const marker of state.markers.all()) add(marker, marker.markerName);
  return Object.freeze(spans.sort((one, other) => one.start.getTime() - other.start.getTime()));
}
