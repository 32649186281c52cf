import { type EventName, History, type RawEvent } from '@swf/history';
import { HistoryBuilder } from '@swf/history/builder';
import { describe, expect, it } from 'vitest';

const decided = () => new HistoryBuilder().decisionTask();
const rawOf = (builder: HistoryBuilder) => [...builder.build().toJSON().events];
const memberOf = (name: string) => `${name.charAt(0).toLowerCase()}${name.slice(1)}EventAttributes`;
const messagesOf = (events: readonly RawEvent[]) =>
  History.from(events)
    .verify()
    .map(({ kind, message }) => `${kind}: ${message}`);

/** The violations if the latest event of that name has other attributes. */
function changed(builder: HistoryBuilder, name: EventName, changes: object): readonly string[] {
  const events = rawOf(builder);
  const at = events.findLastIndex(({ eventType }) => eventType === name);
  const event = events[at] as RawEvent & Record<string, object>;
  return messagesOf(events.with(at, { ...event, [memberOf(name)]: { ...event[memberOf(name)], ...changes } }));
}

const twoDecisions = () => decided().timerStarted('t').workflowExecutionSignaled('s').decisionTask();

describe('the decision that an event results from', () => {
  it.each<[EventName, HistoryBuilder]>([
    ['TimerStarted', decided().timerStarted('t')],
    ['TimerCanceled', decided().timerStarted('t').timerCanceled('t')],
    ['CancelTimerFailed', decided().cancelTimerFailed('t')],
    ['ActivityTaskCancelRequested', decided().activityTaskScheduled('a').activityTaskCancelRequested('a')],
    ['StartChildWorkflowExecutionFailed', decided().startChildWorkflowExecutionFailed('c')],
    ['CompleteWorkflowExecutionFailed', decided().completeWorkflowExecutionFailed()],
    ['WorkflowExecutionCompleted', decided().workflowExecutionCompleted()],
  ])('of %s is DecisionTaskCompleted', (name, builder) => {
    const what = 'names event 3 as its decisionTaskCompletedEventId: that is DecisionTaskStarted';
    expect(changed(builder, name, { decisionTaskCompletedEventId: 3 })).toEqual([
      expect.stringMatching(new RegExp(`^wrong_event: Event \\d+ \\(${name}\\) ${what}, not DecisionTaskCompleted$`)),
    ]);
    expect(changed(builder, name, { decisionTaskCompletedEventId: undefined })).toEqual([
      expect.stringMatching(/^missing_attribute: .* has no decisionTaskCompletedEventId$/),
    ]);
  });

  it('is the latest', () => {
    expect(changed(twoDecisions().timerStarted('u'), 'TimerStarted', { decisionTaskCompletedEventId: 4 })).toEqual([
      'wrong_event: Event 10 (TimerStarted) names event 4 as its decisionTaskCompletedEventId: that is DecisionTaskCompleted, but not the latest',
    ]);
  });

  it('is that of the request, or none, if SWF refuses that later', () => {
    const failed = () =>
      decided()
        .signalExternalWorkflowExecutionInitiated('x', 's')
        .workflowExecutionSignaled('s')
        .decisionTask()
        .signalExternalWorkflowExecutionFailed('x');
    const name = 'SignalExternalWorkflowExecutionFailed';
    expect(changed(failed(), name, {})).toEqual([]);
    expect(changed(failed(), name, { decisionTaskCompletedEventId: 0 })).toEqual([]);
    expect(changed(failed(), name, { decisionTaskCompletedEventId: 9 })).toEqual([
      `wrong_event: Event 10 (${name}) names event 9 as its decisionTaskCompletedEventId: that is DecisionTaskCompleted, but not of the entity that began with event 5`,
    ]);
  });
});

describe('the decision of a whole history', () => {
  it.each([0, 1, 9])('is shown: %i', (decisionTaskCompletedEventId) => {
    const [started, scheduled] = rawOf(new HistoryBuilder()) as [RawEvent, RawEvent];
    const timer = { timerId: 't', startToFireTimeout: '0', decisionTaskCompletedEventId };
    const event = { ...scheduled, eventId: 3, eventType: 'TimerStarted', timerStartedEventAttributes: timer };
    expect(messagesOf([started, scheduled, event])).toContainEqual(
      expect.stringMatching(/^(missing|wrong)_\w+: Event 3 \(TimerStarted\) .*decisionTaskCompletedEventId/),
    );
  });
});

describe('the started event of an activity task', () => {
  it('may be left out of a timeout before it', () => {
    const timedOut = decided().activityTaskScheduled('a').activityTaskTimedOut('a');
    expect(changed(timedOut, 'ActivityTaskTimedOut', { startedEventId: undefined })).toEqual([]);
  });
});

describe('the id of an entity', () => {
  it.each<[EventName, HistoryBuilder, string]>([
    ['TimerStarted', decided().timerStarted('t'), 'timerId'],
    ['CancelTimerFailed', decided().cancelTimerFailed('t'), 'timerId'],
    [
      'ActivityTaskCancelRequested',
      decided()
        .activityTaskScheduled('a')
        .activityTaskStarted('a')
        .workflowExecutionSignaled('s')
        .decisionTask()
        .activityTaskCancelRequested('a'),
      'activityId',
    ],
  ])('is a member of %s', (name, builder, key) => {
    const [absent] = changed(builder, name, { [key]: undefined });
    expect(absent).toMatch(new RegExp(`^missing_attribute: Event \\d+ \\(${name}\\) has no ${key}$`));
    const [wrong] = changed(builder, name, { [key]: 5 });
    expect(wrong).toMatch(new RegExp(`^missing_attribute: .* has the ${key} 5, which is not a string$`));
  });

  it('is the same in all of its events', () => {
    expect(changed(decided().timerStarted('t').timerFired('t'), 'TimerFired', { timerId: 'u' })).toEqual([
      'wrong_event: Event 6 (TimerFired) is about "u", but event 5, which it names, is about "t"',
    ]);
  });

  it('cannot be used again until the entity closes, except by a refusal', () => {
    const again = decided().timerStarted('t').timerStarted('u');
    expect(changed(again, 'TimerStarted', { timerId: 't' })).toEqual([
      'id_in_use: Event 6 (TimerStarted) begins "t", which is open since event 5',
    ]);
    const refused = decided().timerStarted('t').startTimerFailed('t');
    expect(changed(refused, 'StartTimerFailed', {})).toEqual([]);
  });

  it('is that of an open activity task in a request to cancel it', () => {
    const requested = decided()
      .activityTaskScheduled('a')
      .activityTaskStarted('a')
      .workflowExecutionSignaled('s')
      .decisionTask();
    expect(
      changed(requested.activityTaskCancelRequested('a'), 'ActivityTaskCancelRequested', { activityId: 'b' }),
    ).toEqual(['missing_event: Event 11 (ActivityTaskCancelRequested) requests to cancel "b", which is not open']);
  });
});

describe('the first event', () => {
  const [started, ...later] = rawOf(decided());
  const at = (event: RawEvent | undefined, eventId: number): RawEvent => ({ ...event, eventId });

  it('is the only one that starts the execution', () => {
    expect(messagesOf([at(later[0], 1)])).toEqual([
      'first_event: Event 1 (DecisionTaskScheduled) is event 1, which must be WorkflowExecutionStarted',
    ]);
    expect(messagesOf([at(started, 5)])).toEqual([
      'first_event: Event 5 (WorkflowExecutionStarted) starts the execution, but is not event 1',
    ]);
    expect(messagesOf([...(started ? [started] : []), ...later, at(started, 5)])).toEqual([
      'first_event: Event 5 (WorkflowExecutionStarted) starts the execution, but is not event 1',
      'forbidden_transition: Event 5 (WorkflowExecutionStarted) cannot follow the state started of the WorkflowExecution',
      'time: Event 5 (WorkflowExecutionStarted) is older than event 4 before it',
    ]);
  });

  it('may be of an unknown type', () => {
    expect(messagesOf([{ eventId: 1, eventType: 'WorkflowExecutionImported', eventTimestamp: 0 }])).toEqual([]);
  });
});

describe('a list of events', () => {
  const events = rawOf(
    decided().markerRecorded('m').timerStarted('t').workflowExecutionSignaled('s').timerFired('t').decisionTask(),
  );
  const without = (id: number) => events.filter(({ eventId }) => eventId !== id);

  it('is a violation where it has a gap, but may begin late', () => {
    expect(messagesOf(without(5))).toEqual(['gap: Event 6 (TimerStarted) follows event 4']);
    expect(messagesOf(without(1))).toEqual([]);
  });

  it('says nothing about decision tasks that may be in the gap', () => {
    const unhandled = rawOf(
      new HistoryBuilder()
        .decisionTaskStarted()
        .workflowExecutionSignaled('s')
        .decisionTaskCompleted()
        .completeWorkflowExecutionFailed(),
    );
    expect(messagesOf(unhandled)).toEqual([]);
    expect(messagesOf(unhandled.filter(({ eventId }) => eventId !== 5))).toEqual([
      'gap: Event 6 (DecisionTaskCompleted) follows event 4',
    ]);
    for (let first = 2; first <= events.length; first++) {
      for (let last = first; last < events.length; last++) {
        const rest = events.filter(({ eventId = 0 }) => eventId < first || eventId > last);
        expect(messagesOf(rest).filter((message) => message.startsWith('sequence'))).toEqual([]);
      }
    }
  });

  it('says nothing about a decision that may be in the gap', () => {
    const scheduled = rawOf(
      new HistoryBuilder().decisionTask().activityTaskScheduled('a').workflowExecutionSignaled('s'),
    );
    const canceled = { activityTaskCanceledEventAttributes: { scheduledEventId: 5 } };
    const later: readonly RawEvent[] = [
      { eventId: 11, eventType: 'WorkflowExecutionPaused', eventTimestamp: new Date('2020-01-02') },
      Object.assign(
        { eventId: 12, eventType: 'ActivityTaskCanceled', eventTimestamp: new Date('2020-01-02') },
        canceled,
      ),
    ];

    expect(messagesOf([...scheduled.slice(5, 6), ...later])).toEqual([
      'gap: Event 11 (WorkflowExecutionPaused) follows event 6',
    ]);
  });

  it('is a violation where it repeats or swaps events', () => {
    const [one, two, three, ...rest] = events as [RawEvent, RawEvent, RawEvent, ...RawEvent[]];
    for (const [at, event] of events.entries()) {
      expect(messagesOf(events.toSpliced(at, 0, event))).toEqual([
        `duplicate: Event ${event.eventId} (${event.eventType}) is repeated`,
      ]);
    }
    expect(messagesOf([one, three, two, ...rest])).toEqual([
      'gap: Event 3 (DecisionTaskStarted) follows event 1',
      'missing_event: Event 3 (DecisionTaskStarted) names event 2 as its scheduledEventId: no earlier event has that id',
      'disorder: Event 2 (DecisionTaskScheduled) comes after event 3',
      'wrong_event: Event 4 (DecisionTaskCompleted) names event 3 as its startedEventId: that is DecisionTaskStarted, but not of the entity that began with event 2',
      'forbidden_transition: Event 4 (DecisionTaskCompleted) cannot follow the state scheduled of the DecisionTask "2"',
      'wrong_event: Event 5 (MarkerRecorded) names event 4 as its decisionTaskCompletedEventId: that is DecisionTaskCompleted, but not the latest',
      'wrong_event: Event 6 (TimerStarted) names event 4 as its decisionTaskCompletedEventId: that is DecisionTaskCompleted, but not the latest',
      'time: Event 2 (DecisionTaskScheduled) is older than event 3 before it',
    ]);
  });
});

it('each event after the close is a violation', () => {
  const closed = rawOf(new HistoryBuilder().workflowExecutionTerminated());
  const signals = [4, 5].map((eventId) => ({
    eventId,
    eventType: 'WorkflowExecutionSignaled',
    eventTimestamp: new Date('2030-01-01T00:00:00Z'),
    workflowExecutionSignaledEventAttributes: { signalName: 's' },
  }));
  expect(messagesOf([...closed, ...signals])).toEqual([
    'after_close: Event 4 (WorkflowExecutionSignaled) comes after event 3, which closed the execution',
    'after_close: Event 5 (WorkflowExecutionSignaled) comes after event 3, which closed the execution',
  ]);
});

describe('the time of an event', () => {
  /** The violations if the last of two events has another time. */
  const violationsAt = (eventTimestamp: unknown) => {
    const events = rawOf(new HistoryBuilder());
    return messagesOf(events.with(-1, { ...events.at(-1), eventTimestamp } as RawEvent));
  };

  it.each<[unknown, string]>([
    [undefined, 'has no time'],
    [null, 'has no time'],
    ['soon', 'has "soon" as its time, which cannot be read'],
    [Date.UTC(10_000, 0), `has ${Date.UTC(10_000, 0)} as its time, which cannot be read`],
    [new Date(Date.UTC(10_000, 0)), 'has +010000-01-01T00:00:00.000Z as its time, which cannot be read'],
  ])('is a violation if it is %o', (eventTimestamp, what) => {
    expect(violationsAt(eventTimestamp)).toEqual([`time: Event 2 (DecisionTaskScheduled) ${what}`]);
  });

  it('may be the last moment of the year 9999', () => {
    expect(violationsAt(new Date(Date.UTC(10_000, 0) - 1))).toEqual([]);
  });
});
