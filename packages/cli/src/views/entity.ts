import { formatDuration } from '@swf/explain';
import type { CompiledHistory, EntityType } from '@swf/history';
import type { Style } from '../output/column.js';
import type { Row } from '../output/fields.js';
import type { View } from '../output/print.js';
import { wholeSeconds } from '../output/time.js';

interface Texts {
  readonly reason?: string | undefined;
  readonly input?: string | undefined;
  readonly result?: string | undefined;
  readonly details?: string | undefined;
}

/** The members of any entity that a row shows. */
interface Shown extends Texts {
  readonly type: EntityType;
  readonly state: string;
  readonly open: boolean;
  readonly closedAt: Date | undefined;
  readonly startedAt?: Date | undefined;
  readonly events: readonly { readonly id: number; readonly timestamp: Date }[];
}

/** A row for each attempt of an activity, timer, child, function, signal and marker, in order of start. */
export function entityRows(state: CompiledHistory, now: Date): readonly Row[] {
  const attempts = new Map<string, number>();
  const rows: Row[] = [];
  const add = (entity: Shown, id: string) => {
    const [first] = entity.events;
    if (first === undefined) return;
    const key = `${entity.type} ${id}`;
    const attempt = (attempts.get(key) ?? 0) + 1;
    attempts.set(key, attempt);
    const end = entity.open ? now : (entity.closedAt ?? first.timestamp);
    rows.push({
      type: entity.type,
      id,
      attempt,
      state: entity.state,
      ...textsOf(entity),
      eventId: first.id,
      scheduledAt: first.timestamp,
      ...(entity.startedAt !== undefined && { startedAt: entity.startedAt }),
      ...(entity.closedAt !== undefined && { closedAt: entity.closedAt }),
      seconds: (end.getTime() - first.timestamp.getTime()) / 1000,
    });
  };
  for (const task of state.activityTasks.all()) add(task, task.activityId);
  for (const timer of state.timers.all()) add(timer, timer.timerId);
  for (const child of state.childWorkflowExecutions.all()) add(child, child.workflowId);
  for (const lambda of state.lambdaFunctions.all()) add(lambda, lambda.id);
  for (const external of state.externalWorkflowExecutions.all()) add(external, external.workflowId);
  for (const signal of state.signals.all()) add(signal, signal.signalName);
  for (const marker of state.markers.all()) add(marker, marker.markerName);
  return rows.sort((one, other) => Number(one['eventId']) - Number(other['eventId']));
}

/** Returns the texts that people and programs wrote into an entity: those that it has. */
export function textsOf({ reason, input, result, details }: Texts): Row {
  return Object.fromEntries(
    Object.entries({ reason, input, result, details }).filter(([, text]) => text !== undefined),
  );
}

/** Entities, a row for each attempt. */
export const entityView: View = {
  fields: [
    'type',
    'id',
    'attempt',
    'state',
    'reason',
    'input',
    'result',
    'details',
    'eventId',
    'scheduledAt',
    'startedAt',
    'closedAt',
    'seconds',
  ],
  columns: [
    { heading: 'EVENT', value: ({ eventId }) => eventId },
    { heading: 'TIME', value: ({ scheduledAt }) => scheduledAt },
    { heading: 'TYPE', value: ({ type }) => NOUNS[type as EntityType] },
    { heading: 'ID', value: ({ id, attempt }) => (attempt === 1 ? id : `${id} #${attempt}`) },
    { heading: 'STATE', value: ({ state }) => String(state).replaceAll('_', ' '), style: stateStyle },
    { heading: 'TOOK', value: ({ seconds }) => formatDuration(wholeSeconds(Number(seconds) * 1000)) },
    { heading: 'REASON', value: ({ reason }) => reason },
  ],
  id: ['id', 'eventId'],
};

const NOUNS: Readonly<Partial<Record<EntityType, string>>> = {
  ActivityTask: 'activity',
  Timer: 'timer',
  ChildWorkflowExecution: 'child',
  LambdaFunction: 'lambda',
  ExternalWorkflowExecution: 'external',
  Signal: 'signal',
  Marker: 'marker',
};

function stateStyle({ state }: Row): Style | undefined {
  if (/failed|timed_out/.test(String(state))) return 'red';
  return state === 'completed' ? 'green' : undefined;
}
