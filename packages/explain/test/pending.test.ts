import { pending } from '@swf/explain';
import { HistoryBuilder } from '@swf/history/builder';
import { describe, expect, it } from 'vitest';

describe('pending()', () => {
  it('lists what is open with its deadlines, the earliest first', () => {
    const history = new HistoryBuilder({ executionStartToCloseTimeout: 3600 })
      .decisionTask()
      .activityTaskScheduled('charge', {
        scheduleToStartTimeout: 60,
        scheduleToCloseTimeout: 90,
        startToCloseTimeout: 100,
        heartbeatTimeout: 30,
      })
      .activityTaskScheduled('pack', { scheduleToStartTimeout: 60, scheduleToCloseTimeout: 90 })
      .timerStarted('patience', { startToFireTimeout: 10 })
      .startChildWorkflowExecutionInitiated('parcel')
      .signalExternalWorkflowExecutionInitiated('stock', 'release')
      .lambdaFunctionScheduled('round', { name: 'round' })
      .activityTaskStarted('charge', { identity: 'worker-1' })
      .build();
    const rows = pending(history).map(({ type, id, deadlines }) => [
      type,
      id,
      ...deadlines.map(({ name, at }) => `${name} ${at.toISOString().slice(11, 19)}`),
    ]);
    expect(rows).toEqual([
      ['WorkflowExecution', '', 'start-to-close 01:00:00'],
      ['ActivityTask', 'charge', 'schedule-to-close 00:01:32', 'start-to-close 00:01:43'],
      ['ActivityTask', 'pack', 'schedule-to-start 00:01:02', 'schedule-to-close 00:01:32'],
      ['LambdaFunction', 'round'],
      ['Timer', 'patience', 'fires 00:00:12'],
      ['ChildWorkflowExecution', 'parcel'],
      ['ExternalWorkflowExecution', 'stock'],
    ]);
    expect(pending(history)[1]).toMatchObject({ identity: 'worker-1', heartbeatTimeout: 30, cancelRequested: false });
  });

  it('lists nothing of a closed run', () => {
    const history = new HistoryBuilder().decisionTask().timerStarted('t').workflowExecutionTerminated().build();
    expect(pending(history)).toEqual([]);
  });

  it('says of each item since when it is open, in which state, and by which event', () => {
    const history = new HistoryBuilder({ executionStartToCloseTimeout: 3600, taskList: 'orders' })
      .decisionTask()
      .activityTaskScheduled('charge', { taskList: 'payments' })
      .startChildWorkflowExecutionInitiated('parcel', { taskList: 'parcels', executionStartToCloseTimeout: 60 })
      .lambdaFunctionScheduled('round', { startToCloseTimeout: 60 })
      .timerStarted('patience', { startToFireTimeout: 10 })
      .requestCancelExternalWorkflowExecutionInitiated('stock')
      .activityTaskStarted('charge', { identity: 'worker-1' })
      .childWorkflowExecutionStarted('parcel')
      .lambdaFunctionStarted('round')
      .workflowExecutionCancelRequested()
      .decisionTaskStarted({ identity: 'decider-1' })
      .build();
    const at = (seconds: number) => new Date(Date.UTC(2020, 0, 1, 0, 0, seconds));
    const ends = (seconds: number) => [{ name: 'start-to-close', at: at(seconds) }];
    const initiated = { since: at(2), cancelRequested: false };
    expect(pending(history)).toEqual([
      {
        type: 'WorkflowExecution',
        id: '',
        state: 'cancel_requested',
        since: at(0),
        taskList: 'orders',
        deadlines: ends(3600),
        cancelRequested: true,
        eventId: 1,
      },
      {
        type: 'DecisionTask',
        id: '',
        state: 'started',
        since: at(4),
        startedAt: at(7),
        identity: 'decider-1',
        taskList: 'orders',
        deadlines: ends(67),
        cancelRequested: false,
        eventId: 12,
      },
      {
        ...initiated,
        type: 'ActivityTask',
        id: 'charge',
        state: 'started',
        startedAt: at(3),
        identity: 'worker-1',
        taskList: 'payments',
        deadlines: [],
        eventId: 5,
      },
      {
        ...initiated,
        type: 'LambdaFunction',
        id: 'round',
        state: 'started',
        startedAt: at(5),
        deadlines: ends(65),
        eventId: 7,
      },
      {
        ...initiated,
        type: 'Timer',
        id: 'patience',
        state: 'started',
        deadlines: [{ name: 'fires', at: at(12) }],
        eventId: 8,
      },
      {
        ...initiated,
        type: 'ChildWorkflowExecution',
        id: 'parcel',
        state: 'started',
        startedAt: at(4),
        taskList: 'parcels',
        deadlines: ends(64),
        eventId: 6,
      },
      {
        ...initiated,
        type: 'ExternalWorkflowExecution',
        id: 'stock',
        state: 'request_cancel_initiated',
        deadlines: [],
        eventId: 9,
      },
    ]);
  });

  it('names no first event of what began before the history, and a child since it started', () => {
    const history = new HistoryBuilder()
      .decisionTask()
      .startChildWorkflowExecutionInitiated('parcel')
      .childWorkflowExecutionStarted('parcel')
      .build();
    const started = new Date('2020-01-01T00:00:03Z');
    expect(pending(history.slice(5))).toMatchObject([
      { type: 'WorkflowExecution', since: undefined, eventId: 0 },
      { type: 'DecisionTask', eventId: 7 },
      { type: 'ChildWorkflowExecution', id: 'parcel', since: started, startedAt: started, eventId: 5 },
    ]);
  });
});
