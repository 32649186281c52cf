import { History } from '@swf/history';
import { HistoryBuilder } from '@swf/history/builder';
import { describe, expect, it } from 'vitest';
import { compiled, decided, membersOf, second } from '../support/entity-members.js';

describe('the members of a compiled task, timer or marker', () => {
  it('are all those of an activity task', () => {
    const timeouts = { scheduleToStartTimeout: 1, scheduleToCloseTimeout: 2, startToCloseTimeout: 3 };
    const state = compiled(
      decided()
        .activityTaskScheduled('a', { ...timeouts, heartbeatTimeout: 4, taskPriority: 5, input: 'i', control: 'c' })
        .activityTaskStarted('a', { identity: 'worker' })
        .activityTaskTimedOut('a', { details: 'd' }),
    );
    expect(membersOf(state.activityTasks.get('a'))).toEqual({
      ...timeouts,
      type: 'ActivityTask',
      state: 'timed_out',
      open: false,
      activityId: 'a',
      activityType: { name: 'activity', version: '1.0' },
      taskList: 'workers',
      taskPriority: 5,
      input: 'i',
      control: 'c',
      heartbeatTimeout: 4,
      scheduledEventId: 5,
      startedEventId: 6,
      identity: 'worker',
      cancelRequested: false,
      details: 'd',
      timeoutType: 'START_TO_CLOSE',
      scheduledAt: second(2),
      startedAt: second(3),
      closedAt: second(4),
      events: ['ActivityTaskScheduled', 'ActivityTaskStarted', 'ActivityTaskTimedOut'],
    });
  });

  it('are all those of an activity task that SWF refused to schedule', () => {
    const state = compiled(decided().scheduleActivityTaskFailed('a', { cause: 'OPERATION_NOT_PERMITTED' }));
    expect(membersOf(state.activityTasks.get('a'))).toEqual({
      type: 'ActivityTask',
      state: 'schedule_failed',
      open: false,
      activityId: 'a',
      activityType: { name: 'activity', version: '1.0' },
      scheduledEventId: 0,
      startedEventId: 0,
      cancelRequested: false,
      cause: 'OPERATION_NOT_PERMITTED',
      closedAt: second(2),
      events: ['ScheduleActivityTaskFailed'],
    });
  });

  it('are all those of a timer, with the requests about it that SWF refused', () => {
    const state = compiled(
      decided()
        .timerStarted('t', { startToFireTimeout: 60, control: 'c' })
        .cancelTimerFailed('t', { cause: 'OPERATION_NOT_PERMITTED' })
        .timerFired('t'),
    );
    expect(membersOf(state.timers.get('t'))).toEqual({
      type: 'Timer',
      state: 'fired',
      open: false,
      timerId: 't',
      startedEventId: 5,
      startToFireTimeout: 60,
      control: 'c',
      startedAt: second(2),
      closedAt: second(3),
      events: ['TimerStarted', 'CancelTimerFailed', 'TimerFired'],
    });
  });

  it('include the refused requests to cancel an activity task', () => {
    const state = compiled(decided().activityTaskScheduled('a').requestCancelActivityTaskFailed('a'));
    expect(membersOf(state.activityTasks.get('a'))).toMatchObject({
      state: 'scheduled',
      cancelRequested: false,
      events: ['ActivityTaskScheduled', 'RequestCancelActivityTaskFailed'],
    });
  });

  it('are all those of a Lambda function', () => {
    const state = compiled(
      decided()
        .lambdaFunctionScheduled('l', { name: 'f', input: 'i', control: 'c', startToCloseTimeout: 30 })
        .lambdaFunctionStarted('l')
        .lambdaFunctionFailed('l', { reason: 'r', details: 'd' }),
    );
    expect(membersOf(state.lambdaFunctions.get('l'))).toEqual({
      type: 'LambdaFunction',
      state: 'failed',
      open: false,
      id: 'l',
      name: 'f',
      input: 'i',
      control: 'c',
      startToCloseTimeout: 30,
      scheduledEventId: 5,
      startedEventId: 6,
      reason: 'r',
      details: 'd',
      scheduledAt: second(2),
      startedAt: second(3),
      closedAt: second(4),
      events: ['LambdaFunctionScheduled', 'LambdaFunctionStarted', 'LambdaFunctionFailed'],
    });
  });

  it('include why SWF did not schedule or start a Lambda function', () => {
    const state = compiled(
      decided()
        .scheduleLambdaFunctionFailed('l')
        .lambdaFunctionScheduled('m')
        .startLambdaFunctionFailed('m', { message: 'no role' }),
    );
    expect(membersOf(state.lambdaFunctions.get('l'))).toMatchObject({
      name: 'function',
      state: 'schedule_failed',
      cause: 'ID_ALREADY_IN_USE',
      scheduledEventId: 0,
    });
    expect(membersOf(state.lambdaFunctions.get('m'))).toMatchObject({
      state: 'start_failed',
      cause: 'ASSUME_ROLE_FAILED',
      message: 'no role',
      scheduledEventId: 6,
    });
  });

  it('are all those of a marker', () => {
    const state = compiled(decided().markerRecorded('m', { details: 'd' }).recordMarkerFailed('n'));
    expect(membersOf(state.markers.get('m'))).toEqual({
      type: 'Marker',
      state: 'recorded',
      open: false,
      markerName: 'm',
      details: 'd',
      recordedAt: second(2),
      closedAt: second(2),
      events: ['MarkerRecorded'],
    });
    expect(membersOf(state.markers.get('n'))).toMatchObject({
      state: 'record_failed',
      cause: 'OPERATION_NOT_PERMITTED',
      recordedAt: undefined,
    });
  });

  it('are all those of a decision task', () => {
    const state = compiled(
      new HistoryBuilder({ taskList: 'list', taskStartToCloseTimeout: 90 })
        .decisionTaskStarted({ identity: 'decider' })
        .decisionTaskCompleted({ executionContext: { step: 1 } }),
    );
    expect(membersOf(state.decisionTasks.get(2))).toEqual({
      type: 'DecisionTask',
      state: 'completed',
      open: false,
      scheduledEventId: 2,
      startedEventId: 3,
      completedEventId: 4,
      taskList: 'list',
      startToCloseTimeout: 90,
      scheduleToStartTimeout: 'NONE',
      identity: 'decider',
      executionContext: '{"step":1}',
      scheduledAt: second(0),
      startedAt: second(1),
      closedAt: second(2),
      events: ['DecisionTaskScheduled', 'DecisionTaskStarted', 'DecisionTaskCompleted'],
    });
  });
});

describe('StartLambdaFunctionFailed', () => {
  it('may name no scheduled event if the function could not be called at all', () => {
    const failed = { scheduledEventId: 0, cause: 'ASSUME_ROLE_FAILED' };
    const events = decided().lambdaFunctionScheduled('l').build().toJSON().events;
    const last = { eventId: 6, eventType: 'StartLambdaFunctionFailed', eventTimestamp: second(3) };
    for (const startLambdaFunctionFailedEventAttributes of [failed, { cause: failed.cause }]) {
      const history = History.from([...events, { ...last, startLambdaFunctionFailedEventAttributes } as object]);
      expect(history.verify()).toEqual([]);
      expect(history.compile().lambdaFunctions.get('l')?.state).toBe('scheduled');
    }
  });
});
