import type { History } from '@swf/history';
import { HistoryBuilder } from '@swf/history/builder';
import { describe, expect, it } from 'vitest';

describe('eventsOfDecisions', () => {
  const history = new HistoryBuilder()
    .decisionTask()
    .activityTaskScheduled('a')
    .activityTaskCancelRequested('a')
    .startTimerFailed('t')
    .startChildWorkflowExecutionInitiated('c')
    .signalExternalWorkflowExecutionInitiated('x', 's')
    .decisionTaskStarted()
    .startChildWorkflowExecutionFailed('c', { cause: 'WORKFLOW_ALREADY_RUNNING' })
    .signalExternalWorkflowExecutionFailed('x')
    .decisionTaskCompleted()
    .markerRecorded('m')
    .timerStarted('u')
    .build();
  const [first, second] = history.filter({ name: 'DecisionTaskCompleted' });
  const names = (of: History, id = 0) => of.eventsOfDecisions(id).map(({ name }) => name);

  it('returns an event for each decision, without what happened to it later', () => {
    expect(names(history, first?.id)).toEqual([
      'ActivityTaskScheduled',
      'ActivityTaskCancelRequested',
      'StartTimerFailed',
      'StartChildWorkflowExecutionInitiated',
      'SignalExternalWorkflowExecutionInitiated',
    ]);
    expect(names(history, second?.id)).toEqual(['MarkerRecorded', 'TimerStarted']);
    expect(names(history.reversed, second?.id)).toEqual(['MarkerRecorded', 'TimerStarted']);
    expect(names(history.slice(3), first?.id)).toEqual(names(history, first?.id));
  });

  it('leaves out what SWF refuses before the next decision task', () => {
    const refused = new HistoryBuilder().decisionTask().startChildWorkflowExecutionInitiated('c');
    refused.startChildWorkflowExecutionFailed('c', { cause: 'WORKFLOW_ALREADY_RUNNING' });
    expect(names(refused.build(), 4)).toEqual(['StartChildWorkflowExecutionInitiated']);
  });

  it('returns a child that was refused at once', () => {
    const refused = new HistoryBuilder().decisionTask().startChildWorkflowExecutionFailed('c').build();
    expect(names(refused, 4)).toEqual(['StartChildWorkflowExecutionFailed']);
  });

  it('returns nothing for other events, and for events that are not in the history', () => {
    expect(names(history, 1)).toEqual([]);
    expect(names(history, history.length + 1)).toEqual([]);
    expect(names(history.slice(0, 4), first?.id)).toEqual([]);
    expect(names(history.slice(4), first?.id)).toEqual([]);
  });
});
