import type { EventName } from '@swf/history';
import { describe, expect, it } from 'vitest';
import { decided, second } from '../support/entity-members.js';

describe('an entity that began before a partial history', () => {
  const whole = decided()
    .activityTaskScheduled('a')
    .timerStarted('t')
    .lambdaFunctionScheduled('l')
    .startChildWorkflowExecutionInitiated('c')
    .signalExternalWorkflowExecutionInitiated('x', 'hello')
    .externalWorkflowExecutionSignaled('x')
    .activityTaskStarted('a')
    .activityTaskCompleted('a')
    .timerFired('t')
    .lambdaFunctionStarted('l')
    .lambdaFunctionCompleted('l')
    .childWorkflowExecutionStarted('c')
    .childWorkflowExecutionCompleted('c')
    .build();
  const firstOutcome = whole.events.findIndex(({ name }) => name === 'ExternalWorkflowExecutionSignaled');
  const state = whole.slice(firstOutcome).compile();

  it('has its state, the id of its first event, and no time of its beginning', () => {
    expect(state.activityTasks.all()).toMatchObject([
      { state: 'completed', activityId: '', scheduledEventId: 5, scheduledAt: undefined },
    ]);
    expect(state.timers.all()).toMatchObject([
      { state: 'fired', timerId: 't', startedEventId: 6, startedAt: undefined, firesAt: undefined },
    ]);
    expect(state.lambdaFunctions.all()).toMatchObject([
      { state: 'completed', id: '', scheduledEventId: 7, scheduledAt: undefined },
    ]);
    expect(state.childWorkflowExecutions.all()).toMatchObject([
      {
        state: 'completed',
        workflowId: 'c',
        runId: 'run-8',
        workflowType: { name: 'child', version: '1.0' },
        initiatedEventId: 8,
        initiatedAt: undefined,
      },
    ]);
    expect(state.externalWorkflowExecutions.all()).toMatchObject([
      { state: 'signaled', workflowId: 'x', runId: 'run-9', initiatedEventId: 9, initiatedAt: undefined },
    ]);
  });

  it('is told apart from others whose names are not shown either', () => {
    const started = decided().activityTaskScheduled('a').activityTaskScheduled('b').activityTaskStarted('a').build();
    const attributes = { activityTaskStartedEventAttributes: { scheduledEventId: 6 } };
    const other = { eventId: 8, eventType: 'ActivityTaskStarted', eventTimestamp: second(8), ...attributes };
    const { activityTasks } = started.slice(6).append([other]).compile();

    expect([...activityTasks].map(({ scheduledEventId }) => scheduledEventId)).toEqual([5, 6]);
    expect(activityTasks.size).toBe(2);
  });

  it('has only the durations that the history shows', () => {
    const [activity] = state.activityTasks.all();
    const [lambda] = state.lambdaFunctions.all();
    const [child] = state.childWorkflowExecutions.all();
    expect([activity?.startToCloseInSeconds, lambda?.startToCloseInSeconds, child?.startToCloseInSeconds]).toEqual([
      1, 1, 1,
    ]);
    expect([activity?.scheduleToStartInSeconds, activity?.scheduleToCloseInSeconds]).toEqual([undefined, undefined]);
    expect(state.timers.all()[0]?.startToCloseInSeconds).toBeUndefined();
    expect(state.externalWorkflowExecutions.all()[0]?.initiatedToCloseInSeconds).toBeUndefined();
  });
});

describe('the startedEventId of a partial history', () => {
  const whole = decided()
    .activityTaskScheduled('early')
    .timerStarted('t')
    .activityTaskStarted('early')
    .timerFired('t')
    .decisionTask()
    .activityTaskScheduled('new')
    .build();
  const { scheduledEventId = 0, startedEventId = 0 } = whole.compile().activityTasks.get('early') ?? {};
  const added = whole.last?.id ?? 0;

  /** Returns the violations of the history from an event on, if another event follows. */
  function violations(first: EventName, eventType: EventName, attributes: object) {
    const start = whole.events.findIndex(({ name }) => name === first);
    const member = `${eventType.charAt(0).toLowerCase()}${eventType.slice(1)}EventAttributes`;
    const event = { eventId: added + 1, eventTimestamp: second(added + 1), eventType, [member]: attributes };
    return whole.slice(start).append([event]).verify();
  }

  it('may name an event before the first, if the entity began before it too', () => {
    const attributes = { scheduledEventId, startedEventId };

    expect(violations('TimerFired', 'ActivityTaskCompleted', attributes)).toEqual([]);
  });

  it('must name the started event that the history shows', () => {
    const attributes = { scheduledEventId, startedEventId: scheduledEventId - 1 };

    expect(violations('ActivityTaskStarted', 'ActivityTaskCompleted', attributes)).toMatchObject([
      { eventIds: [added + 1, scheduledEventId - 1] },
    ]);
  });

  it('cannot name an event before the first, if the entity began after it', () => {
    const attributes = { scheduledEventId: added, startedEventId, timeoutType: 'SCHEDULE_TO_START' };

    expect(violations('TimerFired', 'ActivityTaskTimedOut', attributes)).toMatchObject([
      { eventIds: [added + 1, startedEventId] },
    ]);
  });
});
