import type { StartTimerFailedCause } from '@aws-sdk/client-swf';
import { openTimer } from '../timers.js';
import type { DecisionAttributes, DecisionContext } from './decision.js';

/** Starts a timer, which fires in a later transaction even if it waits for 0 seconds. */
export function startTimer(
  context: DecisionContext,
  { timerId, startToFireTimeout, control }: DecisionAttributes<'startTimerDecisionAttributes'>,
): void {
  const { transaction, execution, decisionTaskCompletedEventId } = context;
  const cause = refusal(context, timerId);
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
  if (!execution.full) openTimer(transaction, execution, { timerId, startToFireTimeout, startedEventId });
}

function refusal(
  { transaction, execution: { row } }: DecisionContext,
  timerId: string,
): StartTimerFailedCause | undefined {
  if (transaction.store.timers.startedEventId(row.id, timerId) !== undefined) return 'TIMER_ID_ALREADY_IN_USE';
  if (row.openTimers >= transaction.limits.openTimers) return 'OPEN_TIMERS_LIMIT_EXCEEDED';
  return transaction.mayDecide('StartTimer', row.domainId) ? undefined : 'TIMER_CREATION_RATE_EXCEEDED';
}
