import { History, lifecycles } from '@swf/history';
import { HistoryBuilder } from '@swf/history/builder';
import { timeline } from '@swf/history/timeline';
import { describe, expect, it } from 'vitest';
import { recording } from '../support/recordings.js';

describe('timeline', () => {
  it('has a span for everything, the execution first, then in order of start', () => {
    const spans = timeline(History.from(recording('test_wait_signal')));
    expect(spans.map(({ entity }) => entity).slice(0, 5)).toEqual([
      'WorkflowExecution',
      'DecisionTask',
      'ActivityTask',
      'ActivityTask',
      'DecisionTask',
    ]);
    expect(spans[0]).toMatchObject({ label: 'example', state: 'completed', start: new Date(1508259876115) });
    const starts = spans.map(({ start }) => start.getTime());
    expect(starts).toEqual([...starts].sort((one, other) => one - other));
    expect(spans.every(({ end }) => end !== undefined)).toBe(true);
  });

  it('has an empty label for an activity that a partial history does not name', () => {
    const history = new HistoryBuilder().decisionTask().activityTaskScheduled('a').activityTaskStarted('a').build();
    expect(timeline(history.slice(5))).toMatchObject([{ entity: 'ActivityTask', label: '', eventId: 6 }]);
  });

  it('has a span for each kind of entity', () => {
    const history = new HistoryBuilder()
      .workflowExecutionSignaled('signal')
      .decisionTask()
      .activityTaskScheduled('activity')
      .timerStarted('timer')
      .lambdaFunctionScheduled('lambda')
      .startChildWorkflowExecutionInitiated('child')
      .signalExternalWorkflowExecutionInitiated('other', 'hello')
      .markerRecorded('marker')
      .activityTaskStarted('activity')
      .lambdaFunctionStarted('lambda')
      .childWorkflowExecutionStarted('child')
      .build();
    const started = history.first?.timestamp.getTime() ?? 0;
    const spans = timeline(history).map(({ entity, label, startedAt }) => [
      entity,
      label,
      startedAt && (startedAt.getTime() - started) / 1000,
    ]);
    expect(spans).toEqual([
      ['WorkflowExecution', 'workflow', undefined],
      ['DecisionTask', 'decisions', 2],
      ['Signal', 'signal', undefined],
      ['ActivityTask', 'activity', 4],
      ['Timer', 'timer', undefined],
      ['LambdaFunction', 'lambda', 5],
      ['ChildWorkflowExecution', 'child', 6],
      ['ExternalWorkflowExecution', 'other', undefined],
      ['Marker', 'marker', undefined],
      ['DecisionTask', 'decisions', undefined],
    ]);
    expect(new Set(timeline(history).map(({ entity }) => entity))).toEqual(new Set(Object.keys(lifecycles)));
  });

  it('numbers attempts, and leaves open spans open', () => {
    const history = new HistoryBuilder()
      .decisionTask()
      .activityTaskScheduled('a')
      .activityTaskStarted('a')
      .activityTaskFailed('a')
      .decisionTask()
      .activityTaskScheduled('a')
      .build();
    const attempts = timeline(history).filter(({ entity }) => entity === 'ActivityTask');
    expect(attempts).toMatchObject([
      { label: 'a', attempt: 1, state: 'failed' },
      { label: 'a', attempt: 2, state: 'scheduled', end: undefined, startedAt: undefined },
    ]);
    const [first] = attempts;
    expect((first?.startedAt?.getTime() ?? 0) - (first?.start.getTime() ?? 0)).toBe(1000);
  });

  it('shows markers and signals as instants', () => {
    const history = new HistoryBuilder().workflowExecutionSignaled('s').decisionTask().markerRecorded('m').build();
    const instants = timeline(history).filter(({ entity }) => entity === 'Signal' || entity === 'Marker');
    expect(instants.map(({ label, start, end }) => [label, start.getTime() === end?.getTime()])).toEqual([
      ['s', true],
      ['m', true],
    ]);
  });

  it('ends a span of unknown end no earlier than the start of its work', () => {
    const history = new HistoryBuilder()
      .decisionTask()
      .activityTaskScheduled('a')
      .activityTaskStarted('a')
      .activityTaskCompleted('a')
      .build();
    const stripped = history.events.map(({ raw, name }) =>
      name === 'ActivityTaskCompleted' ? { ...raw, eventTimestamp: undefined } : raw,
    );
    const span = timeline(History.from(stripped)).find(({ label }) => label === 'a');
    expect(span?.state).toBe('completed');
    expect(span?.end).toEqual(history.filter({ name: 'ActivityTaskStarted' })[0]?.timestamp);
  });

  it('is empty for a history without events', () => {
    expect(timeline(History.from([]))).toEqual([]);
  });
});
