import type { CompiledActivityTask, CompiledDecisionTask, CompiledHistory, History } from '@swf/history';
import { checkOptions, INSTANT, type OptionNames } from '@swf/settings/wire';
import { checkHistory } from './check-history.js';
import { type Distribution, distributionOf } from './distribution.js';
import { paceOf } from './pace.js';

/** Options of {@link statistics}. */
export interface StatisticsOptions {
  /** When the history was read. Default: the time of its last event. */
  readonly now?: Date | undefined;
}

const STATISTICS_OPTIONS: OptionNames<StatisticsOptions> = { now: true };

/** How the attempts of one activity type went. */
export interface ActivityTypeStatistics {
  readonly name: string;
  readonly version: string;
  /** The number of attempts, refused ones included. */
  readonly attempts: number;
  readonly open: number;
  readonly completed: number;
  readonly failed: number;
  readonly timedOut: number;
  readonly canceled: number;
  /** Those that SWF refused to schedule. */
  readonly refused: number;
  /** From scheduled to started, of those that were started. */
  readonly waiting: Distribution | undefined;
  /** From started to closed, of those that have closed. */
  readonly running: Distribution | undefined;
}

/** How the decision tasks went. */
export interface DecisionTaskStatistics {
  readonly scheduled: number;
  readonly completed: number;
  readonly timedOut: number;
  /** From scheduled to started, of those that were started. */
  readonly waiting: Distribution | undefined;
  /** From started to closed, of those that have closed. */
  readonly running: Distribution | undefined;
}

/** The figures of a history; durations are in seconds. */
export interface Statistics {
  readonly events: number;
  /** The current pace, by the newest events; undefined for a closed run. */
  readonly eventsPerMinute: number | undefined;
  /** When the run reaches 25,000 events at that pace, where SWF ends it; undefined if never. */
  readonly fullAt: Date | undefined;
  /** In the order in which the types were first scheduled. */
  readonly activityTypes: readonly ActivityTypeStatistics[];
  readonly decisionTasks: DecisionTaskStatistics;
}

/**
 * Counts and measures a history: attempts and durations by activity type, decision tasks, and pace.
 *
 * Of a damaged history, what there is up to the damage.
 *
 * @throws `InvalidArgumentError` if it is not a history, and for an unknown option.
 */
export function statistics(history: History, options: StatisticsOptions = {}): Statistics {
  const sound = checkHistory(history).validPrefix;
  const { now } = checkOptions('options', options, STATISTICS_OPTIONS);
  if (now !== undefined) INSTANT.check('now', now);
  const state = sound.compile();
  const pace = state.workflowExecution.open
    ? paceOf(sound, now ?? sound.last?.timestamp ?? new Date(Number.NaN))
    : undefined;
  return {
    events: history.length,
    eventsPerMinute: pace?.eventsPerMinute,
    fullAt: pace?.fullAt,
    activityTypes: activityTypesOf(state),
    decisionTasks: decisionTasksOf(state.decisionTasks.all()),
  };
}

function activityTypesOf({ activityTasks }: CompiledHistory): readonly ActivityTypeStatistics[] {
  const types = new Map<string, CompiledActivityTask[]>();
  for (const task of activityTasks.all()) {
    const key = JSON.stringify([task.activityType?.name, task.activityType?.version]);
    const tasks = types.get(key);
    if (tasks) tasks.push(task);
    else types.set(key, [task]);
  }
  return [...types.values()].map((tasks) => {
    const count = (state: CompiledActivityTask['state']) => tasks.filter((task) => task.state === state).length;
    return {
      name: tasks[0]?.activityType?.name ?? '',
      version: tasks[0]?.activityType?.version ?? '',
      attempts: tasks.length,
      open: tasks.filter(({ open }) => open).length,
      completed: count('completed'),
      failed: count('failed'),
      timedOut: count('timed_out'),
      canceled: count('canceled'),
      refused: count('schedule_failed'),
      ...durationsOf(tasks),
    };
  });
}

function decisionTasksOf(tasks: readonly CompiledDecisionTask[]): DecisionTaskStatistics {
  const count = (state: CompiledDecisionTask['state']) => tasks.filter((task) => task.state === state).length;
  return {
    scheduled: tasks.length,
    completed: count('completed'),
    timedOut: count('timed_out'),
    ...durationsOf(tasks),
  };
}

function durationsOf(tasks: readonly (CompiledActivityTask | CompiledDecisionTask)[]) {
  return {
    waiting: distributionOf(tasks.map(({ scheduleToStartInSeconds }) => scheduleToStartInSeconds)),
    running: distributionOf(tasks.map(({ startToCloseInSeconds }) => startToCloseInSeconds)),
  };
}
