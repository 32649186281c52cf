import { type Decision, MarkerDecision, TimerDecision } from '@swf/decisions';
import type { History } from '@swf/history';
import { DEFERRED_MARKER, DEFERRED_TIMER_PREFIX, isDeferral } from '../turns/engine-names.js';

// A failed task costs 3 events each `taskStartToCloseTimeout`, and SWF ends a run at 25,000 events.
const FAILURES_BEFORE_DEFERRAL = 5;
const FIRST_WAIT_IN_SECONDS = 60;
const LONGEST_WAIT_IN_SECONDS = 3600;

/** The tasks of a run that failed in a row, as its history shows them. */
interface FailedTasks {
  /** Timed out or deferred since the last turn. */
  readonly count: number;
  /** Those of them that were answered by a timer. */
  readonly waits: number;
  /** Whether SWF refused that of the last one. */
  readonly isRefused: boolean;
}

/** Counts the failed tasks since the last turn, from the newest event back. */
function failedTasksOf(history: History): FailedTasks {
  const deferred = new Set<number | undefined>();
  let [count, waits, isRefused] = [0, 0, false];
  for (const event of history.events.toReversed()) {
    if (event.is('MarkerRecorded') && event.attributes.markerName === DEFERRED_MARKER) {
      deferred.add(event.attributes.decisionTaskCompletedEventId);
    } else if (event.is('TimerStarted') && isDeferral(event)) waits += 1;
    else if (event.is('StartTimerFailed') && isDeferral(event)) isRefused ||= count === 0;
    else if (event.is('DecisionTaskTimedOut')) count += 1;
    else if (event.is('DecisionTaskCompleted')) {
      if (!deferred.has(event.id)) break;
      count += 1;
    }
  }
  return { count, waits, isRefused };
}

/**
 * Whether the timer of a deferral is open. It may be older than the last turn: SWF would refuse
 * another timer of its id.
 */
function isWaiting(history: History): boolean {
  const open = new Set<number | undefined>();
  for (const event of history.events) {
    if (event.is('TimerStarted') && isDeferral(event)) open.add(event.id);
    else if (event.is('TimerFired')) open.delete(event.attributes.startedEventId);
  }
  return open.size > 0;
}

/**
 * How a task whose run fails is answered: not at all, so that SWF hands it out again, or, after 5
 * failures in a row, by a timer of 1 minute doubling to 1 hour. A broken deploy must not fill
 * histories until SWF ends their runs.
 *
 * @param canTimeOut whether SWF hands the task out again by itself
 */
export function deferralOf(history: History, canTimeOut: boolean): readonly Decision[] | undefined {
  const { count, waits, isRefused } = failedTasksOf(history);
  // A timer that is refused brings the next task at once, and that one would be refused as well.
  if (canTimeOut && (count < FAILURES_BEFORE_DEFERRAL || isRefused)) return undefined;
  const marker = MarkerDecision.record({ markerName: DEFERRED_MARKER, details: { failedTasks: count + 1 } });
  if (isWaiting(history)) return [marker];
  const startToFireTimeout = Math.min(LONGEST_WAIT_IN_SECONDS, FIRST_WAIT_IN_SECONDS * 2 ** waits);
  return [marker, TimerDecision.start({ timerId: `${DEFERRED_TIMER_PREFIX}${waits + 1}`, startToFireTimeout })];
}
