import {
  RequestCancelWorkflowExecutionCommand,
  RespondActivityTaskCanceledCommand,
  RespondActivityTaskCompletedCommand,
  RespondActivityTaskFailedCommand,
  SignalWorkflowExecutionCommand,
  TerminateWorkflowExecutionCommand,
} from '@aws-sdk/client-swf';
import { History, HistoryQuerySet } from '@swf/history';
import { expect, it } from 'vitest';
import {
  cancelExternal,
  cancelTimer,
  complete,
  continueAsNew,
  domain,
  recordMarker,
  requestCancelActivity,
  scheduleActivity,
  scheduleLambda,
  signalExternal,
  startChild,
  startService,
  startTimer,
} from '../support/service.js';
import { snapshot } from '../support/snapshot.js';

type Service = Awaited<ReturnType<typeof startService>>;

/**
 * The history, which is sound, and tells the same however it comes: as the SDK gives it, as JSON,
 * page by page.
 */
async function soundHistory({ client }: Service, execution: { workflowId: string; runId: string }): Promise<History> {
  const querySet = new HistoryQuerySet({ name: domain });
  const history = await querySet.get(execution, { client });
  expect(history.verify()).toEqual([]);
  const whole = snapshot(history.compile());
  expect(snapshot(History.from(JSON.parse(JSON.stringify(history))).compile())).toEqual(whole);
  let paged = History.from([]);
  for await (const { events } of querySet.pages(execution, { client, maximumPageSize: 3 })) {
    paged = paged.append(events);
    paged.compile();
  }
  expect(snapshot(paged.compile())).toEqual(whole);
  return history;
}

it('a compiled history knows how each activity, timer and marker ended', async () => {
  await using swf = await startService();
  const execution = await swf.start('order-1');
  await swf.decide(
    scheduleActivity('good', { input: '{"n":1}' }),
    scheduleActivity('bad'),
    scheduleActivity('slow', { startToCloseTimeout: '5' }),
    scheduleActivity('unwanted', { taskList: { name: 'nobody' } }),
    scheduleActivity('good'),
    startTimer('patience', 30),
    startTimer('unneeded', 600),
    recordMarker('progress', '[1]'),
  );
  const tasks = new Map<string, string>();
  for (let count = 0; count < 3; count++) {
    const { activityId = '', taskToken = '' } = await swf.pollActivity();
    tasks.set(activityId, taskToken);
  }
  await swf.client.send(
    new RespondActivityTaskCompletedCommand({ taskToken: tasks.get('good'), result: '{"ok":true}' }),
  );
  const failure = { reason: 'declined', details: '"why"' };
  await swf.client.send(new RespondActivityTaskFailedCommand({ taskToken: tasks.get('bad'), ...failure }));
  await swf.clock.advance({ seconds: 6 });
  await swf.decide(
    requestCancelActivity('unwanted'),
    cancelTimer('unneeded'),
    cancelTimer('unneeded'),
    scheduleActivity('bad'),
  );
  const { taskToken } = await swf.pollActivity();
  await swf.decide(requestCancelActivity('bad'), requestCancelActivity('bad'), requestCancelActivity('nothing'));
  await swf.client.send(new RespondActivityTaskCanceledCommand({ taskToken, details: 'stopped' }));
  await swf.clock.advance({ seconds: 30 });
  await swf.decide(complete('done'));

  const history = await soundHistory(swf, execution);
  const state = history.compile();
  expect(history.finished).toBe(true);
  expect(state.workflowExecution).toMatchObject({ state: 'completed', closeStatus: 'COMPLETED', result: 'done' });
  expect([...state.activityTasks].map(({ activityId, state }) => [activityId, state])).toEqual([
    ['good', 'completed'],
    ['bad', 'canceled'],
    ['slow', 'timed_out'],
    ['unwanted', 'canceled'],
  ]);
  expect(state.activityTasks.attempts('bad')).toMatchObject([
    { state: 'failed', reason: 'declined', cancelRequested: false },
    { state: 'canceled', details: 'stopped', cancelRequested: true },
  ]);
  expect(state.activityTasks.attempts('bad')[0]?.parse('details')).toBe('why');
  expect(state.activityTasks.attempts('good')).toMatchObject([
    { state: 'completed', input: '{"n":1}' },
    { state: 'schedule_failed', cause: 'ACTIVITY_ID_ALREADY_IN_USE', scheduledEventId: 0 },
  ]);
  expect(state.activityTasks.get('slow')).toMatchObject({ timeoutType: 'START_TO_CLOSE', startToCloseInSeconds: 5 });
  expect(state.timers.get('patience')).toMatchObject({ state: 'fired', startToCloseInSeconds: 30 });
  expect(state.timers.get('unneeded')).toMatchObject({ state: 'canceled' });
  expect(state.markers.get('progress')?.parse('details')).toEqual([1]);
  expect(state.failedDecisions.map(({ name }) => name)).toEqual([
    'ScheduleActivityTaskFailed',
    'CancelTimerFailed',
    'RequestCancelActivityTaskFailed',
  ]);
});

it('a compiled history knows the outcome of children, signals and cancel requests', async () => {
  await using swf = await startService({
    lambda: { functions: { double: (n) => n, broken: () => Promise.reject(new Error('no')) } },
  });
  const parent = await swf.start('parent');
  const other = await swf.start('other');
  await swf.decide(
    startChild('child'),
    startChild('other'),
    startChild('unknown', '9.9'),
    signalExternal('other', 'hello'),
    signalExternal('nobody', 'hello'),
    cancelExternal('other'),
    cancelExternal('nobody'),
    scheduleLambda('l1', 'double'),
    scheduleLambda('l2', 'broken'),
  );
  await swf.clock.advance({ seconds: 1 });
  const state = (await soundHistory(swf, parent)).compile();
  expect(state.childWorkflowExecutions.get('child')).toMatchObject({ state: 'started', open: true });
  expect(state.childWorkflowExecutions.get('other')).toMatchObject({ cause: 'WORKFLOW_ALREADY_RUNNING' });
  expect(state.childWorkflowExecutions.get('unknown')).toMatchObject({
    cause: 'WORKFLOW_TYPE_DOES_NOT_EXIST',
    initiatedEventId: 0,
  });
  expect(state.externalWorkflowExecutions.attempts('other').map(({ state }) => state)).toEqual([
    'signaled',
    'cancel_requested',
  ]);
  expect(state.externalWorkflowExecutions.attempts('nobody').map(({ state }) => state)).toEqual([
    'signal_failed',
    'request_cancel_failed',
  ]);
  expect(state.lambdaFunctions.get('l1')).toMatchObject({ state: 'completed' });
  expect(state.lambdaFunctions.get('l2')).toMatchObject({ state: 'failed' });

  const received = (await soundHistory(swf, other)).compile();
  expect(received.signals.get('hello')?.origin).toEqual({
    kind: 'WORKFLOW_EXECUTION',
    workflowExecution: parent,
    initiatedEventId: state.externalWorkflowExecutions.attempts('other')[0]?.initiatedEventId,
  });
  expect(received.workflowExecution.cancelRequests).toMatchObject([{ origin: { kind: 'WORKFLOW_EXECUTION' } }]);

  const child = { workflowId: 'child', runId: state.childWorkflowExecutions.get('child')?.runId ?? '' };
  await swf.client.send(new TerminateWorkflowExecutionCommand({ domain, workflowId: 'parent', reason: 'enough' }));
  await swf.clock.advance({ seconds: 1 });
  const terminated = (await soundHistory(swf, parent)).compile().workflowExecution;
  expect(terminated).toMatchObject({ state: 'terminated', closeStatus: 'TERMINATED', reason: 'enough' });
  const orphan = (await soundHistory(swf, child)).compile().workflowExecution;
  expect(orphan.parent).toEqual(parent);
  expect(orphan.cancelRequests).toMatchObject([{ origin: { kind: 'CHILD_POLICY' } }]);
});

it('a compiled history knows whether a run continued as new or timed out', async () => {
  await using swf = await startService();
  const first = await swf.start('cron');
  await swf.decide(continueAsNew);
  const { workflowExecution } = (await soundHistory(swf, first)).compile();
  expect(workflowExecution.closeStatus).toBe('CONTINUED_AS_NEW');
  const next = { workflowId: 'cron', runId: workflowExecution.newExecutionRunId as string };
  await swf.clock.advance({ hours: 2 });
  const timedOut = (await soundHistory(swf, next)).compile().workflowExecution;
  expect(timedOut).toMatchObject({
    state: 'timed_out',
    continuedExecutionRunId: first.runId,
    startToCloseInSeconds: 3600,
  });
});

it('a polled history knows its new events, also if it starts at the previous decision', async () => {
  await using swf = await startService();
  const execution = await swf.start('order-2');
  await swf.decide(scheduleActivity('a'), startTimer('t', 60));
  const { taskToken } = await swf.pollActivity();
  await swf.client.send(new RespondActivityTaskCompletedCommand({ taskToken, result: 'done' }));
  await swf.client.send(new SignalWorkflowExecutionCommand({ domain, workflowId: 'order-2', signalName: 's' }));
  await swf.client.send(new RequestCancelWorkflowExecutionCommand({ domain, workflowId: 'order-2' }));
  const history = History.from(await swf.pollDecision());
  expect(history.previousStartedEventId).toBe(3);
  expect(history.newEvents.map(({ name }) => name)).toEqual([
    'DecisionTaskCompleted',
    'ActivityTaskScheduled',
    'TimerStarted',
    'ActivityTaskStarted',
    'ActivityTaskCompleted',
    'DecisionTaskScheduled',
    'WorkflowExecutionSignaled',
    'WorkflowExecutionCancelRequested',
    'DecisionTaskStarted',
  ]);
  await soundHistory(swf, execution);
  const slice = history.slice(2);
  expect(slice.first?.name).toBe('DecisionTaskStarted');
  expect(slice.verify()).toEqual([]);
  expect(slice.newEvents.map(({ id }) => id)).toEqual(history.newEvents.map(({ id }) => id));
  expect(slice.compile().activityTasks.get('a')).toMatchObject({ state: 'completed', result: 'done' });
});
