import { SwfError } from '@swf/settings/errors';
import { describe, expect, test } from 'vitest';
import { ExternalWorkflowExecutionDecision } from '../../src/index.js';
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
} from './refusals.js';

describe('what is open in the history', () => {
  test.each([
    ['ACTIVITY_ID_ALREADY_IN_USE', 'ActivityTaskScheduled', begun().activityTaskScheduled('x'), schedule('x')],
    ['TIMER_ID_ALREADY_IN_USE', 'TimerStarted', begun().timerStarted('x'), startTimer('x')],
    [
      'WORKFLOW_ALREADY_RUNNING',
      'StartChildWorkflowExecutionInitiated',
      begun().startChildWorkflowExecutionInitiated('x'),
      startChild('x'),
    ],
    ['ID_ALREADY_IN_USE', 'LambdaFunctionScheduled', begun().lambdaFunctionScheduled('x'), invoke('x')],
  ])('keeps its id: %s', (cause, name, builder, decision) => {
    const error = refusalIn(builder.build(), decision);
    expect(error).toMatchObject({ code: cause, decision, index: 0, evidence: { event: { id: 5, name } } });
    expect(error.message).toContain(`${decision.type} (decision 1): ${cause}`);
    expect(error.message).toContain(`"x" is open since event 5 (${name})`);
    expect(SwfError.is(error)).toBe(true);
  });

  test.each([
    ['ACTIVITY_ID_UNKNOWN', cancelActivity('y'), 'no activity task "y" was ever open'],
    ['TIMER_ID_UNKNOWN', cancelTimer('y'), 'no timer "y" was ever open'],
  ])('cannot be canceled where there is none: %s', (cause, decision, explanation) => {
    const error = refusalIn(begun().activityTaskScheduled('x').timerStarted('x').build(), decision);
    expect(error).toMatchObject({ code: cause, evidence: undefined });
    expect(error.message).toContain(explanation);
  });

  test('frees its id when it closes', () => {
    const history = begun()
      .activityTaskScheduled('x')
      .timerStarted('x')
      .activityTaskStarted('x')
      .activityTaskCompleted('x')
      .timerFired('x')
      .build();
    accepts(history, schedule('x'), startTimer('x'), startTimer('y'));
    const error = refusalIn(history, cancelActivity('x'));
    expect(error.message).toContain('activity task "x" is closed since event 8 (ActivityTaskCompleted)');
    expect(refusalIn(history, cancelTimer('x')).evidence).toMatchObject({ event: { id: 10, name: 'TimerFired' } });
  });

  test('is not closed anew by a request that came too late', () => {
    const history = begun().timerStarted('x').timerFired('x').decisionTask().cancelTimerFailed('x').build();
    expect(refusalIn(history, cancelTimer('x')).evidence).toMatchObject({ event: { id: 6, name: 'TimerFired' } });
  });

  test('does not lose its id to an attempt that SWF refused', () => {
    const history = begun().timerStarted('x').startTimerFailed('x').build();
    expect(refusalIn(history, startTimer('x')).evidence).toMatchObject({ event: { id: 5 } });
    accepts(history, cancelTimer('x'));
  });

  test('an activity task that no worker has started is closed by the request to cancel it', () => {
    const history = begun().activityTaskScheduled('x').build();
    accepts(history, cancelActivity('x'), schedule('x'));
    const error = refusalIn(history, mark(), cancelActivity('x'), cancelActivity('x'));
    expect(error).toMatchObject({ code: 'ACTIVITY_ID_UNKNOWN', index: 2, evidence: { index: 1 } });
    expect(error.message).toContain('closed since decision 2 of this batch (RequestCancelActivityTask)');
  });

  test('an activity task that runs stays open, and may be asked again', () => {
    const history = begun().activityTaskScheduled('x').activityTaskStarted('x').build();
    accepts(history, cancelActivity('x'), cancelActivity('x'));
    expect(refusalIn(history, cancelActivity('x'), schedule('x')).evidence).toMatchObject({ event: { id: 5 } });
  });

  test('a run of a child that is closed cannot be reached, another run can', () => {
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

  test('neither open tasks nor open children hinder a close', () => {
    accepts(
      begun().activityTaskScheduled('x').timerStarted('x').startChildWorkflowExecutionInitiated('x').build(),
      complete(),
    );
  });
});

describe('where the history is not known from its first event', () => {
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

  test.each([
    ['no history', undefined],
    ['part of one', partial],
  ])('%s: what nobody can know is not refused', (_, history) => {
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

  test('what it does tell is used', () => {
    expect(refusalIn(partial, cancelTimer('fired')).evidence).toMatchObject({ event: { name: 'TimerFired' } });
    expect(refusalIn(partial, startTimer('started')).evidence).toMatchObject({ event: { name: 'TimerStarted' } });
  });

  test('a reversed history is a whole one', () => {
    expect(refusalIn(begun().timerStarted('x').build().reversed, cancelTimer('y')).code).toBe('TIMER_ID_UNKNOWN');
  });
});
