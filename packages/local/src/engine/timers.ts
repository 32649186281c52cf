import type { StartTimerFailedCause } from '@aws-sdk/client-swf';
import type { DecisionAttributes, DecisionContext } from './decision.js';
import type { Execution } from './transaction.js';

/** Starts a timer, which fires in a later transaction, even after 0 seconds. */
export function startTimer(
  { execution, decisionTaskCompletedEventId }: DecisionContext,
  { timerId, startToFireTimeout, control }: DecisionAttributes<'startTimerDecisionAttributes'>,
): void {
  const cause = refusal(execution, timerId);
  if (cause) {
    execution.append('StartTimerFailed', { cause, decisionTaskCompletedEventId, timerId });
    return;
  }
  const startedEventId = execution.append('TimerStarted', {
    control,
    decisionTaskCompletedEventId,
    startToFireTimeout,
    timerId,
  });
  if (execution.full) return;
  execution.store.timers.insert(execution.row.id, timerId, startedEventId);
  execution.arm('Timer', execution.dueAfter(startToFireTimeout), startedEventId, timerId);
  execution.row.openTimers += 1;
}

/** Cancels an open timer. */
export function cancelTimer(
  { execution, decisionTaskCompletedEventId }: DecisionContext,
  { timerId }: DecisionAttributes<'cancelTimerDecisionAttributes'>,
): void {
  const startedEventId = execution.store.timers.startedEventId(execution.row.id, timerId);
  if (startedEventId === undefined) {
    execution.append('CancelTimerFailed', { cause: 'TIMER_ID_UNKNOWN', decisionTaskCompletedEventId, timerId });
    return;
  }
  execution.append('TimerCanceled', { decisionTaskCompletedEventId, startedEventId, timerId });
  execution.disarm('Timer', startedEventId);
  remove(execution, timerId);
}

/** Fires a due timer. */
export function fireTimer(execution: Execution, timerId: string, startedEventId: number): void {
  execution.append('TimerFired', { startedEventId, timerId });
  remove(execution, timerId);
}

function refusal({ transaction, store, row }: Execution, timerId: string): StartTimerFailedCause | undefined {
  if (store.timers.startedEventId(row.id, timerId) !== undefined) return 'TIMER_ID_ALREADY_IN_USE';
  if (row.openTimers >= transaction.limits.openTimers) return 'OPEN_TIMERS_LIMIT_EXCEEDED';
  return transaction.mayDecide('StartTimer', row.domainId) ? undefined : 'TIMER_CREATION_RATE_EXCEEDED';
}

function remove({ store, row }: Execution, timerId: string): void {
  store.timers.remove(row.id, timerId);
  row.openTimers -= 1;
}
