import { closeTimer } from '../timers.js';
import type { DecisionAttributes, DecisionContext } from './decision.js';

/** Cancels an open timer, which asks for no decision. */
export function cancelTimer(
  { transaction, execution, decisionTaskCompletedEventId }: DecisionContext,
  { timerId }: DecisionAttributes<'cancelTimerDecisionAttributes'>,
): void {
  const startedEventId = transaction.store.timers.startedEventId(execution.row.id, timerId);
  if (startedEventId === undefined) {
    execution.append('CancelTimerFailed', { cause: 'TIMER_ID_UNKNOWN', decisionTaskCompletedEventId, timerId });
    return;
  }
  execution.append('TimerCanceled', { decisionTaskCompletedEventId, startedEventId, timerId });
  closeTimer(transaction, execution, timerId, startedEventId);
}
