import { type EventName, eventTypes } from '@swf/history';
import { HistoryBuilder } from '@swf/history/builder';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { randomHistory } from './support/random-history.js';

const names = (builder: HistoryBuilder) => builder.build().events.map(({ name }) => name);

describe('HistoryBuilder', () => {
  it('writes the happy path of one activity as SWF does', () => {
    const history = new HistoryBuilder({ input: { sku: 'A1' }, taskList: 'orders' })
      .decisionTask()
      .activityTaskScheduled('charge', { input: [1], startToCloseTimeout: 30, taskPriority: 2 })
      .activityTaskStarted('charge')
      .activityTaskCompleted('charge', { result: { ok: true } })
      .decisionTask()
      .workflowExecutionCompleted()
      .build();
    expect(history.events.map(({ name }) => name)).toEqual([
      'WorkflowExecutionStarted',
      'DecisionTaskScheduled',
      'DecisionTaskStarted',
      'DecisionTaskCompleted',
      'ActivityTaskScheduled',
      'ActivityTaskStarted',
      'ActivityTaskCompleted',
      'DecisionTaskScheduled',
      'DecisionTaskStarted',
      'DecisionTaskCompleted',
      'WorkflowExecutionCompleted',
    ]);
    const charge = history.compile().activityTasks.get('charge');
    expect(charge).toMatchObject({ input: '[1]', startToCloseTimeout: 30, taskPriority: 2, result: '{"ok":true}' });
    expect(history.finished).toBe(true);
  });

  it('writes the same ids and times each time, one instant for each transaction', () => {
    const build = () =>
      new HistoryBuilder().decisionTask().timerStarted('t').advance({ minutes: 5 }).timerFired('t').build();
    expect(build().toJSON()).toEqual(build().toJSON());
    expect(build().events.map(({ timestamp }) => timestamp.getTime() - Date.UTC(2020, 0, 1))).toEqual([
      0, 0, 1000, 2000, 2000, 303_000, 303_000,
    ]);
  });

  it('schedules one decision task for all events while it is pending, and one while another is started', () => {
    const builder = new HistoryBuilder().workflowExecutionSignaled('one').decisionTaskStarted();
    builder.workflowExecutionSignaled('two').workflowExecutionSignaled('three');
    expect(names(builder)).toEqual([
      'WorkflowExecutionStarted',
      'DecisionTaskScheduled',
      'WorkflowExecutionSignaled',
      'DecisionTaskStarted',
      'WorkflowExecutionSignaled',
      'DecisionTaskScheduled',
      'WorkflowExecutionSignaled',
    ]);
  });

  it('cancels an unstarted activity at once, in the transaction of the decision', () => {
    const builder = new HistoryBuilder().decisionTask().activityTaskScheduled('a').activityTaskCancelRequested('a');
    expect(names(builder).slice(4)).toEqual([
      'ActivityTaskScheduled',
      'ActivityTaskCancelRequested',
      'ActivityTaskCanceled',
      'DecisionTaskScheduled',
    ]);
  });

  it('schedules a decision task after a batch with a refused decision', () => {
    const builder = new HistoryBuilder().decisionTask().scheduleActivityTaskFailed('a').timerStarted('t');
    expect(names(builder).slice(3)).toEqual([
      'DecisionTaskCompleted',
      'ScheduleActivityTaskFailed',
      'TimerStarted',
      'DecisionTaskScheduled',
    ]);
  });

  it('starts the decision task that a refused decision causes', () => {
    const builder = new HistoryBuilder().decisionTask().scheduleActivityTaskFailed('a').decisionTask();
    expect(names(builder).slice(4)).toEqual([
      'ScheduleActivityTaskFailed',
      'DecisionTaskScheduled',
      'DecisionTaskStarted',
      'DecisionTaskCompleted',
    ]);
  });

  it('completes the child that runs, not the one of the same id that is about to be refused', () => {
    const history = new HistoryBuilder()
      .decisionTask()
      .startChildWorkflowExecutionInitiated('c')
      .childWorkflowExecutionStarted('c')
      .decisionTask()
      .startChildWorkflowExecutionInitiated('c')
      .childWorkflowExecutionCompleted('c', { result: 'done' })
      .startChildWorkflowExecutionFailed('c', { cause: 'WORKFLOW_ALREADY_RUNNING' })
      .build();
    const attempts = history.compile().childWorkflowExecutions.attempts('c');
    expect(attempts.map(({ state }) => state)).toEqual(['completed', 'start_failed']);
    expect(history.verify()).toEqual([]);
  });

  it('delivers signals to one execution in the order in which they were sent', () => {
    const history = new HistoryBuilder()
      .decisionTask()
      .signalExternalWorkflowExecutionInitiated('x', 'one')
      .signalExternalWorkflowExecutionInitiated('x', 'two', { runId: 'r' })
      .externalWorkflowExecutionSignaled('x')
      .signalExternalWorkflowExecutionFailed('x')
      .build();
    const [one, two] = history.compile().externalWorkflowExecutions.attempts('x');
    expect(one).toMatchObject({ signalName: 'one', state: 'signaled', runId: 'run-5' });
    expect(two).toMatchObject({ signalName: 'two', state: 'signal_failed', runId: 'r' });
    expect(history.verify()).toEqual([]);
  });

  it('schedules no decision task for a refused decision if the batch closes the execution', () => {
    const builder = new HistoryBuilder().decisionTask().cancelTimerFailed('t').workflowExecutionCompleted();
    expect(names(builder).slice(3)).toEqual([
      'DecisionTaskCompleted',
      'CancelTimerFailed',
      'WorkflowExecutionCompleted',
    ]);
  });

  it('advances by days, hours, minutes and seconds', () => {
    const history = new HistoryBuilder()
      .decisionTask()
      .startTimerFailed('t')
      .advance({ days: 1, hours: 2, minutes: 3, seconds: 4 })
      .workflowExecutionSignaled('s')
      .build();
    const seconds = history.events.map(({ timestamp }) => timestamp.getTime() / 1000 - Date.UTC(2020, 0, 1) / 1000);
    expect(seconds.slice(4)).toEqual([2, 2, 2 + 93_784 + 1]);
  });

  it('takes an attribute that is undefined for one that is not given', () => {
    const given = new HistoryBuilder({ childPolicy: undefined, taskList: undefined, startedAt: undefined })
      .decisionTask({ executionContext: undefined })
      .activityTaskScheduled('a', { taskList: undefined, heartbeatTimeout: undefined })
      .activityTaskTimedOut('a', { timeoutType: undefined })
      .decisionTask()
      .completeWorkflowExecutionFailed({ cause: undefined })
      .workflowExecutionTerminated({ childPolicy: undefined });
    const left = new HistoryBuilder()
      .decisionTask()
      .activityTaskScheduled('a')
      .activityTaskTimedOut('a')
      .decisionTask()
      .completeWorkflowExecutionFailed()
      .workflowExecutionTerminated();
    expect(given.build().toJSON()).toEqual(left.build().toJSON());
  });

  it('times out with the timeout that a test names', () => {
    const begun = () => new HistoryBuilder().decisionTask();
    const timeoutType = 'START_TO_CLOSE';
    const typesOf = (builder: HistoryBuilder) => Reflect.get(builder.build().last?.attributes ?? {}, 'timeoutType');
    const child = begun().startChildWorkflowExecutionInitiated('c').childWorkflowExecutionStarted('c');
    const lambda = begun().lambdaFunctionScheduled('l').lambdaFunctionStarted('l');
    const run = begun().workflowExecutionTimedOut({ timeoutType });

    expect(typesOf(run)).toBe(timeoutType);
    expect(child.childWorkflowExecutionTimedOut('c', { timeoutType }).build().verify()).toEqual([]);
    expect(lambda.lambdaFunctionTimedOut('l', { timeoutType }).build().verify()).toEqual([]);
  });

  it('gives a refused close a cause that fits the pending decision task', () => {
    const causeOf = (builder: HistoryBuilder) =>
      builder.completeWorkflowExecutionFailed().build().filter({ name: 'CompleteWorkflowExecutionFailed' })[0]
        ?.attributes.cause;
    expect(causeOf(new HistoryBuilder().decisionTask())).toBe('OPERATION_NOT_PERMITTED');
    expect(
      causeOf(new HistoryBuilder().decisionTaskStarted().workflowExecutionSignaled('s').decisionTaskCompleted()),
    ).toBe('UNHANDLED_DECISION');
  });

  it('writes only valid histories', () => {
    fc.assert(
      fc.property(randomHistory(150), (history) => {
        expect(history.verify()).toEqual([]);
      }),
      { numRuns: 50 },
    );
  });

  it('can write every event type, with these attributes by default', async () => {
    const decided = () => new HistoryBuilder().decisionTask();
    const child = () =>
      decided()
        .startChildWorkflowExecutionInitiated('c', { workflowType: { name: 'pay', version: '2' } })
        .childWorkflowExecutionStarted('c');
    const lambda = () => decided().lambdaFunctionScheduled('l').lambdaFunctionStarted('l');
    const activity = () => decided().activityTaskScheduled('a').activityTaskStarted('a');
    const builders = [
      decided().workflowExecutionCompleted(),
      decided().workflowExecutionFailed(),
      decided().workflowExecutionCanceled(),
      decided().workflowExecutionContinuedAsNew(),
      new HistoryBuilder().workflowExecutionTimedOut(),
      new HistoryBuilder().workflowExecutionTerminated(),
      new HistoryBuilder().workflowExecutionSignaled('s').workflowExecutionCancelRequested(),
      decided().completeWorkflowExecutionFailed().failWorkflowExecutionFailed(),
      decided().cancelWorkflowExecutionFailed().continueAsNewWorkflowExecutionFailed(),
      new HistoryBuilder().decisionTaskStarted().decisionTaskTimedOut(),
      activity().activityTaskCompleted('a'),
      activity().activityTaskFailed('a'),
      activity().activityTaskTimedOut('a'),
      activity()
        .workflowExecutionSignaled('s')
        .decisionTask()
        .activityTaskCancelRequested('a')
        .activityTaskCanceled('a'),
      decided().activityTaskScheduled('a').activityTaskCancelRequested('a'),
      decided().scheduleActivityTaskFailed('a').requestCancelActivityTaskFailed('a'),
      decided().timerStarted('t').timerFired('t'),
      decided().timerStarted('t').timerCanceled('t').startTimerFailed('t').cancelTimerFailed('t'),
      decided().markerRecorded('m').recordMarkerFailed('m'),
      child().childWorkflowExecutionCompleted('c'),
      child().childWorkflowExecutionFailed('c'),
      child().childWorkflowExecutionTimedOut('c'),
      child().childWorkflowExecutionCanceled('c'),
      child().childWorkflowExecutionTerminated('c'),
      decided().startChildWorkflowExecutionFailed('c'),
      decided().signalExternalWorkflowExecutionInitiated('x', 's').externalWorkflowExecutionSignaled('x'),
      decided().signalExternalWorkflowExecutionInitiated('x', 's').signalExternalWorkflowExecutionFailed('x'),
      decided().requestCancelExternalWorkflowExecutionInitiated('x').externalWorkflowExecutionCancelRequested('x'),
      decided().requestCancelExternalWorkflowExecutionInitiated('x').requestCancelExternalWorkflowExecutionFailed('x'),
      lambda().lambdaFunctionCompleted('l'),
      lambda().lambdaFunctionFailed('l'),
      lambda().lambdaFunctionTimedOut('l'),
      decided().lambdaFunctionScheduled('l').startLambdaFunctionFailed('l'),
      decided().scheduleLambdaFunctionFailed('l'),
    ];
    const written = new Set(builders.flatMap(names));
    expect(Object.keys(eventTypes).filter((name) => !written.has(name as EventName))).toEqual([]);
    for (const builder of builders) expect(builder.build().verify()).toEqual([]);
    const events = builders.flatMap((builder) => builder.build().events);
    const lines = new Set(events.map(({ name, attributes }) => `${name} ${JSON.stringify(attributes)}\n`));
    await expect([...lines].sort().join('')).toMatchFileSnapshot('written-events.txt');
  });
});
