import { InvalidArgumentError } from '@swf/settings/errors';
import { show } from '@swf/settings/wire';
import { type Entity, timeOf } from '../compile/entity.js';
import type { History } from '../history/history.js';
import type { EntityType } from '../lifecycles/lifecycles.js';

/** One entity's stretch of time, for drawing. */
export interface Span {
  /** What it is called: an activity's id, a timer's, a child's workflow id, ... */
  readonly label: string;
  readonly entity: EntityType;
  readonly start: Date;
  /** When its work began, where that is later than `start`: before that it waited. */
  readonly startedAt: Date | undefined;
  /** When it closed; `undefined` while it is open. Where the history does not tell, the last of the instants above that it does tell. */
  readonly end: Date | undefined;
  readonly state: string;
  /** Which attempt under its label this is, from 1; decision tasks are no attempts. */
  readonly attempt: number;
}

/**
 * The spans of everything in a history, in the order in which they began, so the execution first.
 *
 * Markers and signals are instants: their start is their end. Throws what {@link History.compile} throws, and `InvalidArgumentError` for what is no
 * history.
 *
 * @example
 * for (const { label, state, start, end } of timeline(history)) console.log(label, state, start, end ?? 'open');
 */
export function timeline(history: History): readonly Span[] {
  if (typeof history?.compile !== 'function') {
    throw new InvalidArgumentError(
      `A timeline is that of a history such as History.from(events) makes, not ${show(history)}`,
    );
  }
  const state = history.compile();
  const attempts = new Map<string, number>();
  const spans: Span[] = [];
  const add = (entity: Entity, label: string, startedAt?: Date) => {
    const start = timeOf(entity.events[0]);
    // An event that was stripped of its time has no place on a line.
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
