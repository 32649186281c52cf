import { History, InconsistentStateError, type RawEvent, TransitionError } from '@swf/history';
import { HistoryBuilder } from '@swf/history/builder';
import { SwfError } from '@swf/settings/errors';
import { expect, it } from 'vitest';
import { snapshot } from './support/snapshot.js';

function thrownBy(run: () => unknown): unknown {
  try {
    run();
  } catch (error) {
    return error;
  }
  return undefined;
}

const fired = new HistoryBuilder().decisionTask().timerStarted('t').timerFired('t').build().toJSON().events;

it('TransitionError names the events of the forbidden transition', () => {
  const again: RawEvent = { ...(fired[5] as RawEvent), eventId: 8 };
  const error = thrownBy(() => History.from([...fired, again]).compile());
  expect(TransitionError.is(error)).toBe(true);
  expect(SwfError.is(error) && !InconsistentStateError.is(error)).toBe(true);
  expect(error).toMatchObject({
    name: 'TransitionError',
    code: 'TRANSITION',
    kind: 'forbidden_transition',
    message: 'Event 8 (TimerFired) cannot follow the state fired of the Timer "t"',
    eventId: 8,
    eventIds: [8, 5, 6],
  });
});

it('InconsistentStateError names the events of a missing or wrong reference', () => {
  const wrong = (startedEventId: number) => {
    const attributes = { timerId: 't', startedEventId };
    const event = { ...(fired[5] as RawEvent), timerFiredEventAttributes: attributes };
    return thrownBy(() => History.from(fired.with(5, event)).compile());
  };
  expect(InconsistentStateError.is(wrong(4))).toBe(true);
  expect(TransitionError.is(wrong(4))).toBe(false);
  expect(wrong(4)).toMatchObject({
    name: 'InconsistentStateError',
    code: 'INCONSISTENT_STATE',
    kind: 'wrong_event',
    message:
      'Event 6 (TimerFired) names event 4 as its startedEventId: that is DecisionTaskCompleted, not TimerStarted',
    eventIds: [6, 4],
  });
  expect(wrong(99)).toMatchObject({ kind: 'missing_event', eventIds: [6, 99] });
  expect(wrong(7)).toMatchObject({ kind: 'missing_event', eventIds: [6, 7] });
});

it('a reference to another kind of entity is a violation, even if the states fit', () => {
  const called = new HistoryBuilder().decisionTask().lambdaFunctionScheduled('l').lambdaFunctionStarted('l').build();
  const returned = {
    eventId: 7,
    eventType: 'ActivityTaskCompleted',
    activityTaskCompletedEventAttributes: { scheduledEventId: 5, startedEventId: 6 },
  };
  expect(thrownBy(() => called.append([returned]).compile())).toMatchObject({
    kind: 'wrong_event',
    message:
      'Event 7 (ActivityTaskCompleted) names event 5 as its scheduledEventId: that is LambdaFunctionScheduled, not ActivityTaskScheduled',
    eventIds: [7, 5],
  });
});

it('a cancellation that names the request of another activity is a violation', () => {
  const builder = new HistoryBuilder().decisionTask().activityTaskScheduled('a').activityTaskScheduled('b');
  builder.activityTaskStarted('a').activityTaskStarted('b').workflowExecutionSignaled('stop').decisionTask();
  const { events } = builder
    .activityTaskCancelRequested('a')
    .activityTaskCancelRequested('b')
    .activityTaskCanceled('a')
    .build()
    .toJSON();
  const [own, other] = events.filter(({ eventType }) => eventType === 'ActivityTaskCancelRequested');
  const at = events.findIndex(({ eventType }) => eventType === 'ActivityTaskCanceled');
  const naming = (latestCancelRequestedEventId: number | undefined) => {
    const attributes = { scheduledEventId: 5, startedEventId: 7, latestCancelRequestedEventId };
    const canceled = { ...(events[at] as RawEvent), activityTaskCanceledEventAttributes: attributes };
    return History.from(events.with(at, canceled)).verify();
  };
  for (const named of [own?.eventId, 0, undefined]) expect(naming(named)).toEqual([]);
  expect(naming(other?.eventId)).toMatchObject([{ kind: 'wrong_event', eventIds: [at + 1, other?.eventId] }]);
  expect(naming(5)).toMatchObject([{ kind: 'wrong_event', eventIds: [at + 1, 5] }]);
  expect(naming(99)).toMatchObject([{ kind: 'missing_event', eventIds: [at + 1, 99] }]);
});

it('compile throws the first violation that verify reports, each time', () => {
  const history = History.from(fired.toSpliced(4, 1));
  const [first] = history.verify();
  expect(first).toMatchObject({ kind: 'gap', eventIds: [6, 4] });
  expect(thrownBy(() => history.compile())).toMatchObject({ message: first?.message });
  expect(thrownBy(() => history.compile())).toMatchObject({ message: first?.message });
  expect(history.verify()).toHaveLength(2);
});

it('validPrefix is the part before the first violation, which compiles', () => {
  const history = History.from(fired);
  expect(history.validPrefix).toBe(history);
  const again: RawEvent = { ...(fired[5] as RawEvent), eventId: 8 };
  const broken = history.append([again, { ...again, eventId: 9 }]);
  expect(broken.validPrefix.last?.id).toBe(7);
  expect(broken.validPrefix.verify()).toEqual([]);
  expect(snapshot(broken.validPrefix.compile())).toEqual(snapshot(history.compile()));
  expect(broken.reversed.validPrefix.first?.id).toBe(7);
  expect(history.append([{ ...again, eventId: 10 }]).validPrefix).toHaveLength(7);
});

it('validPrefix is empty if the first event is at fault, and whole if only a time is', () => {
  const headless = History.from([{ ...(fired[1] as RawEvent), eventId: 1 }]);
  expect(headless.validPrefix).toHaveLength(0);
  expect(headless.validPrefix.compile().decisionTasks.size).toBe(0);
  const late = History.from(fired.with(2, { ...(fired[2] as RawEvent), eventTimestamp: 0 }));
  expect(late.verify()).toMatchObject([{ kind: 'time' }]);
  expect(late.validPrefix).toBe(late);
});

it('a history stays valid if the events appended to it are not', () => {
  const history = History.from(fired);
  const broken = history.append([{ ...(fired[5] as RawEvent), eventId: 8 }]);
  expect(TransitionError.is(thrownBy(() => broken.compile()))).toBe(true);
  expect(history.verify()).toEqual([]);
  expect(history.compile().timers.get('t')?.state).toBe('fired');
});

it('verify distinguishes a missing id from one of the wrong type', () => {
  const wrong = (startedEventId: unknown, timerId: unknown = 't') => {
    const event = { ...(fired[5] as RawEvent), timerFiredEventAttributes: { timerId, startedEventId } };
    return History.from(fired.with(5, event))
      .verify()
      .map(({ kind, message }) => [kind, message]);
  };
  expect(wrong(null)).toEqual([['missing_attribute', 'Event 6 (TimerFired) has no startedEventId']]);
  expect(wrong('5')).toEqual([
    ['missing_attribute', 'Event 6 (TimerFired) has the startedEventId "5", which is not a number'],
  ]);
  expect(wrong(5, 7)).toEqual([['missing_attribute', 'Event 6 (TimerFired) has the timerId 7, which is not a string']]);
});

it('verify distinguishes an unreadable time from a falling one', () => {
  const changed = [
    fired[0] as RawEvent,
    { ...(fired[1] as RawEvent), eventTimestamp: 'soon' },
    { ...(fired[2] as RawEvent), eventTimestamp: 0 },
  ];
  expect(History.from(changed).verify()).toEqual([
    {
      kind: 'time',
      message: 'Event 2 (DecisionTaskScheduled) has "soon" as its time, which cannot be read',
      eventId: 2,
      eventIds: [2],
    },
    {
      kind: 'time',
      message: 'Event 3 (DecisionTaskStarted) is older than event 1 before it',
      eventId: 3,
      eventIds: [3, 1],
    },
  ]);
});
