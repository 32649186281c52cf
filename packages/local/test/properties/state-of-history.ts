import type { HistoryEvent } from '@aws-sdk/client-swf';
import { type Event, readEvent, reference, text } from '../history-rules/event.js';
import { CLOSING } from '../history-rules/event-groups.js';

const ACTIVITY_CLOSED = /^ActivityTask(Completed|Failed|TimedOut|Canceled)$/;
const CHILD_CLOSED = /^ChildWorkflowExecution(Completed|Failed|TimedOut|Canceled|Terminated)$/;
const DECISION_TASK_CLOSED = /^DecisionTask(Completed|TimedOut)$/;

/** What is open after a history, counted from its events alone. */
export function stateOf(history: readonly HistoryEvent[]) {
  const events = history.map(readEvent);
  const count = (matches: (event: Event) => boolean) => events.filter(matches).length;
  const of = (type: string) => count((event) => event.type === type);
  const isLateChildFailure = (event: Event) =>
    event.type === 'StartChildWorkflowExecutionFailed' && reference(event, 'initiatedEventId') > 0;
  const isOverridden = (event: Event) => text(event, 'timeoutType') === 'SCHEDULE_TO_START';
  return {
    isClosed: CLOSING.has(events.at(-1)?.type ?? ''),
    openActivityTasks: of('ActivityTaskScheduled') - count(({ type }) => ACTIVITY_CLOSED.test(type)),
    openTimers: of('TimerStarted') - of('TimerFired') - of('TimerCanceled'),
    openChildWorkflowExecutions:
      of('StartChildWorkflowExecutionInitiated') -
      count(isLateChildFailure) -
      count(({ type }) => CHILD_CLOSED.test(type)),
    scheduledDecisionTasks:
      of('DecisionTaskScheduled') -
      of('DecisionTaskStarted') -
      count((event) => event.type === 'DecisionTaskTimedOut' && isOverridden(event)),
    startedDecisionTasks:
      of('DecisionTaskStarted') - count((event) => DECISION_TASK_CLOSED.test(event.type) && !isOverridden(event)),
  };
}
