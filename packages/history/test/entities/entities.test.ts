import { History } from '@swf/history';
import { HistoryBuilder } from '@swf/history/builder';
import { describe, expect, it } from 'vitest';
import { recording } from '../support/recordings.js';

const compiled = (builder: HistoryBuilder) => builder.build().compile();

describe('ActivityTask', () => {
  it('knows its attributes, times and durations', () => {
    const task = compiled(
      new HistoryBuilder()
        .decisionTask()
        .activityTaskScheduled('a', { input: { n: 1 }, control: 'c', taskList: 'payments', startToCloseTimeout: 30 })
        .advance({ seconds: 4 })
        .activityTaskStarted('a', { identity: 'worker-1' })
        .advance({ minutes: 1 })
        .activityTaskCompleted('a', { result: [1] }),
    ).activityTasks.get('a');
    expect(task).toMatchObject({
      state: 'completed',
      open: false,
      input: '{"n":1}',
      control: 'c',
      taskList: 'payments',
      startToCloseTimeout: 30,
      heartbeatTimeout: 'NONE',
      identity: 'worker-1',
      scheduledEventId: 5,
      startedEventId: 6,
      nextStates: [],
      scheduleToStartInSeconds: 5,
      startToCloseInSeconds: 61,
      scheduleToCloseInSeconds: 66,
    });
    expect([task?.parse('input'), task?.parse('result'), task?.parse('details')]).toEqual([{ n: 1 }, [1], undefined]);
    expect(task?.events.map(({ id }) => id)).toEqual([5, 6, 7]);
  });

  it('knows a failure recorded from the real service', () => {
    const [task] = History.from(recording('test_failing_activity_output')).compile().activityTasks;
    expect(task?.state).toBe('failed');
    expect(task?.reason).toMatch(/^JumboTooLargeError/);
    expect([task?.result, task?.parse('details')]).toEqual([undefined, undefined]);
  });

  it('knows which timeout passed, and the details of its last heartbeat', () => {
    const builder = new HistoryBuilder().decisionTask().activityTaskScheduled('a').activityTaskScheduled('b');
    builder.activityTaskTimedOut('a').activityTaskStarted('b');
    builder.activityTaskTimedOut('b', { timeoutType: 'HEARTBEAT', details: { done: 3 } });
    const { activityTasks } = compiled(builder);
    expect(activityTasks.get('a')).toMatchObject({ timeoutType: 'SCHEDULE_TO_START', startedEventId: 0 });
    expect(activityTasks.get('a')?.startToCloseInSeconds).toBeUndefined();
    expect(activityTasks.get('b')).toMatchObject({ timeoutType: 'HEARTBEAT' });
    expect(activityTasks.get('b')?.parse('details')).toEqual({ done: 3 });
  });

  it('stays open after a request to cancel it, and may still complete', () => {
    const builder = new HistoryBuilder().decisionTask().activityTaskScheduled('a').activityTaskStarted('a');
    builder.workflowExecutionSignaled('stop').decisionTask().activityTaskCancelRequested('a');
    expect(compiled(builder).activityTasks.get('a')).toMatchObject({
      state: 'cancel_requested',
      open: true,
      closedAt: undefined,
    });
    builder.activityTaskCompleted('a');
    expect(compiled(builder).activityTasks.get('a')).toMatchObject({ state: 'completed', cancelRequested: true });
  });
});

describe('Attempts', () => {
  const builder = new HistoryBuilder().decisionTask().activityTaskScheduled('a').activityTaskScheduled('b');
  builder.activityTaskStarted('a').activityTaskFailed('a', { reason: 'no' }).decisionTask().activityTaskScheduled('a');
  const { activityTasks } = compiled(builder);

  it('returns the latest by key, all in order, and the latest of each key', () => {
    expect(activityTasks.get('a')?.state).toBe('scheduled');
    expect(activityTasks.attempts('a').map(({ state }) => state)).toEqual(['failed', 'scheduled']);
    expect([...activityTasks].map(({ activityId, state }) => [activityId, state])).toEqual([
      ['a', 'scheduled'],
      ['b', 'scheduled'],
    ]);
    expect(activityTasks.all().map(({ activityId }) => activityId)).toEqual(['a', 'b', 'a']);
    expect(activityTasks.open().map(({ activityId }) => activityId)).toEqual(['b', 'a']);
    expect([activityTasks.size, activityTasks.has('b'), activityTasks.has('c')]).toEqual([2, true, false]);
    expect([activityTasks.get('c'), activityTasks.attempts('c')]).toEqual([undefined, []]);
  });

  it('knows which are open, in whatever order the others closed', () => {
    for (const order of ['acd', 'dca', 'adc', 'cad', 'cda']) {
      const four = new HistoryBuilder().decisionTask();
      for (const id of 'abcd') four.timerStarted(id);
      for (const id of order) four.timerFired(id);
      expect(compiled(four).timers.open()).toMatchObject([{ timerId: 'b' }]);
    }
    for (const closed of 'abcd') {
      const four = new HistoryBuilder().decisionTask();
      for (const id of 'abcd') four.timerStarted(id);
      const { timers } = compiled(four.timerFired(closed));
      expect(timers.open().map(({ timerId }) => timerId)).toEqual([...'abcd'].filter((id) => id !== closed));
    }
  });

  it('returns the same object for the same state, even after the history has grown', () => {
    expect(activityTasks.get('b')).toBe(activityTasks.get('b'));
    const later = compiled(builder.workflowExecutionSignaled('s')).activityTasks;
    expect(later.get('b')).toBe(activityTasks.get('b'));
  });

  it('does not change when events are appended to its history', () => {
    const early = new HistoryBuilder().decisionTask().timerStarted('t').timerFired('t').build();
    const state = early.compile();
    const later = new HistoryBuilder().decisionTask().timerStarted('t').timerFired('t').decisionTask();
    early.append(
      later
        .timerStarted('t')
        .timerStarted('u')
        .build()
        .events.slice(early.length)
        .map(({ raw }) => raw),
    );
    expect(state.timers.attempts('t').map((timer) => timer.state)).toEqual(['fired']);
    expect([state.timers.open(), state.timers.size, state.timers.has('u')]).toEqual([[], 1, false]);
  });

  it('does not replace an open attempt by a refused one', () => {
    const refused = new HistoryBuilder().decisionTask().timerStarted('t').startTimerFailed('t');
    expect(compiled(refused).timers.get('t')?.state).toBe('started');
    expect(compiled(refused.timerFired('t')).timers.get('t')?.state).toBe('fired');
    refused.decisionTask().startTimerFailed('t', { cause: 'OPEN_TIMERS_LIMIT_EXCEEDED' });
    expect(compiled(refused).timers.get('t')).toMatchObject({
      state: 'start_failed',
      cause: 'OPEN_TIMERS_LIMIT_EXCEEDED',
    });
    expect(compiled(refused).timers.attempts('t')).toHaveLength(3);
  });
});

describe('Attempts of what may be open more than once', () => {
  const builder = () =>
    new HistoryBuilder()
      .decisionTask()
      .signalExternalWorkflowExecutionInitiated('x', 'one')
      .signalExternalWorkflowExecutionInitiated('x', 'two');

  it('return the latest while earlier ones are open, and after all have closed', () => {
    const sent = compiled(builder()).externalWorkflowExecutions;
    expect(sent.get('x')).toMatchObject({ signalName: 'two', open: true });
    expect([...sent].map(({ signalName }) => signalName)).toEqual(['two']);
    expect(sent.open().map(({ signalName }) => signalName)).toEqual(['one', 'two']);
    const closed = builder().externalWorkflowExecutionSignaled('x').signalExternalWorkflowExecutionFailed('x');
    expect(compiled(closed).externalWorkflowExecutions.get('x')).toMatchObject({
      signalName: 'two',
      state: 'signal_failed',
    });
  });
});

describe('Timer', () => {
  it('knows when it is due, and when it fired', () => {
    const builder = new HistoryBuilder()
      .decisionTask()
      .timerStarted('t', { startToFireTimeout: 30, control: { why: 1 } });
    expect(compiled(builder).timers.get('t')?.firesAt).toEqual(new Date('2020-01-01T00:00:32Z'));
    expect(compiled(builder).timers.get('t')?.parse('control')).toEqual({ why: 1 });
    builder
      .advance({ seconds: 29 })
      .timerFired('t')
      .decisionTask()
      .timerStarted('t')
      .timerCanceled('t')
      .timerStarted('t');
    const { timers } = compiled(builder);
    expect(timers.attempts('t').map(({ state }) => state)).toEqual(['fired', 'canceled', 'started']);
    expect(timers.attempts('t')[0]?.startToCloseInSeconds).toBe(30);
  });

  it('has in a history only the attempts that began in it, although a longer one has more', () => {
    const events = new HistoryBuilder()
      .decisionTask()
      .timerStarted('t')
      .timerCanceled('t')
      .timerStarted('t')
      .build()
      .events.map(({ raw }) => raw);
    const earlier = History.from(events.slice(0, -1));
    const later = earlier.append(events.slice(-1));
    const states = (history: History) => [...history.compile().timers.attempts('t')].map(({ state }) => state);
    expect(states(later)).toEqual(['canceled', 'started']);
    expect(states(earlier)).toEqual(['canceled']);
  });
});

describe('signals, cancel requests and markers', () => {
  it('are kept by name, in order, with their origin', () => {
    const sender = { workflowId: 'other', runId: 'r' };
    const builder = new HistoryBuilder()
      .workflowExecutionSignaled('approve', { input: { by: 'ops' } })
      .workflowExecutionSignaled('approve', { externalWorkflowExecution: sender, externalInitiatedEventId: 7 })
      .workflowExecutionCancelRequested()
      .workflowExecutionCancelRequested({ externalWorkflowExecution: sender, externalInitiatedEventId: 9 })
      .workflowExecutionCancelRequested({ cause: 'CHILD_POLICY_APPLIED' });
    const { signals, workflowExecution } = compiled(builder);
    expect(signals.attempts('approve').map(({ origin }) => origin)).toEqual([
      { kind: 'API', workflowExecution: undefined, initiatedEventId: 0 },
      { kind: 'WORKFLOW_EXECUTION', workflowExecution: sender, initiatedEventId: 7 },
    ]);
    expect(signals.attempts('approve')[0]?.parse('input')).toEqual({ by: 'ops' });
    expect(workflowExecution).toMatchObject({ state: 'cancel_requested', cancelRequested: true, open: true });
    expect(workflowExecution.cancelRequests.map(({ eventId, origin }) => [eventId, origin.kind])).toEqual([
      [5, 'API'],
      [6, 'WORKFLOW_EXECUTION'],
      [7, 'CHILD_POLICY'],
    ]);
  });

  it('return the latest marker of a name', () => {
    const builder = new HistoryBuilder()
      .decisionTask()
      .markerRecorded('m', { details: 1 })
      .markerRecorded('m', { details: 2 });
    const { markers } = compiled(builder);
    expect(markers.get('m')?.parse('details')).toBe(2);
    expect(markers.attempts('m')).toHaveLength(2);
  });
});

describe('ChildWorkflowExecution', () => {
  it('knows its run, its failure and its attributes', () => {
    const [child] = History.from(recording('test_failing_workflow_output')).compile().childWorkflowExecutions;
    expect(child).toMatchObject({ state: 'failed', initiatedEventId: 5, startedEventId: 6, childPolicy: 'TERMINATE' });
    expect(child?.runId).toMatch(/^22/);
    expect(child?.reason).toBe('workflow decision failed: Message too long (10485762 chars)');
  });

  it('is not hidden by a failed start under the same id', () => {
    const builder = new HistoryBuilder()
      .decisionTask()
      .startChildWorkflowExecutionInitiated('c')
      .childWorkflowExecutionStarted('c');
    builder.decisionTask().startChildWorkflowExecutionInitiated('c');
    builder.startChildWorkflowExecutionFailed('c', { cause: 'WORKFLOW_ALREADY_RUNNING' });
    const { childWorkflowExecutions } = compiled(builder);
    expect(childWorkflowExecutions.get('c')).toMatchObject({ state: 'started', startedEventId: 6 });
    expect(childWorkflowExecutions.attempts('c')[1]).toMatchObject({ state: 'start_failed', initiatedEventId: 10 });
  });
});

describe('WorkflowExecution and DecisionTask', () => {
  it('know what the execution was started with', () => {
    const { workflowExecution } = compiled(
      new HistoryBuilder({
        input: { sku: 'A1' },
        tagList: ['eu'],
        taskPriority: 3,
        lambdaRole: 'arn:role',
        executionStartToCloseTimeout: 60,
      }),
    );
    expect(workflowExecution).toMatchObject({
      tagList: ['eu'],
      taskPriority: 3,
      lambdaRole: 'arn:role',
      executionStartToCloseTimeout: 60,
    });
    expect(workflowExecution.parse('input')).toEqual({ sku: 'A1' });
    expect(workflowExecution.workflowType).toEqual({ name: 'workflow', version: '1.0' });
  });

  it('know the pending and the started decision task, and the latest context', () => {
    const builder = new HistoryBuilder();
    expect(compiled(builder).pendingDecisionTask?.scheduledEventId).toBe(2);
    builder.decisionTaskStarted({ identity: 'decider' }).workflowExecutionSignaled('s');
    const both = compiled(builder);
    expect([both.startedDecisionTask?.scheduledEventId, both.pendingDecisionTask?.scheduledEventId]).toEqual([2, 5]);
    builder.decisionTaskCompleted({ executionContext: '' });
    expect(compiled(builder).latestExecutionContext).toBe('');
    builder.decisionTask();
    expect(compiled(builder).latestExecutionContext).toBe('');
    expect(compiled(builder).decisionTasks.get(2)).toMatchObject({
      state: 'completed',
      startToCloseInSeconds: 2,
      identity: 'decider',
    });
    expect([both.startedDecisionTask?.state, both.latestExecutionContext]).toEqual(['started', undefined]);
  });

  it('know a decision task that was not started in time', () => {
    const builder = new HistoryBuilder().decisionTaskTimedOut({ timeoutType: 'SCHEDULE_TO_START' });
    expect(compiled(builder).decisionTasks.all()).toMatchObject([
      { state: 'timed_out', timeoutType: 'SCHEDULE_TO_START', startedEventId: 0 },
      { state: 'scheduled' },
    ]);
  });
});
