import type { Execution } from './execution.js';
import { dueAfter } from './fields.js';
import type { Transaction } from './transaction.js';

/** Opens a timer whose TimerStarted event was just appended. */
export function openTimer(
  transaction: Transaction,
  execution: Execution,
  timer: { readonly timerId: string; readonly startToFireTimeout: string; readonly startedEventId: number },
): void {
  const { timerId, startToFireTimeout, startedEventId } = timer;
  const due = dueAfter(execution.now, startToFireTimeout) ?? execution.now;
  transaction.store.timers.insert(execution.row.id, timerId, startedEventId);
  transaction.store.dueItems.insert(due, 'Timer', execution.row.id, startedEventId, timerId);
  execution.row.openTimers += 1;
}

/** Takes an open timer away before it fires. */
export function closeTimer(
  transaction: Transaction,
  execution: Execution,
  timerId: string,
  startedEventId: number,
): void {
  transaction.store.timers.remove(execution.row.id, timerId);
  transaction.store.dueItems.remove('Timer', execution.row.id, startedEventId);
  execution.row.openTimers -= 1;
}

/** The time of a timer has come. */
export function fireTimer(
  transaction: Transaction,
  execution: Execution,
  timerId: string,
  startedEventId: number,
): void {
  execution.append('TimerFired', { startedEventId, timerId });
  transaction.store.timers.remove(execution.row.id, timerId);
  execution.row.openTimers -= 1;
}
