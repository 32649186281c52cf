import { History } from '@swf/history';
import { HistoryBuilder } from '@swf/history/builder';
import { describe, expect, it } from 'vitest';

const RUN = {
  input: { sku: 'A1' },
  executionStartToCloseTimeout: 7200,
  taskStartToCloseTimeout: 90,
  childPolicy: 'ABANDON',
  taskList: 'list',
  taskPriority: -3,
  tagList: ['eu', 'vip'],
  lambdaRole: 'arn:aws:iam::123456789012:role/lambda',
} as const;
const RUN_AS_KNOWN = { ...RUN, input: '{"sku":"A1"}' };
const OTHER = { workflowId: 'other', runId: 'other-run' };
const second = (count: number) => new Date(Date.UTC(2020, 0, 1, 0, 0, count));

/** All members of an entity but its events, which are shown by their names. */
function membersOf(entity: object | undefined): Readonly<Record<string, unknown>> {
  const { events, ...members } = entity as { readonly events: readonly { readonly name: string }[] };
  return { ...members, events: events.map(({ name }) => name) };
}

const decided = () => new HistoryBuilder().decisionTask();
const compiled = (builder: HistoryBuilder) => builder.build().compile();

describe('the members of a compiled entity', () => {
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

  it('are all those of a child execution', () => {
    const state = compiled(
      decided()
        .startChildWorkflowExecutionInitiated('c', { ...RUN, control: 'k' })
        .childWorkflowExecutionStarted('c')
        .childWorkflowExecutionFailed('c', { reason: 'r', details: 'd' }),
    );
    expect(membersOf(state.childWorkflowExecutions.get('c'))).toEqual({
      ...RUN_AS_KNOWN,
      type: 'ChildWorkflowExecution',
      state: 'failed',
      open: false,
      workflowId: 'c',
      runId: 'run-5',
      workflowType: { name: 'child', version: '1.0' },
      control: 'k',
      initiatedEventId: 5,
      startedEventId: 6,
      reason: 'r',
      details: 'd',
      initiatedAt: second(2),
      startedAt: second(3),
      closedAt: second(4),
      events: ['StartChildWorkflowExecutionInitiated', 'ChildWorkflowExecutionStarted', 'ChildWorkflowExecutionFailed'],
    });
  });

  it('are all those of a child execution that SWF refused to start', () => {
    const state = compiled(decided().startChildWorkflowExecutionFailed('c', { control: 'k' }));
    expect(membersOf(state.childWorkflowExecutions.get('c'))).toEqual({
      type: 'ChildWorkflowExecution',
      state: 'start_failed',
      open: false,
      workflowId: 'c',
      workflowType: { name: 'child', version: '1.0' },
      tagList: [],
      control: 'k',
      initiatedEventId: 0,
      startedEventId: 0,
      cause: 'WORKFLOW_TYPE_DOES_NOT_EXIST',
      closedAt: second(2),
      events: ['StartChildWorkflowExecutionFailed'],
    });
  });

  it('are all those of a signal and of a cancel request to another execution', () => {
    const state = compiled(
      decided()
        .signalExternalWorkflowExecutionInitiated('x', 'hello', { input: 'i', control: 'c', runId: 'r' })
        .requestCancelExternalWorkflowExecutionInitiated('y', { control: 'c' })
        .externalWorkflowExecutionSignaled('x')
        .requestCancelExternalWorkflowExecutionFailed('y'),
    );
    expect(membersOf(state.externalWorkflowExecutions.get('x'))).toEqual({
      type: 'ExternalWorkflowExecution',
      state: 'signaled',
      open: false,
      workflowId: 'x',
      runId: 'r',
      signalName: 'hello',
      input: 'i',
      control: 'c',
      initiatedEventId: 5,
      initiatedAt: second(2),
      closedAt: second(3),
      events: ['SignalExternalWorkflowExecutionInitiated', 'ExternalWorkflowExecutionSignaled'],
    });
    expect(membersOf(state.externalWorkflowExecutions.get('y'))).toEqual({
      type: 'ExternalWorkflowExecution',
      state: 'request_cancel_failed',
      open: false,
      workflowId: 'y',
      control: 'c',
      initiatedEventId: 6,
      cause: 'UNKNOWN_EXTERNAL_WORKFLOW_EXECUTION',
      initiatedAt: second(2),
      closedAt: second(4),
      events: ['RequestCancelExternalWorkflowExecutionInitiated', 'RequestCancelExternalWorkflowExecutionFailed'],
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

  it('are all those of the execution', () => {
    const family = { continuedExecutionRunId: 'r0', parentWorkflowExecution: OTHER, parentInitiatedEventId: 7 };
    const state = compiled(
      new HistoryBuilder({ ...RUN, ...family })
        .workflowExecutionCancelRequested({ externalWorkflowExecution: OTHER, externalInitiatedEventId: 9 })
        .decisionTask()
        .completeWorkflowExecutionFailed()
        .decisionTask()
        .workflowExecutionContinuedAsNew({ newExecutionRunId: 'r2' }),
    );
    expect(membersOf(state.workflowExecution)).toEqual({
      ...RUN_AS_KNOWN,
      type: 'WorkflowExecution',
      state: 'continued_as_new',
      open: false,
      workflowType: { name: 'workflow', version: '1.0' },
      parent: OTHER,
      parentInitiatedEventId: 7,
      continuedExecutionRunId: 'r0',
      newExecutionRunId: 'r2',
      cancelRequests: [
        {
          eventId: 3,
          requestedAt: second(1),
          origin: { kind: 'WORKFLOW_EXECUTION', workflowExecution: OTHER, initiatedEventId: 9 },
        },
      ],
      closeStatus: 'CONTINUED_AS_NEW',
      startedAt: second(0),
      closedAt: second(5),
      events: [
        'WorkflowExecutionStarted',
        'WorkflowExecutionCancelRequested',
        'CompleteWorkflowExecutionFailed',
        'WorkflowExecutionContinuedAsNew',
      ],
    });
  });

  it('include how the execution ended', () => {
    const endings = [
      decided().workflowExecutionCompleted({ result: 'x' }),
      decided().workflowExecutionFailed({ reason: 'r', details: 'd' }),
      new HistoryBuilder().workflowExecutionTimedOut(),
      new HistoryBuilder().workflowExecutionTerminated({ reason: 'r', cause: 'OPERATOR_INITIATED' }),
    ].map((builder) => compiled(builder).workflowExecution);
    expect(endings).toMatchObject([
      { closeStatus: 'COMPLETED', result: 'x', reason: undefined },
      { closeStatus: 'FAILED', reason: 'r', details: 'd', result: undefined },
      { closeStatus: 'TIMED_OUT', timeoutType: 'START_TO_CLOSE' },
      { closeStatus: 'TERMINATED', reason: 'r', cause: 'OPERATOR_INITIATED' },
    ]);
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
