import { ExternalWorkflowExecutionDecision } from '@swf/decisions';
import { SwfError } from '@swf/settings/errors';
import { describe, expect, it } from 'vitest';
import {
  accepts,
  begun,
  cancelActivity,
  cancelTimer,
  complete,
  invoke,
  mark,
  refusalIn,
  schedule,
  startChild,
  startTimer,
} from '../support/refusals.js';

describe('an open entity of the history', () => {
  it.each([
    [
      'ACTIVITY_ID_ALREADY_IN_USE',
      'activity task',
      'ActivityTaskScheduled',
      begun().activityTaskScheduled('x'),
      schedule('x'),
    ],
    ['TIMER_ID_ALREADY_IN_USE', 'timer', 'TimerStarted', begun().timerStarted('x'), startTimer('x')],
    [
      'WORKFLOW_ALREADY_RUNNING',
      'child',
      'StartChildWorkflowExecutionInitiated',
      begun().startChildWorkflowExecutionInitiated('x'),
      startChild('x'),
    ],
    [
      'ID_ALREADY_IN_USE',
      'Lambda function',
      'LambdaFunctionScheduled',
      begun().lambdaFunctionScheduled('x'),
      invoke('x'),
    ],
  ])('keeps its id: %s', (cause, kind, name, builder, decision) => {
    const error = refusalIn(builder.build(), decision);
    expect(error).toMatchObject({ code: cause, decision, index: 0, evidence: { event: { id: 5, name } } });
    expect(error.message).toContain(`${decision.type} (decision 1): ${cause}`);
    expect(error.message).toContain(`${kind} "x" has been open since event 5 (${name})`);
    expect(SwfError.is(error)).toBe(true);
  });

  it.each([
    ['ACTIVITY_ID_UNKNOWN', cancelActivity('y'), 'no activity task "y" was ever open'],
    ['TIMER_ID_UNKNOWN', cancelTimer('y'), 'no timer "y" was ever open'],
  ])('must exist to be canceled: %s', (cause, decision, explanation) => {
    const error = refusalIn(begun().activityTaskScheduled('x').timerStarted('x').build(), decision);
    expect(error).toMatchObject({ code: cause, evidence: undefined });
    expect(error.message).toContain(explanation);
  });

  it('frees its id when it closes', () => {
    const history = begun()
      .activityTaskScheduled('x')
      .timerStarted('x')
      .activityTaskStarted('x')
      .activityTaskCompleted('x')
      .timerFired('x')
      .build();
    accepts(history, schedule('x'), startTimer('x'), startTimer('y'));
    const error = refusalIn(history, cancelActivity('x'));
    expect(error.message).toContain('activity task "x" has been closed since event 8 (ActivityTaskCompleted)');
    expect(refusalIn(history, cancelTimer('x')).evidence).toMatchObject({ event: { id: 10, name: 'TimerFired' } });
  });

  it('keeps its closing event when a later request fails', () => {
    const history = begun().timerStarted('x').timerFired('x').decisionTask().cancelTimerFailed('x').build();
    expect(refusalIn(history, cancelTimer('x')).evidence).toMatchObject({ event: { id: 6, name: 'TimerFired' } });
  });

  it('keeps its closing event when SWF refuses another attempt', () => {
    const history = begun().timerStarted('x').timerFired('x').decisionTask();
    const refused = history
      .startTimerFailed('x', { cause: 'TIMER_CREATION_RATE_EXCEEDED' })
      .startTimerFailed('y')
      .build();
    expect(refusalIn(refused, cancelTimer('x')).evidence).toMatchObject({ event: { id: 6, name: 'TimerFired' } });
    expect(refusalIn(refused.slice(4), cancelTimer('x')).evidence).toMatchObject({ event: { id: 6 } });
    expect(refusalIn(refused, cancelTimer('y')).message).toContain('no timer "y" was ever open');
  });

  it('keeps its id when SWF refuses another attempt', () => {
    const history = begun().timerStarted('x').startTimerFailed('x').build();
    expect(refusalIn(history, startTimer('x')).evidence).toMatchObject({ event: { id: 5 } });
    accepts(history, cancelTimer('x'));
  });

  it('is closed by a request to cancel it, if it is an unstarted activity task', () => {
    const history = begun().activityTaskScheduled('x').build();
    accepts(history, cancelActivity('x'), schedule('x'));
    const error = refusalIn(history, mark(), cancelActivity('x'), cancelActivity('x'));
    expect(error).toMatchObject({ code: 'ACTIVITY_ID_UNKNOWN', index: 2, evidence: { index: 1 } });
    expect(error.message).toContain('closed since decision 2 of this batch (RequestCancelActivityTask)');
  });

  it('stays open after a request to cancel it, if it is a started activity task', () => {
    const history = begun().activityTaskScheduled('x').activityTaskStarted('x').build();
    accepts(history, cancelActivity('x'), cancelActivity('x'));
    expect(refusalIn(history, cancelActivity('x'), schedule('x')).evidence).toMatchObject({ event: { id: 5 } });
  });

  it('cannot be signaled if it is a closed run of a child, but another run can', () => {
    const history = begun()
      .startChildWorkflowExecutionInitiated('x')
      .childWorkflowExecutionStarted('x')
      .childWorkflowExecutionCompleted('x')
      .build();
    const runId = history.compile().childWorkflowExecutions.get('x')?.runId;
    const end = history.filter({ name: 'ChildWorkflowExecutionCompleted' })[0];
    expect(runId).toBeDefined();
    const { signal, requestCancel } = ExternalWorkflowExecutionDecision;
    const error = refusalIn(history, signal({ workflowId: 'x', runId, signalName: 's' }));
    expect(error).toMatchObject({ code: 'UNKNOWN_EXTERNAL_WORKFLOW_EXECUTION', evidence: { event: { id: end?.id } } });
    expect(refusalIn(history, requestCancel({ workflowId: 'x', runId })).code).toBe(error.code);
    accepts(
      history,
      signal({ workflowId: 'x', signalName: 's' }),
      requestCancel({ workflowId: 'x', runId: 'another' }),
    );
    accepts(history, requestCancel({ workflowId: 'x', runId: '' }), startChild('x'));
  });

  it('does not prevent a close', () => {
    accepts(
      begun().activityTaskScheduled('x').timerStarted('x').startChildWorkflowExecutionInitiated('x').build(),
      complete(),
    );
  });
});

describe('a partial history', () => {
  const whole = begun()
    .activityTaskScheduled('earlier')
    .timerStarted('fired')
    .timerFired('fired')
    .decisionTask()
    .timerStarted('started')
    .activityTaskStarted('earlier')
    .activityTaskCompleted('earlier')
    .build();
  const partial = whole.slice(6);

  it.each([
    ['no history', undefined],
    ['part of one', partial],
  ])('%s refuses nothing that is unknown', (_, history) => {
    accepts(
      history,
      cancelTimer('a'),
      cancelActivity('b'),
      schedule('b'),
      cancelActivity('b'),
      cancelActivity('b'),
      schedule('b'),
      complete(),
    );
    expect(refusalIn(history, cancelTimer('a'), cancelTimer('a')).code).toBe('TIMER_ID_UNKNOWN');
    expect(refusalIn(history, startTimer('a'), startTimer('a')).code).toBe('TIMER_ID_ALREADY_IN_USE');
    expect(refusalIn(history, schedule('b'), schedule('b')).code).toBe('ACTIVITY_ID_ALREADY_IN_USE');
  });

  it('refuses what it shows', () => {
    expect(refusalIn(partial, cancelTimer('fired')).evidence).toMatchObject({ event: { name: 'TimerFired' } });
    expect(refusalIn(partial, startTimer('started')).evidence).toMatchObject({ event: { name: 'TimerStarted' } });
  });

  it('refuses nothing for an attempt that SWF refused, or for a request to cancel', () => {
    const refused = begun()
      .startTimerFailed('x')
      .scheduleActivityTaskFailed('x', { cause: 'ACTIVITY_ID_ALREADY_IN_USE' })
      .build();
    accepts(refused.slice(1), cancelTimer('x'), cancelActivity('x'), cancelActivity('x'));
    const started = begun().activityTaskScheduled('x').activityTaskStarted('x').workflowExecutionSignaled('go');
    accepts(
      started.decisionTask().activityTaskCancelRequested('x').build().slice(-1),
      cancelActivity('x'),
      cancelActivity('x'),
    );
  });

  it('refuses nothing that only its first event may explain', () => {
    accepts(begun().build().slice(1), cancelTimer('y'), cancelActivity('y'));
  });

  it('is whole if it is only reversed', () => {
    expect(refusalIn(begun().timerStarted('x').build().reversed, cancelTimer('y')).code).toBe('TIMER_ID_UNKNOWN');
  });
});
