import { type Event, reference, text } from './event.js';
import { BATCH_TRIGGERS, CLOSING, LATE_FAILURES, OUTSIDE_TRIGGERS, REFUSED_CLOSE } from './event-groups.js';
import type { Report } from './report.js';

/**
 * Every event stands in a transaction that may hold it: a decision's events behind their
 * DecisionTaskCompleted, a trigger with the DecisionTaskScheduled that it causes, and no
 * DecisionTaskScheduled without a cause.
 */
export function checkTransactions(events: readonly Event[], report: Report): void {
  const dtcOfInitiated = new Map<number, number>();
  let pending = false;
  let index = 0;
  while (index < events.length) {
    const head = events[index] as Event;
    let needsDecision = false;
    index += 1;
    if (head.type === 'DecisionTaskCompleted') {
      const batch = batchOf(events, index, head);
      index += batch.length;
      checkBatch(head, batch, pending, report);
      for (const event of batch) if (event.type.endsWith('Initiated')) dtcOfInitiated.set(event.id, head.id);
      needsDecision = batch.some((event) => BATCH_TRIGGERS.has(event.type));
      if (CLOSING.has(batch.at(-1)?.type ?? '')) continue;
    } else if (head.type === 'DecisionTaskStarted') {
      pending = false;
    } else if (head.type === 'DecisionTaskTimedOut') {
      if (text(head, 'timeoutType') === 'SCHEDULE_TO_START') pending = false;
      needsDecision = true;
    } else if (head.type === 'DecisionTaskScheduled') {
      report.expect(false, head, 'nothing in its transaction needs a decision');
      pending = true;
    } else {
      needsDecision = OUTSIDE_TRIGGERS.has(head.type);
      const dtc = reference(head, 'decisionTaskCompletedEventId');
      if (LATE_FAILURES.has(head.type)) {
        const initiated = dtcOfInitiated.get(reference(head, 'initiatedEventId'));
        report.expect(
          dtc === initiated,
          head,
          'names another DecisionTaskCompleted than the one of its Initiated event',
        );
      } else {
        report.expect(Number.isNaN(dtc), head, 'stands outside the transaction of its DecisionTaskCompleted');
      }
    }
    if (needsDecision && !pending) {
      const next = events[index];
      const isScheduled = next?.type === 'DecisionTaskScheduled' && next.time === head.time;
      const isFull = next !== undefined && text(next, 'cause') === 'EVENT_LIMIT_EXCEEDED';
      report.expect(isScheduled || isFull, head, 'needs a decision, but its transaction schedules no decision task');
      if (isScheduled) {
        pending = true;
        index += 1;
      }
    }
  }
}

/**
 * The events that follow a DecisionTaskCompleted in its transaction, without the
 * DecisionTaskScheduled at its end.
 */
function batchOf(events: readonly Event[], from: number, completed: Event): readonly Event[] {
  let end = from;
  for (let event = events[end]; event !== undefined; event = events[end]) {
    const isOwn =
      reference(event, 'decisionTaskCompletedEventId') === completed.id && !(reference(event, 'initiatedEventId') > 0);
    if (!isOwn && !isCanceledAtOnce(event, events[end - 1])) break;
    end += 1;
  }
  return events.slice(from, end);
}

/** An activity task that nobody has started is canceled within the decision that asks for it. */
function isCanceledAtOnce(event: Event, before: Event | undefined): boolean {
  return (
    event.type === 'ActivityTaskCanceled' &&
    reference(event, 'startedEventId') === 0 &&
    before?.type === 'ActivityTaskCancelRequested' &&
    reference(event, 'latestCancelRequestedEventId') === before.id
  );
}

function checkBatch(completed: Event, batch: readonly Event[], pending: boolean, report: Report): void {
  batch.forEach((event, position) => {
    report.expect(event.time === completed.time, event, 'has another time than its DecisionTaskCompleted');
    const isUnhandled = text(event, 'cause') === 'UNHANDLED_DECISION';
    if (!CLOSING.has(event.type) && !REFUSED_CLOSE.has(event.type)) return;
    report.expect(position === batch.length - 1, event, 'a closing decision is the last of its batch');
    if (CLOSING.has(event.type)) report.expect(!pending, event, 'closes although a decision task is scheduled');
    else report.expect(isUnhandled === pending, event, 'UNHANDLED_DECISION means that a decision task is scheduled');
  });
}
