import { History } from '@swf/history';

/** One event of a history to be: its type and its attributes. */
export type EventDraft = readonly [eventType: string, attributes: object];

const SETTINGS = {
  taskList: { name: 'orders' },
  childPolicy: 'TERMINATE',
  executionStartToCloseTimeout: '3600',
  taskStartToCloseTimeout: '60',
};
const TYPE = { name: 'charge-card', version: '1.0' };

/** The attributes of the events that open something, by what opens. */
export const opened = {
  activityTask: (activityId: string): EventDraft => [
    'ActivityTaskScheduled',
    { activityId, activityType: TYPE, taskList: { name: 'payments' }, decisionTaskCompletedEventId: 4 },
  ],
  timer: (timerId: string): EventDraft => [
    'TimerStarted',
    { timerId, startToFireTimeout: '60', decisionTaskCompletedEventId: 4 },
  ],
  child: (workflowId: string): EventDraft => [
    'StartChildWorkflowExecutionInitiated',
    { workflowId, workflowType: TYPE, decisionTaskCompletedEventId: 4, ...SETTINGS },
  ],
  lambdaFunction: (id: string): EventDraft => [
    'LambdaFunctionScheduled',
    { id, name: 'thumbnail', decisionTaskCompletedEventId: 4 },
  ],
};

/**
 * A history whose first decision (events 3 and 4) led to the events given, from 5 on, and whose next decision task is then started.
 */
export function historyWith(...drafts: readonly EventDraft[]): History {
  const start: readonly EventDraft[] = [
    ['WorkflowExecutionStarted', { workflowType: TYPE, ...SETTINGS }],
    ['DecisionTaskScheduled', { taskList: { name: 'orders' } }],
    ['DecisionTaskStarted', { scheduledEventId: 2 }],
    ['DecisionTaskCompleted', { scheduledEventId: 2, startedEventId: 3 }],
    ...drafts,
  ];
  const end: readonly EventDraft[] = [
    ['DecisionTaskScheduled', { taskList: { name: 'orders' } }],
    ['DecisionTaskStarted', { scheduledEventId: start.length + 1 }],
  ];
  return History.from(numbered([...start, ...end]));
}

/** The drafts as events, numbered from the id given. */
export function numbered(drafts: readonly EventDraft[], firstId = 1) {
  return drafts.map(([eventType, attributes], index) => ({
    eventId: firstId + index,
    eventType,
    eventTimestamp: 1_700_000_000 + index,
    [`${eventType.charAt(0).toLowerCase()}${eventType.slice(1)}EventAttributes`]: attributes,
  }));
}
