import type { CompiledHistory, EntityType, History } from '@swf/history';
import { checkHistory } from './check-history.js';
import { timeOf } from './event-time.js';

/** One attempt of an activity, timer, child, ... as a row of a table. */
export interface EntityRow {
  readonly type: EntityType;
  /** The activity id, timer id, workflow id of a child, ... */
  readonly id: string;
  /** The number of the attempt under its id, from 1. */
  readonly attempt: number;
  readonly state: string;
  readonly open: boolean;
  readonly reason?: string | undefined;
  readonly input?: string | undefined;
  readonly result?: string | undefined;
  readonly details?: string | undefined;
  /** The id of its first event. */
  readonly eventId: number;
  /** The time of its first event; undefined if the history does not say. */
  readonly scheduledAt?: Date | undefined;
  readonly startedAt?: Date | undefined;
  readonly closedAt?: Date | undefined;
  /** From its first event until it closed, the run closed, or now; undefined without times. */
  readonly seconds?: number | undefined;
}

/** What a kind of entity is called in a table. */
export const entityNouns: Readonly<Record<EntityType, string>> = {
  WorkflowExecution: 'execution',
  DecisionTask: 'decision',
  ActivityTask: 'activity',
  Timer: 'timer',
  ChildWorkflowExecution: 'child',
  LambdaFunction: 'lambda',
  ExternalWorkflowExecution: 'external',
  Signal: 'signal',
  Marker: 'marker',
};

/** The texts that people and programs write into an entity. */
type Texts = Pick<EntityRow, 'reason' | 'input' | 'result' | 'details'>;

/** The members of any entity that a row shows. */
interface Shown extends Partial<Texts> {
  readonly type: EntityType;
  readonly state: string;
  readonly open: boolean;
  readonly closedAt: Date | undefined;
  readonly startedAt?: Date | undefined;
  readonly events: readonly { readonly id: number; readonly timestamp: Date }[];
}

/**
 * Returns a row for each attempt of an activity, timer, child, function, signal and marker, in
 * order of start. Of a damaged history, those up to the damage.
 *
 * @param now the end of what is open, unless the run has closed.
 * @throws `InvalidArgumentError` if it is not a history.
 */
export function entityRows(history: History, now: Date): readonly EntityRow[] {
  const state = checkHistory(history).validPrefix.compile();
  const end = state.workflowExecution.closedAt ?? now;
  const attempts = new Map<string, number>();
  return entitiesOf(state)
    .flatMap(({ entity, id }): readonly EntityRow[] => {
      const [first] = entity.events;
      if (first === undefined) return [];
      const key = `${entity.type} ${id}`;
      const attempt = (attempts.get(key) ?? 0) + 1;
      attempts.set(key, attempt);
      return [rowOf(entity, id, attempt, first, end)];
    })
    .sort((one, other) => one.eventId - other.eventId);
}

/** Returns the texts of an entity: those that it has. */
export function textsOf({ reason, input, result, details }: Texts): Texts {
  return {
    ...(reason !== undefined && { reason }),
    ...(input !== undefined && { input }),
    ...(result !== undefined && { result }),
    ...(details !== undefined && { details }),
  };
}

function rowOf(entity: Shown, id: string, attempt: number, first: Shown['events'][number], present: Date): EntityRow {
  const { type, state, open, startedAt, closedAt } = entity;
  const scheduledAt = timeOf(first);
  const end = open ? present : (closedAt ?? scheduledAt);
  return {
    type,
    id,
    attempt,
    state,
    open,
    ...textsOf(entity),
    eventId: first.id,
    ...(scheduledAt !== undefined && { scheduledAt }),
    ...(startedAt !== undefined && { startedAt }),
    ...(closedAt !== undefined && { closedAt }),
    // A clock may be behind that of SWF.
    ...(scheduledAt && end && { seconds: Math.max(0, end.getTime() - scheduledAt.getTime()) / 1000 }),
  };
}

function entitiesOf(state: CompiledHistory): readonly { readonly entity: Shown; readonly id: string }[] {
  return [
    ...state.activityTasks.all().map((entity) => ({ entity, id: entity.activityId })),
    ...state.timers.all().map((entity) => ({ entity, id: entity.timerId })),
    ...state.childWorkflowExecutions.all().map((entity) => ({ entity, id: entity.workflowId })),
    ...state.lambdaFunctions.all().map((entity) => ({ entity, id: entity.id })),
    ...state.externalWorkflowExecutions.all().map((entity) => ({ entity, id: entity.workflowId })),
    ...state.signals.all().map((entity) => ({ entity, id: entity.signalName })),
    ...state.markers.all().map((entity) => ({ entity, id: entity.markerName })),
  ];
}
