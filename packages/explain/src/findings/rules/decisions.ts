import type { CompiledDecisionTask } from '@swf/history';
import { formatDuration } from '@swf/history/timeline';
import { distributionOf } from '../../distribution.js';
import type { Draft, Rule } from '../rule.js';
import { counted, listed, quoted } from '../sentences.js';
import {
  after,
  isFresh,
  latest,
  type NamedType,
  normalWait,
  otherDefaultList,
  pendingOn,
  pollersOf,
  type Situation,
  secondsSince,
  secondsUntil,
} from '../situation.js';

/** The decision task is scheduled, and no decider has started it. */
export const decisionWaits: Rule = { code: 'DECISION_WAITS', appliesTo: 'open', find: findWaiting };

/** A decider works on the decision task. */
export const decisionRuns: Rule = { code: 'DECISION_RUNS', appliesTo: 'open', find: findRunning };

/** The latest decision tasks timed out one after another. */
export const decisionTimesOut: Rule = { code: 'DECISION_TIMES_OUT', appliesTo: 'open', find: findTimeouts };

function findWaiting(situation: Situation): readonly Draft[] {
  const { state } = situation;
  const task = state.pendingDecisionTask;
  // While another one is started, the pending one cannot be: that is DECISION_RUNS.
  if (task === undefined || state.startedDecisionTask) return [];
  const { taskList, scheduledAt, scheduledEventId } = task;
  // While a decider had the one before, nobody could start it.
  const since = latest(scheduledAt, ...state.decisionTasks.all().map(({ closedAt }) => closedAt));
  const waited = secondsSince(situation, since);
  const started = state.decisionTasks.all().filter(({ startedEventId }) => startedEventId !== 0);
  const isLong = waited !== undefined && waited >= normalWait(started.map((each) => each.scheduleToStartInSeconds));
  const deadline = after(scheduledAt, task.scheduleToStartTimeout);
  const isOverdue = deadline !== undefined && secondsUntil(situation, deadline) < 0;
  const pollers = pollersOf(situation, 'decision', taskList);
  const pending = pendingOn(situation, 'decision', taskList);
  const isPolled = pollers !== undefined && pollers.length > 0;
  const isUnpolled = pollers?.length === 0;
  const { workflowType } = state.workflowExecution;
  const polledText = isPolled ? [`${pollersText(pollers)} that list, so it should start at once`] : [];
  const shared = {
    subject: { type: 'DecisionTask', id: String(scheduledEventId) },
    ...(taskList !== undefined && { taskList }),
    since,
    ...(deadline && { until: deadline }),
    evidence: [scheduledEventId],
  } as const;
  if (isFresh(waited)) {
    return [
      {
        ...shared,
        severity: 'info',
        certainty: pending === 0 || isOverdue ? 'inferred' : 'fact',
        message: `a decision task waits for a decider on ${listText(taskList)}`,
        details: polledText,
        hint: undefined,
      },
    ];
  }
  return [
    {
      ...shared,
      // A list that a decider named for a while gives the task back.
      severity: !isLong ? 'info' : isPolled || deadline ? 'warning' : 'blocked',
      certainty: isUnpolled && pending !== 0 && !isOverdue ? 'fact' : 'inferred',
      message: `a decision task is scheduled on ${listText(taskList)}, and no decider ${isUnpolled ? 'polls' : 'has started'} it`,
      details: [
        ...polledText,
        ...(pending === undefined ? [] : [pendingText(pending)]),
        ...lastStart(situation, started.at(-1), taskList),
        ...(deadline
          ? []
          : defaultListText(workflowType, otherDefaultList(situation, 'workflow', workflowType, taskList))),
        deadline
          ? moveText(situation, deadline)
          : 'decision tasks have no schedule-to-start timeout: only the execution timeout ends the wait',
      ],
      hint:
        !isOverdue && (isUnpolled || (isLong && !isPolled))
          ? `start a decider on ${taskList === undefined ? 'its task list' : quoted(taskList)}, or find out why its deciders are busy`
          : undefined,
    },
  ];
}

/** Says when SWF moves a task from a list that a decider named for a while. */
function moveText(situation: Situation, deadline: Date): string {
  const left = secondsUntil(situation, deadline);
  return left >= 0
    ? `in ${formatDuration(left)}, SWF moves it to the execution's own task list`
    : `SWF should have moved it to the execution's own task list ${formatDuration(-left)} ago: the history may be stale`;
}

/** Returns who polls, as the beginning of a sentence: `"worker-1" polls`. */
export function pollersText(pollers: readonly { readonly identity?: string | undefined }[]): string {
  const names = pollers.flatMap(({ identity }) => (identity ? [quoted(identity)] : []));
  if (names.length === 0) return pollers.length === 1 ? 'one client polls' : `${pollers.length} clients poll`;
  return `${listed(names)} ${pollers.length === 1 ? 'polls' : 'poll'}`;
}

/** Returns the name of a task list, which a part of a history may lack. */
export function listText(taskList: string | undefined): string {
  return taskList === undefined ? 'an unknown task list' : `task list ${quoted(taskList)}`;
}

/** Returns how many tasks wait, as a sentence. */
export function pendingText(pending: number): string {
  if (pending === 0) return 'SWF counts no task there: the history may be stale';
  return pending === 1 ? 'no other task waits there' : `${counted(pending, 'task')} wait there`;
}

/** Says that a task waits on another list than its type's default: one of them may be a mistake. */
export function defaultListText(type: NamedType | undefined, defaultList: string | undefined): readonly string[] {
  if (defaultList === undefined) return [];
  return [`the default task list of ${type?.name}@${type?.version} is ${quoted(defaultList)}`];
}

function lastStart(
  situation: Situation,
  task: CompiledDecisionTask | undefined,
  taskList: string | undefined,
): readonly string[] {
  if (task === undefined) {
    return situation.isWhole ? ['no decider has ever started a decision task of this run'] : [];
  }
  const ago = secondsSince(situation, task.startedAt);
  const who = task.identity ? quoted(task.identity) : 'a decider';
  const where = task.taskList !== undefined && task.taskList !== taskList ? ` from ${quoted(task.taskList)}` : '';
  return [`${who} started the last one${where}${ago === undefined ? '' : `, ${formatDuration(ago)} ago`}`];
}

function findRunning(situation: Situation): readonly Draft[] {
  const task = situation.state.startedDecisionTask;
  if (task === undefined) return [];
  const { startedAt, identity, startToCloseTimeout } = task;
  const deadline = after(startedAt, startToCloseTimeout);
  const ran = secondsSince(situation, startedAt);
  const isEndless = startToCloseTimeout === 'NONE';
  const completed = situation.state.decisionTasks.all().filter((each) => each.state === 'completed');
  const isLate = ran !== undefined && ran >= normalWait(completed.map((each) => each.startToCloseInSeconds));
  // Deciders take seconds: one that takes a minute has probably died.
  const isBlocked = isEndless && isLate;
  return [
    {
      severity: isBlocked ? 'blocked' : isEndless || isLate ? 'warning' : 'info',
      certainty: isBlocked ? 'inferred' : 'fact',
      subject: { type: 'DecisionTask', id: String(task.scheduledEventId) },
      since: startedAt,
      ...(deadline && { until: deadline }),
      message: `${identity ? quoted(identity) : 'a decider'} has been deciding${ran === undefined ? '' : ` for ${formatDuration(ran)}`}`,
      details: [
        ...(deadline ? [deadlineText(situation, deadline)] : []),
        ...(isEndless ? ['start-to-close NONE: if that decider died, the execution waits until its own timeout'] : []),
        ...(situation.state.pendingDecisionTask ? ['another decision task follows it'] : []),
      ],
      evidence: [task.startedEventId],
      hint: isEndless
        ? 'check whether that decider still runs; give the workflow type a decision task timeout'
        : isLate
          ? 'check whether that decider still runs; a shorter decision task timeout gives the task to another sooner'
          : undefined,
    },
  ];
}

/** Returns when a deadline is or was, as a sentence. */
export function deadlineText(situation: Situation, deadline: Date): string {
  const left = secondsUntil(situation, deadline);
  return left >= 0
    ? `it times out in ${formatDuration(left)}`
    : `its deadline was ${formatDuration(-left)} ago: the history may be stale`;
}

function findTimeouts({ state, isWhole }: Situation): readonly Draft[] {
  const closed = state.decisionTasks.all().filter((task) => task.closed);
  const timeouts: CompiledDecisionTask[] = [];
  for (const task of closed.reverse()) {
    if (task.state === 'completed') break;
    // A task list that is named for a while misses: no decider had the task.
    if (task.timeoutType !== 'SCHEDULE_TO_START') timeouts.unshift(task);
  }
  const last = timeouts.at(-1);
  if (last === undefined) return [];
  const identities = [...new Set(timeouts.flatMap(({ identity }) => (identity ? [quoted(identity)] : [])))];
  const timeout = last.startToCloseTimeout;
  const usual = distributionOf(
    closed.map((task) => (task.state === 'completed' ? task.startToCloseInSeconds : undefined)),
  );
  return [
    {
      severity: timeouts.length > 1 ? 'blocked' : 'warning',
      certainty: 'fact',
      subject: { type: 'DecisionTask', id: String(last.scheduledEventId) },
      since: timeouts[0]?.startedAt,
      message:
        timeouts.length > 1
          ? `the last ${timeouts.length} decision tasks timed out, one after another`
          : 'the last decision task timed out',
      details: [
        identities.length > 0 ? `started by ${listed(identities)}` : 'no decider gave its identity',
        ...(typeof timeout === 'number' ? [`a decider has ${formatDuration(timeout)} to answer`] : []),
        ...(usual ? [`decisions that were completed took ${formatDuration(usual.p50)} (median)`] : []),
        ...(isWhole && !usual ? ['no decision of this run was ever completed'] : []),
      ],
      evidence: timeouts.flatMap(({ events }) => events.slice(-1).map(({ id }) => id)),
      hint: 'the decider crashes on this history, or is too slow for its timeout: read its log, or replay the history',
    },
  ];
}
