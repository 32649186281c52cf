import { type EventName, History, type RawEvent, type Violation } from '@swf/history';
import { HistoryBuilder } from '@swf/history/builder';
import { describe, expect, it } from 'vitest';

const decided = () => new HistoryBuilder().decisionTask();

/** The events of the builder and, at the same moment, others that SWF would not append to them. */
function followedBy(builder: HistoryBuilder, ...others: readonly (readonly [EventName, object])[]): History {
  const { events } = builder.build().toJSON();
  const { eventTimestamp } = events.at(-1) ?? {};
  const appended = others.map(([eventType, attributes], index): RawEvent => {
    const member = `${eventType.charAt(0).toLowerCase()}${eventType.slice(1)}EventAttributes`;
    return { eventId: events.length + 1 + index, eventTimestamp, eventType, [member]: attributes } as RawEvent;
  });
  return History.from([...events, ...appended]);
}

const messagesOf = (violations: readonly Violation[]) => violations.map(({ message }) => message);

const SCHEDULED = ['DecisionTaskScheduled', { taskList: { name: 'deciders' } }] as const;

const NEVER: readonly (readonly [what: string, history: History, message: string])[] = [
  [
    'a second pending decision task',
    followedBy(new HistoryBuilder(), SCHEDULED),
    'Event 3 (DecisionTaskScheduled) is scheduled while the decision task of event 2 is pending',
  ],
  [
    'a second pending decision task while another is started',
    followedBy(new HistoryBuilder().decisionTaskStarted().workflowExecutionSignaled('s'), SCHEDULED),
    'Event 6 (DecisionTaskScheduled) is scheduled while the decision task of event 5 is pending',
  ],
  [
    'a second started decision task',
    followedBy(new HistoryBuilder().decisionTaskStarted().workflowExecutionSignaled('s'), [
      'DecisionTaskStarted',
      { scheduledEventId: 5 },
    ]),
    'Event 6 (DecisionTaskStarted) starts while the decision task of event 3 is started',
  ],
  [
    'a close by a decision while a decision task is pending',
    followedBy(new HistoryBuilder().decisionTaskStarted().workflowExecutionSignaled('s').decisionTaskCompleted(), [
      'WorkflowExecutionCompleted',
      { decisionTaskCompletedEventId: 6 },
    ]),
    'Event 7 (WorkflowExecutionCompleted) closes the execution while the decision task of event 5 is pending',
  ],
  [
    'UNHANDLED_DECISION while no decision task is pending',
    followedBy(decided(), [
      'CompleteWorkflowExecutionFailed',
      { cause: 'UNHANDLED_DECISION', decisionTaskCompletedEventId: 4 },
    ]),
    'Event 5 (CompleteWorkflowExecutionFailed) has the cause UNHANDLED_DECISION, but no decision task is pending',
  ],
  [
    'a decided event after something else happened',
    followedBy(decided().timerStarted('t').timerFired('t'), [
      'MarkerRecorded',
      { markerName: 'm', decisionTaskCompletedEventId: 4 },
    ]),
    'Event 8 (MarkerRecorded) does not follow the DecisionTaskCompleted that it names',
  ],
  [
    'an unstarted activity task that is canceled later than its request',
    followedBy(
      decided().activityTaskScheduled('a'),
      ['ActivityTaskCancelRequested', { activityId: 'a', decisionTaskCompletedEventId: 4 }],
      ['WorkflowExecutionSignaled', { signalName: 's' }],
      ['ActivityTaskCanceled', { scheduledEventId: 5, startedEventId: 0, latestCancelRequestedEventId: 6 }],
    ),
    'Event 8 (ActivityTaskCanceled) cancels an unstarted task outside of a decision',
  ],
  [
    'an unstarted activity task that completes after a request to cancel it',
    followedBy(
      decided().activityTaskScheduled('a'),
      ['ActivityTaskCancelRequested', { activityId: 'a', decisionTaskCompletedEventId: 4 }],
      ['ActivityTaskCompleted', { scheduledEventId: 5, startedEventId: 0 }],
    ),
    'Event 7 (ActivityTaskCompleted) answers a task that was not started',
  ],
  [
    'an unstarted activity task that fails after a request to cancel it',
    followedBy(
      decided().activityTaskScheduled('a'),
      ['ActivityTaskCancelRequested', { activityId: 'a', decisionTaskCompletedEventId: 4 }],
      ['ActivityTaskFailed', { scheduledEventId: 5, startedEventId: 0 }],
    ),
    'Event 7 (ActivityTaskFailed) answers a task that was not started',
  ],
  [
    'a heartbeat timeout of an unstarted activity task',
    followedBy(decided().activityTaskScheduled('a'), [
      'ActivityTaskTimedOut',
      { timeoutType: 'HEARTBEAT', scheduledEventId: 5, startedEventId: 0 },
    ]),
    'Event 6 (ActivityTaskTimedOut) has the timeoutType HEARTBEAT, but the task was not started',
  ],
  [
    'a timeout before the start of a started activity task',
    followedBy(decided().activityTaskScheduled('a').activityTaskStarted('a'), [
      'ActivityTaskTimedOut',
      { timeoutType: 'SCHEDULE_TO_START', scheduledEventId: 5, startedEventId: 6 },
    ]),
    'Event 7 (ActivityTaskTimedOut) has the timeoutType SCHEDULE_TO_START, but the task was started',
  ],
  [
    'a start-to-close timeout of a decision task that waits',
    followedBy(new HistoryBuilder(), [
      'DecisionTaskTimedOut',
      { timeoutType: 'START_TO_CLOSE', scheduledEventId: 2, startedEventId: 0 },
    ]),
    'Event 3 (DecisionTaskTimedOut) has the timeoutType START_TO_CLOSE, but the task was not started',
  ],
];

describe('verify', () => {
  it.each(NEVER)('reports %s', (_, history, message) => {
    expect(messagesOf(history.verify())).toEqual([message]);
    expect(history.verify()[0]).toMatchObject({ kind: 'sequence', eventId: expect.any(Number) });
  });

  it('reports an execution that begins without a decision task', () => {
    const [started] = new HistoryBuilder().build().toJSON().events;
    const signaled = { eventId: 2, eventType: 'WorkflowExecutionSignaled', eventTimestamp: started?.eventTimestamp };
    const attributes = { workflowExecutionSignaledEventAttributes: { signalName: 's' } };
    const history = History.from([started as RawEvent, { ...signaled, ...attributes } as RawEvent]);
    expect(messagesOf(history.verify())).toEqual([
      'Event 2 (WorkflowExecutionSignaled) is event 2, which must be DecisionTaskScheduled',
    ]);
  });

  it('takes an unknown event within a transaction of decisions on trust', () => {
    const others = [
      ['WorkflowExecutionTagged' as EventName, {}],
      ['MarkerRecorded', { markerName: 'm', decisionTaskCompletedEventId: 4 }],
    ] as const;
    expect(followedBy(decided().timerStarted('t'), ...others).verify()).toEqual([]);
  });

  it('accepts a decision task that times out before it starts, and the next one', () => {
    const builder = new HistoryBuilder().decisionTaskTimedOut({ timeoutType: 'SCHEDULE_TO_START' });
    expect(builder.workflowExecutionSignaled('s').decisionTask().workflowExecutionCompleted().build().verify()).toEqual(
      [],
    );
  });

  it('takes the decision task of UNHANDLED_DECISION on trust in a partial history', () => {
    const unhandled = new HistoryBuilder().decisionTaskStarted().workflowExecutionSignaled('s').decisionTaskCompleted();
    const history = unhandled.completeWorkflowExecutionFailed().build();
    for (let start = 0; start < history.length; start++) expect(history.slice(start).verify()).toEqual([]);
  });

  it('takes an execution that begins with other events on trust if the first is not shown', () => {
    const { events } = followedBy(new HistoryBuilder(), ['WorkflowExecutionSignaled', { signalName: 's' }]);
    const signaled = { ...events[2]?.raw, eventId: 2 } as RawEvent;
    expect(History.from([signaled]).verify()).toEqual([]);
  });

  it('takes on trust what a partial history does not show', () => {
    const { events } = followedBy(new HistoryBuilder().decisionTaskStarted().workflowExecutionSignaled('s'), SCHEDULED);
    const raw = events.map((event) => event.raw);
    expect(History.from(raw.slice(5)).verify()).toEqual([]);
    const whole = decided().timerStarted('t').markerRecorded('m').build();
    for (let start = 1; start < whole.length; start++) expect(whole.slice(start).verify()).toEqual([]);
  });
});

describe('compile', () => {
  it.each(NEVER)('accepts a history with %s', (_, history) => {
    expect(() => history.compile()).not.toThrow();
    expect(history.validPrefix).toBe(history);
  });
});
