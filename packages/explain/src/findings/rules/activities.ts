import type { CompiledActivityTask } from '@swf/history';
import { formatDuration } from '@swf/history/timeline';
import { type Distribution, distributionOf } from '../../distribution.js';
import type { Draft, Rule } from '../rule.js';
import { counted, listed, quoted } from '../sentences.js';
import {
  deadlineOf,
  earliest,
  isFresh,
  LOST_AFTER,
  NORMAL_WAIT,
  normalWait,
  otherDefaultList,
  pendingOn,
  pollersOf,
  type Situation,
  secondsSince,
} from '../situation.js';
import { deadlineText, defaultListText, listText, pendingText, pollersText } from './decisions.js';

type Tasks = readonly [CompiledActivityTask, ...CompiledActivityTask[]];

/** An activity is scheduled, and no worker has started it. */
export const activityWaits: Rule = {
  code: 'ACTIVITY_WAITS',
  appliesTo: 'open',
  find: (situation) => {
    const waiting = openTasks(situation).filter(({ startedEventId }) => startedEventId === 0);
    return grouped(waiting, ({ taskList }) => taskList).map((tasks) => waitingDraft(situation, tasks));
  },
};

/** A worker works on an activity that has a deadline. */
export const activityRuns: Rule = {
  code: 'ACTIVITY_RUNS',
  appliesTo: 'open',
  find: (situation) => {
    const running = openTasks(situation).filter((task) => task.startedEventId !== 0 && !isEndless(task));
    return grouped(running).map((tasks) => runningDraft(situation, tasks));
  },
};

/** A worker works on an activity that nothing brings back if the worker has died. */
export const activityWithoutDeadline: Rule = {
  code: 'ACTIVITY_WITHOUT_DEADLINE',
  appliesTo: 'open',
  find: (situation) => {
    const endless = openTasks(situation).filter((task) => task.startedEventId !== 0 && isEndless(task));
    return grouped(endless).map((tasks) => endlessDraft(situation, tasks));
  },
};

function openTasks({ state }: Situation): readonly CompiledActivityTask[] {
  return state.activityTasks.open();
}

function isEndless(task: CompiledActivityTask): boolean {
  return [task.startToCloseTimeout, task.heartbeatTimeout, task.scheduleToCloseTimeout].every(
    (timeout) => timeout === 'NONE',
  );
}

/** Returns the tasks by their types and perhaps more, so that a thousand alike are one finding. */
function grouped(
  tasks: readonly CompiledActivityTask[],
  by?: (task: CompiledActivityTask) => string | undefined,
): readonly Tasks[] {
  const groups = new Map<string, [CompiledActivityTask, ...CompiledActivityTask[]]>();
  for (const task of tasks) {
    const key = JSON.stringify([task.activityType?.name, task.activityType?.version, by?.(task)]);
    const group = groups.get(key);
    if (group) group.push(task);
    else groups.set(key, [task]);
  }
  return [...groups.values()];
}

function waitingDraft(situation: Situation, tasks: Tasks): Draft {
  const [oldest] = tasks;
  const { taskList, scheduledAt } = oldest;
  const earlier = startedBefore(situation, oldest);
  const waited = secondsSince(situation, scheduledAt);
  const isLong = waited !== undefined && waited >= normalWait(earlier.map((each) => each.scheduleToStartInSeconds));
  const pollers = pollersOf(situation, 'activity', taskList);
  const isUnpolled = pollers?.length === 0;
  const pending = pendingOn(situation, 'activity', taskList);
  const isPolled = pollers !== undefined && pollers.length > 0;
  const busy = openTasks(situation).filter((task) => task.startedEventId !== 0 && task.taskList === taskList);
  // It waits its turn: a worker will be free again, at the latest by a timeout.
  const isQueued = busy.some((task) => !isEndless(task));
  const deadline = earliest(...tasks.map(deadlineOf));
  const list = listText(taskList);
  const otherLists = [
    ...new Set(earlier.flatMap(({ taskList: list }) => (list === undefined || list === taskList ? [] : [list]))),
  ];
  const otherDefault = otherDefaultList(situation, 'activity', oldest.activityType, taskList);
  const polledText = isPolled ? [`${pollersText(pollers)} that list, so it should start at once`] : [];
  const shared = {
    subject: { type: 'ActivityTask', id: oldest.activityId },
    ...(taskList !== undefined && { taskList }),
    since: scheduledAt,
    ...(deadline && { until: deadline }),
    evidence: tasks.map(({ scheduledEventId }) => scheduledEventId),
  } as const;
  if (isFresh(waited)) {
    return {
      ...shared,
      severity: 'info',
      certainty: pending === 0 ? 'inferred' : 'fact',
      message: `${namesOf(tasks, 'waits', 'wait')} for a worker on ${list}`,
      details: [...polledText, ...(deadline ? [deadlineText(situation, deadline)] : [])],
      hint: undefined,
    };
  }
  const nobody = isUnpolled ? 'no worker polls it' : `no worker has started ${tasks.length > 1 ? 'them' : 'it'}`;
  return {
    ...shared,
    severity: !isLong ? 'info' : isPolled || isQueued ? 'warning' : 'blocked',
    certainty: isUnpolled && pending !== 0 ? 'fact' : 'inferred',
    message: `${namesOf(tasks)} scheduled on ${list}, and ${nobody}`,
    details: [
      ...polledText,
      ...(pending === undefined ? [] : [pendingText(pending)]),
      ...earlierText(situation, earlier, oldest, otherLists),
      ...defaultListText(oldest.activityType, otherDefault),
      ...busyText(busy, taskList),
      ...(deadline ? [deadlineText(situation, deadline)] : []),
      ...endlessText(tasks),
    ],
    hint:
      isUnpolled || (isLong && !isPolled)
        ? waitingHint(taskList, {
            isQueued,
            isUnusual: otherLists.length > 0 || otherDefault !== undefined,
            isUnpolled,
            isOne: tasks.length === 1,
          })
        : undefined,
  };
}

interface Waiting {
  readonly isQueued: boolean;
  readonly isUnusual: boolean;
  readonly isUnpolled: boolean;
  readonly isOne: boolean;
}

/** Says that waiting tasks have no deadline, if all have none. */
function endlessText(tasks: Tasks): readonly string[] {
  const isEndless = tasks.every(
    (task) => task.scheduleToStartTimeout === 'NONE' && task.scheduleToCloseTimeout === 'NONE',
  );
  if (!isEndless) return [];
  const which = tasks.length === 1 ? 'the task never times out: its' : 'the tasks never time out: their';
  return [`${which} schedule-to-start and schedule-to-close timeouts are NONE`];
}

function waitingHint(taskList: string | undefined, { isQueued, isUnusual, isUnpolled, isOne }: Waiting): string {
  const list = taskList === undefined ? 'its task list' : quoted(taskList);
  if (isQueued) return `start more workers on ${list}, or let each take more tasks at a time`;
  if (isUnusual) {
    const stays = isOne ? 'this task stays' : 'these tasks stay';
    return `start a worker on ${list}: ${stays} on that list; if the list is a mistake, fix the decider for the tasks that follow`;
  }
  return isUnpolled ? `start a worker on ${list}` : `start a worker on ${list}, or find out why its workers are busy`;
}

/** Returns `charge is` or `charge and 3 more are`. */
function namesOf(tasks: Tasks, is = 'is', are = 'are'): string {
  const name = tasks[0].activityId || 'an activity';
  return tasks.length === 1 ? `${name} ${is}` : `${name} and ${tasks.length - 1} more ${are}`;
}

/** Returns the tasks of its type that were started. */
function startedBefore({ state }: Situation, { activityType }: CompiledActivityTask): readonly CompiledActivityTask[] {
  return state.activityTasks
    .all()
    .filter((task) => task.startedEventId !== 0 && task.taskList !== undefined && isSameType(task, activityType));
}

function isSameType({ activityType }: CompiledActivityTask, type: CompiledActivityTask['activityType']): boolean {
  return activityType?.name === type?.name && activityType?.version === type?.version;
}

function earlierText(
  { isWhole }: Situation,
  earlier: readonly CompiledActivityTask[],
  { activityType }: CompiledActivityTask,
  otherLists: readonly string[],
): readonly string[] {
  if (earlier.length === 0) return isWhole ? ['no task of its type was started before in this run'] : [];
  const name = activityType?.name ?? 'such';
  const tasks = earlier.length === 1 ? `earlier ${name} task` : counted(earlier.length, `earlier ${name} task`);
  const waits = distributionOf(earlier.map(({ scheduleToStartInSeconds }) => scheduleToStartInSeconds));
  const started = waits
    ? `, ${earlier.length === 1 ? 'started' : 'each started'} within ${formatDuration(waits.max)}`
    : '';
  if (otherLists.length === 0) return [`the ${tasks} came from the same list${started}`];
  const isMixed = earlier.some(({ taskList }) => taskList !== undefined && !otherLists.includes(taskList));
  return [`the ${tasks} went to ${listed(otherLists.map(quoted))}${isMixed ? ' and to this list' : ''}${started}`];
}

/** Names the workers that have a task of this run from the same list. */
function busyText(busy: readonly CompiledActivityTask[], taskList: string | undefined): readonly string[] {
  if (busy.length === 0 || taskList === undefined) return [];
  const names = [...new Set(busy.map(({ identity }) => (identity ? quoted(identity) : 'a worker')))];
  return [
    `${listed(names)} ${names.length === 1 ? 'works' : 'work'} on ${counted(busy.length, 'other task')} from that list`,
  ];
}

function runningDraft(situation: Situation, tasks: Tasks): Draft {
  const [oldest] = tasks;
  const deadline = earliest(...tasks.map(deadlineOf));
  const heartbeat = tasks.find(({ heartbeatTimeout }) => typeof heartbeatTimeout === 'number')?.heartbeatTimeout;
  return {
    severity: 'info',
    certainty: 'fact',
    subject: { type: 'ActivityTask', id: oldest.activityId },
    since: oldest.startedAt,
    ...(deadline && { until: deadline }),
    message: `${namesOf(tasks)} running${workersText(tasks)}`,
    details: [
      ...usualText(situation, oldest),
      ...(deadline ? [deadlineText(situation, deadline)] : []),
      ...(typeof heartbeat === 'number'
        ? [`its worker must send a heartbeat every ${formatDuration(heartbeat)}, which histories do not show`]
        : []),
    ],
    evidence: tasks.map(({ startedEventId }) => startedEventId),
    hint: undefined,
  };
}

function endlessDraft(situation: Situation, tasks: Tasks): Draft {
  const [oldest] = tasks;
  const ran = secondsSince(situation, oldest.startedAt);
  const usual = usualRun(situation, oldest);
  const longest = usual === undefined ? LOST_AFTER : Math.max(NORMAL_WAIT, 3 * usual.max);
  const isLate = ran !== undefined && ran >= longest;
  return {
    severity: isLate ? 'blocked' : 'warning',
    certainty: 'inferred',
    subject: { type: 'ActivityTask', id: oldest.activityId },
    since: oldest.startedAt,
    message: `${namesOf(tasks, 'has been', 'have been')} running${workersText(tasks)}${ran === undefined ? '' : ` for ${formatDuration(ran)}`}, without any deadline`,
    details: [
      ...usualText(situation, oldest),
      'start-to-close and heartbeat NONE: if that worker died, nothing brings the task back',
      'histories have no heartbeats: whether the worker is alive cannot be seen here',
    ],
    evidence: tasks.map(({ startedEventId }) => startedEventId),
    hint: 'check whether that worker still runs; give the activity type a heartbeat or start-to-close timeout',
  };
}

function workersText(tasks: Tasks): string {
  const names = [...new Set(tasks.flatMap(({ identity }) => (identity ? [quoted(identity)] : [])))];
  return names.length === 0 ? '' : ` on ${listed(names)}`;
}

/** Returns how long the tasks of its type ran that have closed. */
function usualRun(situation: Situation, task: CompiledActivityTask): Distribution | undefined {
  return distributionOf(startedBefore(situation, task).map(({ startToCloseInSeconds }) => startToCloseInSeconds));
}

function usualText(situation: Situation, task: CompiledActivityTask): readonly string[] {
  const ran = usualRun(situation, task);
  if (ran === undefined) return [];
  return [
    `${counted(ran.count, 'earlier task')} of its type took ${formatDuration(ran.p50)} (median), at most ${formatDuration(ran.max)}`,
  ];
}
