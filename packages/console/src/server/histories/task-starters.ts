import type { History } from '@swf/history';
import type { TaskStarter } from '../../api/registrations.js';

/** Events of a run. */
export interface RunEvents {
  readonly workflowId: string;
  readonly runId: string;
  readonly events: History;
}

const MOST_STARTERS = 20;

/** Returns who started tasks of a list in some runs; who did so last comes first. */
export function taskStarters(runs: Iterable<RunEvents>, taskList: string): readonly TaskStarter[] {
  const starters = new Map<string, TaskStarter>();
  for (const start of [...runs].flatMap((run) => startsOf(run, taskList))) {
    const key = JSON.stringify([start.kind, start.identity]);
    const known = starters.get(key);
    const latest = known !== undefined && known.at > start.at ? known : start;
    starters.set(key, { ...latest, tasks: (known?.tasks ?? 0) + 1 });
  }
  return [...starters.values()].sort((one, other) => other.at.localeCompare(one.at)).slice(0, MOST_STARTERS);
}

function startsOf({ workflowId, runId, events }: RunEvents, taskList: string): readonly TaskStarter[] {
  const scheduled = new Set<number>();
  for (const event of events.events) {
    const isTask = event.is('ActivityTaskScheduled') || event.is('DecisionTaskScheduled');
    if (isTask && event.attributes.taskList?.name === taskList) scheduled.add(event.id);
  }
  return events.events.flatMap((event): readonly TaskStarter[] => {
    const kind = event.is('ActivityTaskStarted') ? 'activity' : 'decision';
    if (!(event.is('ActivityTaskStarted') || event.is('DecisionTaskStarted'))) return [];
    const { scheduledEventId = 0, identity } = event.attributes;
    if (!scheduled.has(scheduledEventId)) return [];
    return [{ kind, identity, at: event.timestamp.toISOString(), workflowId, runId, eventId: event.id, tasks: 1 }];
  });
}
