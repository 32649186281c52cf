import type { CompiledHistory, EntityType, History } from '@swf/history';
import { checkHistory } from './check-history.js';
import { after } from './findings/situation.js';

/** When SWF ends something by itself. */
export interface Deadline {
  /** The timeout, or `fires` for a timer. */
  readonly name: 'schedule-to-start' | 'start-to-close' | 'schedule-to-close' | 'fires';
  readonly at: Date;
}

/** Something that a run waits for. */
export interface PendingItem {
  readonly type: EntityType;
  /** The activity id, timer id, workflow id of a child, ... ; empty for the execution and a decision. */
  readonly id: string;
  readonly state: string;
  /** When it was scheduled, started or initiated. */
  readonly since: Date | undefined;
  /** When a worker, decider or child started it. */
  readonly startedAt?: Date | undefined;
  readonly identity?: string | undefined;
  readonly taskList?: string | undefined;
  /**
   * The earliest first; empty if it never times out. That of a child is of its first run: its
   * parent does not see it continue as new, and each run has its own.
   */
  readonly deadlines: readonly Deadline[];
  /** The seconds between heartbeats, which histories do not record. */
  readonly heartbeatTimeout?: number | undefined;
  readonly cancelRequested: boolean;
  /** The id of its first event. */
  readonly eventId: number;
}

/**
 * Returns everything that is open in a history, with its deadlines: the execution itself, decision
 * tasks, activities, timers, functions, children, and what was sent to other executions.
 *
 * Of a damaged history, what was open before the damage; nothing if the run has closed.
 *
 * @throws `InvalidArgumentError` if it is not a history.
 */
export function pending(history: History): readonly PendingItem[] {
  const state = checkHistory(history).validPrefix.compile();
  if (!state.workflowExecution.open) return [];
  return [executionOf(state), ...tasksOf(state), ...otherOf(state)];
}

function executionOf({ workflowExecution }: CompiledHistory): PendingItem {
  const { state, startedAt, executionStartToCloseTimeout, taskList, cancelRequested, events } = workflowExecution;
  return {
    type: 'WorkflowExecution',
    id: '',
    state,
    since: startedAt,
    taskList,
    deadlines: deadlines(['start-to-close', after(startedAt, executionStartToCloseTimeout)]),
    cancelRequested,
    eventId: events[0]?.id ?? 0,
  };
}

function tasksOf({ decisionTasks, activityTasks, lambdaFunctions }: CompiledHistory): readonly PendingItem[] {
  const shared = { cancelRequested: false } as const;
  return [
    ...decisionTasks.open().map(
      (task): PendingItem => ({
        ...shared,
        type: task.type,
        id: '',
        state: task.state,
        since: task.scheduledAt,
        startedAt: task.startedAt,
        identity: task.identity,
        taskList: task.taskList,
        deadlines: deadlines(
          ['start-to-close', after(task.startedAt, task.startToCloseTimeout)],
          ['schedule-to-start', after(unless(task.startedAt, task.scheduledAt), task.scheduleToStartTimeout)],
        ),
        eventId: task.scheduledEventId,
      }),
    ),
    ...activityTasks.open().map(
      (task): PendingItem => ({
        type: task.type,
        id: task.activityId,
        state: task.state,
        since: task.scheduledAt,
        startedAt: task.startedAt,
        identity: task.identity,
        taskList: task.taskList,
        deadlines: deadlines(
          ['schedule-to-start', after(unless(task.startedAt, task.scheduledAt), task.scheduleToStartTimeout)],
          ['start-to-close', after(task.startedAt, task.startToCloseTimeout)],
          ['schedule-to-close', after(task.scheduledAt, task.scheduleToCloseTimeout)],
        ),
        ...(typeof task.heartbeatTimeout === 'number' && { heartbeatTimeout: task.heartbeatTimeout }),
        cancelRequested: task.cancelRequested,
        eventId: task.scheduledEventId,
      }),
    ),
    ...lambdaFunctions.open().map(
      (call): PendingItem => ({
        ...shared,
        type: call.type,
        id: call.id,
        state: call.state,
        since: call.scheduledAt,
        startedAt: call.startedAt,
        deadlines: deadlines(['start-to-close', after(call.startedAt, call.startToCloseTimeout)]),
        eventId: call.scheduledEventId,
      }),
    ),
  ];
}

function otherOf({
  timers,
  childWorkflowExecutions,
  externalWorkflowExecutions,
}: CompiledHistory): readonly PendingItem[] {
  const shared = { cancelRequested: false } as const;
  return [
    ...timers.open().map(
      (timer): PendingItem => ({
        ...shared,
        type: timer.type,
        id: timer.timerId,
        state: timer.state,
        since: timer.startedAt,
        deadlines: deadlines(['fires', timer.firesAt]),
        eventId: timer.startedEventId,
      }),
    ),
    ...childWorkflowExecutions.open().map(
      (child): PendingItem => ({
        ...shared,
        type: child.type,
        id: child.workflowId,
        state: child.state,
        since: child.initiatedAt ?? child.startedAt,
        startedAt: child.startedAt,
        taskList: child.taskList,
        deadlines: deadlines(['start-to-close', after(child.startedAt, child.executionStartToCloseTimeout)]),
        eventId: child.initiatedEventId,
      }),
    ),
    ...externalWorkflowExecutions.open().map(
      (sent): PendingItem => ({
        ...shared,
        type: sent.type,
        id: sent.workflowId,
        state: sent.state,
        since: sent.initiatedAt,
        deadlines: [],
        eventId: sent.initiatedEventId,
      }),
    ),
  ];
}

/** Returns the instant, unless the task was started: from then on, that timeout does not count. */
function unless(startedAt: Date | undefined, instant: Date | undefined): Date | undefined {
  return startedAt === undefined ? instant : undefined;
}

function deadlines(...all: readonly (readonly [name: Deadline['name'], at: Date | undefined])[]): readonly Deadline[] {
  return all
    .flatMap(([name, at]) => (at === undefined ? [] : [{ name, at }]))
    .sort((one, other) => one.at.getTime() - other.at.getTime());
}
