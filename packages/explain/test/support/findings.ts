import { type Facts, type Finding, type FindingCode, why } from '@swf/explain';
import { History } from '@swf/history';
import { HistoryBuilder } from '@swf/history/builder';

const WEEK = 604_800;
/** An order whose execution times out after a week. */
export const order = () => new HistoryBuilder({ executionStartToCloseTimeout: WEEK });

/** An order with a decision task on the list of one decider, for so many seconds. */
export function sticky(seconds: number): History {
  const run = order().decisionTask({ taskList: 'decider-1', taskListScheduleToStartTimeout: seconds }).build();
  const eventTimestamp = new Date('2020-01-01T00:00:03Z');
  const signaled = {
    eventId: 5,
    eventTimestamp,
    eventType: 'WorkflowExecutionSignaled',
    workflowExecutionSignaledEventAttributes: { signalName: 'hurry', externalInitiatedEventId: 0 },
  };
  const scheduled = {
    eventId: 6,
    eventTimestamp,
    eventType: 'DecisionTaskScheduled',
    decisionTaskScheduledEventAttributes: { taskList: { name: 'decider-1' }, scheduleToStartTimeout: String(seconds) },
  };
  return run.append([signaled, scheduled]);
}

/** The time so many seconds after the last event of a history. */
export function later({ last }: History, seconds: number): Date {
  return new Date((last?.timestamp.getTime() ?? 0) + seconds * 1000);
}

/** The findings about a history, so many seconds after its last event. */
export function findings(
  builder: HistoryBuilder | History,
  waited: number,
  facts: Partial<Facts> = {},
): readonly Finding[] {
  const history = builder instanceof History ? builder : builder.build();
  return why(history, { now: later(history, waited), ...facts });
}

/** The finding of a code, so many seconds after the last event; there must be one. */
export function findingOf(
  code: FindingCode,
  builder: HistoryBuilder | History,
  waited: number,
  facts: Partial<Facts> = {},
): Finding {
  const found = findings(builder, waited, facts).find((finding) => finding.code === code);
  if (found === undefined) throw new Error(`no finding ${code}`);
  return found;
}

/** The severity, code and certainty of each finding. */
export function summaries(found: readonly Finding[]): readonly string[] {
  return found.map(({ code, severity, certainty }) => `${severity} ${code} ${certainty}`);
}
