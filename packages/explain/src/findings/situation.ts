import type { CompiledActivityTask, CompiledHistory, History } from '@swf/history';
import { distributionOf } from '../distribution.js';
import type { Facts, PollerFact, TaskKind, TypeFact } from './facts.js';

/** Everything that rules read. */
export interface Situation {
  /** The history up to the first damage, oldest event first. */
  readonly history: History;
  /** The history as it was given, oldest event first. */
  readonly given: History;
  readonly state: CompiledHistory;
  readonly facts: Facts;
  readonly now: Date;
  /** Whether the history is undamaged and begins with event 1. */
  readonly isWhole: boolean;
  /** Whether the state may be another by now: the history is damaged, or too old. */
  readonly isOutdated: boolean;
}

/** Every task waits a moment; only one that waits longer is worth a warning. In seconds. */
export const NORMAL_WAIT = 60;

/**
 * The age at which what nothing brings back by itself needs somebody, in seconds, unless the history
 * shows how long it usually takes: a worker that has died cannot be told from one that is slow.
 */
export const LOST_AFTER = 3600;

/**
 * The wait after which a task shows who does not poll, in seconds. A poll takes a task at once, and a
 * client that is up polls again within moments; before that, nothing can be known.
 */
const TELLING_WAIT = 10;

/** Returns what the rules read. */
export function situationOf(given: History, facts: Facts): Situation {
  const history = given.validPrefix;
  const state = history.compile();
  const isDamaged = history.length < given.length;
  return {
    history,
    given,
    state,
    facts,
    now: facts.now,
    isWhole: !isDamaged && history.first?.id === 1,
    isOutdated: isDamaged || isOverdue(state, facts.now),
  };
}

/** Whether something is open that SWF must have ended by now. */
function isOverdue({ workflowExecution, ...state }: CompiledHistory, now: Date): boolean {
  const { open, startedAt, executionStartToCloseTimeout } = workflowExecution;
  const deadlines = [
    after(startedAt, executionStartToCloseTimeout),
    ...state.decisionTasks
      .open()
      .map((task) =>
        task.startedEventId !== 0
          ? after(task.startedAt, task.startToCloseTimeout)
          : after(task.scheduledAt, task.scheduleToStartTimeout),
      ),
    ...state.activityTasks.open().map(deadlineOf),
    ...state.timers.open().map(({ firesAt }) => firesAt),
    ...state.lambdaFunctions.open().map((call) => after(call.startedAt, call.startToCloseTimeout)),
  ];
  const end = earliest(...deadlines);
  return open && end !== undefined && now.getTime() - end.getTime() > 1000 * NORMAL_WAIT;
}

/** Returns when an activity times out; undefined if it never does. */
export function deadlineOf(task: CompiledActivityTask): Date | undefined {
  const ofPhase =
    task.startedEventId !== 0
      ? after(task.startedAt, task.startToCloseTimeout)
      : after(task.scheduledAt, task.scheduleToStartTimeout);
  return earliest(ofPhase, after(task.scheduledAt, task.scheduleToCloseTimeout));
}

/** Returns the seconds since an instant, at least 0; undefined without one. */
export function secondsSince({ now }: Situation, instant: Date | undefined): number | undefined {
  return instant && Math.max(0, (now.getTime() - instant.getTime()) / 1000);
}

/** Returns the seconds until an instant, negative when it is over. */
export function secondsUntil({ now }: Situation, instant: Date): number {
  return (instant.getTime() - now.getTime()) / 1000;
}

/** Returns the instant that many seconds later; undefined for `NONE` or without both. */
export function after(instant: Date | undefined, seconds: number | 'NONE' | undefined): Date | undefined {
  return instant && typeof seconds === 'number' ? new Date(instant.getTime() + seconds * 1000) : undefined;
}

/** Returns the earliest of the instants that are given. */
export function earliest(...instants: readonly (Date | undefined)[]): Date | undefined {
  const known = instants.filter((instant) => instant !== undefined);
  return known.reduce<Date | undefined>((least, each) => (least && least <= each ? least : each), undefined);
}

/** Returns the latest of the instants that are given. */
export function latest(...instants: readonly (Date | undefined)[]): Date | undefined {
  const known = instants.filter((instant) => instant !== undefined);
  return known.reduce<Date | undefined>((most, each) => (most && most >= each ? most : each), undefined);
}

/** Returns how long a task may wait, in seconds, given how long the run's earlier ones waited. */
export function normalWait(waits: readonly (number | undefined)[]): number {
  const usual = distributionOf(waits);
  return usual === undefined ? NORMAL_WAIT : Math.max(NORMAL_WAIT, 3 * usual.p50);
}

/** Returns the open polls of a task list; undefined if they or the list are not known. */
export function pollersOf(
  { facts }: Situation,
  kind: TaskKind,
  taskList: string | undefined,
): readonly PollerFact[] | undefined {
  if (taskList === undefined) return undefined;
  return facts.pollers?.filter((poller) => poller.kind === kind && poller.taskList === taskList);
}

/** Whether a task has waited for too short a time to conclude anything from that. */
export function isFresh(waited: number | undefined): boolean {
  return waited !== undefined && waited < TELLING_WAIT;
}

/** Returns how many tasks wait on a task list; undefined if they were not counted. */
export function pendingOn({ facts }: Situation, kind: TaskKind, taskList: string | undefined): number | undefined {
  const counts = facts.pending?.[kind] ?? {};
  return taskList !== undefined && Object.hasOwn(counts, taskList) ? counts[taskList] : undefined;
}

/** A type as histories name it. */
export interface NamedType {
  readonly name?: string | undefined;
  readonly version?: string | undefined;
}

/** Returns what is known of a type; undefined if nothing is. */
export function typeFactOf(
  { facts }: Situation,
  kind: TypeFact['kind'],
  type: NamedType | undefined,
): TypeFact | undefined {
  return facts.types?.find((each) => each.kind === kind && each.name === type?.name && each.version === type?.version);
}

/** Returns the default task list of a type, if it is known and another than this one. */
export function otherDefaultList(
  situation: Situation,
  kind: TypeFact['kind'],
  type: NamedType | undefined,
  taskList: string | undefined,
): string | undefined {
  const list = typeFactOf(situation, kind, type)?.defaultTaskList;
  return list === taskList ? undefined : list;
}

/** Whether nothing is open that wakes the run by itself. */
export function isQuiet(situation: Situation): boolean {
  return isQuietButForTimers(situation) && situation.state.timers.open().length === 0;
}

/** Whether nothing is open, or only timers. */
export function isQuietButForTimers({ state }: Situation): boolean {
  const { decisionTasks, activityTasks, lambdaFunctions, childWorkflowExecutions, externalWorkflowExecutions } = state;
  const others = [decisionTasks, activityTasks, lambdaFunctions, childWorkflowExecutions, externalWorkflowExecutions];
  return others.every((kind) => kind.open().length === 0);
}
