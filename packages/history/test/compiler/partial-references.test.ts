import { History, type RawEvent } from '@swf/history';
import { HistoryBuilder } from '@swf/history/builder';
import { describe, expect, it } from 'vitest';

const decided = () => new HistoryBuilder().decisionTask();
const rawOf = (builder: HistoryBuilder) => [...builder.build().toJSON().events];
const messagesOf = (events: readonly RawEvent[]) =>
  History.from(events)
    .verify()
    .map(({ kind, message }) => `${kind}: ${message}`);

describe('the decision that an event of a partial history results from', () => {
  const [, , , completed, marker, timer] = rawOf(decided().markerRecorded('m').timerStarted('t')) as [
    RawEvent,
    RawEvent,
    RawEvent,
    RawEvent,
    RawEvent,
    RawEvent,
  ];
  const naming = (event: RawEvent, decisionTaskCompletedEventId: number) => {
    const timerStartedEventAttributes = { timerId: 't', startToFireTimeout: '0', decisionTaskCompletedEventId };
    return Object.assign({ ...event }, { timerStartedEventAttributes });
  };

  it('may come before its first event', () => {
    expect(messagesOf([marker, timer])).toEqual([]);
  });

  it.each([
    ['that is not shown, after one that is', [completed, marker, naming(timer, 3)]],
    ['0', [marker, naming(timer, 0)]],
    ['the first event itself', [marker, naming(timer, 5)]],
    ['a later event', [marker, naming(timer, 7)]],
  ])('is not %s', (_, events) => {
    expect(messagesOf(events)).toEqual([
      expect.stringMatching(/^(missing|wrong)_\w+: Event 6 \(TimerStarted\) .*decisionTaskCompletedEventId/),
    ]);
  });
});

describe('the cancel request that a canceled activity task names', () => {
  const events = rawOf(
    decided()
      .activityTaskScheduled('a')
      .activityTaskStarted('a')
      .workflowExecutionSignaled('s')
      .decisionTask()
      .activityTaskCancelRequested('a')
      .activityTaskCanceled('a'),
  );
  const after = (eventType: string) => events.slice(events.findIndex((event) => event.eventType === eventType) + 1);
  const named = (list: readonly RawEvent[], latestCancelRequestedEventId: number) => {
    const at = list.findIndex(({ eventType }) => eventType === 'ActivityTaskCanceled');
    const canceled = { ...list[at], activityTaskCanceledEventAttributes: { scheduledEventId: 5, startedEventId: 6 } };
    Object.assign(canceled.activityTaskCanceledEventAttributes, { latestCancelRequestedEventId });
    return messagesOf(list.with(at, canceled as RawEvent));
  };

  it('is taken on trust if it comes before the first event of a partial history', () => {
    expect(messagesOf(after('ActivityTaskCancelRequested'))).toEqual([]);
    expect(messagesOf(after('ActivityTaskStarted'))).toEqual([]);
    expect(History.from(after('ActivityTaskStarted')).compile().activityTasks.all()).toMatchObject([
      { activityId: 'a', state: 'canceled' },
    ]);
  });

  it('is a request if it is shown', () => {
    for (const list of [after('ActivityTaskStarted'), events]) {
      expect(named(list, 10)).toEqual([
        'wrong_event: Event 12 (ActivityTaskCanceled) names event 10 as its latestCancelRequestedEventId: that is DecisionTaskCompleted, not ActivityTaskCancelRequested',
      ]);
    }
  });
});

describe('a request to cancel an activity task that no event shows', () => {
  const cancelRequested = (eventId: number): RawEvent => {
    const attributes = { activityId: 'a', decisionTaskCompletedEventId: 4 };
    return Object.assign(
      { eventId, eventType: 'ActivityTaskCancelRequested', eventTimestamp: 0 },
      { activityTaskCancelRequestedEventAttributes: attributes },
    );
  };
  const [started, ...later] = rawOf(decided());

  it('may be for one that was scheduled before the first event', () => {
    const timed = [...later, cancelRequested(5)].map((event) => ({ ...event, eventTimestamp: 0 }));

    expect(messagesOf(timed)).toEqual([]);
  });

  it('is wrong if the history is whole', () => {
    const timed = [started, ...later, cancelRequested(5)].map((event) => ({ ...event, eventTimestamp: 0 }));

    expect(messagesOf(timed)).toEqual([
      'missing_event: Event 5 (ActivityTaskCancelRequested) requests to cancel "a", which is not open',
    ]);
  });
});

describe('the late refusal of a request that a partial history does not show', () => {
  const events = rawOf(
    decided()
      .signalExternalWorkflowExecutionInitiated('x', 's')
      .workflowExecutionSignaled('s')
      .decisionTask()
      .signalExternalWorkflowExecutionFailed('x'),
  ).slice(0, 10);
  const refused = (decisionTaskCompletedEventId: number) => {
    const attributes = { workflowId: 'x', initiatedEventId: 5, decisionTaskCompletedEventId };
    const event = { ...events.at(-1), signalExternalWorkflowExecutionFailedEventAttributes: attributes };
    return messagesOf([...events.slice(5, -1), event as RawEvent]);
  };

  it.each([0, 4])('may name its decision, or none: %i', (id) => {
    expect(refused(id)).toEqual([]);
  });

  it('does not name a decision that is shown', () => {
    expect(refused(9)).toEqual([
      expect.stringMatching(/^wrong_event: Event 10 \(.*\) names event 9 as its decisionTaskCompletedEventId/),
    ]);
  });
});
