import { History } from '@swf/history';
import { describe, expect, it } from 'vitest';
import { recording, recordings } from '../recordings.js';

describe.each(recordings)('the recorded history $name', (recorded) => {
  it('is sound', () => {
    const history = History.from(recorded);
    expect(history.verify()).toEqual([]);
    expect(() => history.compile()).not.toThrow();
  });
});

describe('recorded facts', () => {
  it('tells two interleaved activities apart', () => {
    const state = History.from(recording('test_wait_signal-get-1')).compile();
    expect(state.workflowExecution.state).toBe('completed');
    const ends = [...state.activityTasks].map(({ activityId, state, startedEventId }) => [
      activityId.split('.').at(-1),
      state,
      startedEventId,
    ]);
    expect(ends).toEqual([
      ['wait_and_signal-1', 'completed', 8],
      ['wait_and_signal-2', 'completed', 7],
      ['increment-1', 'completed', 26],
    ]);
    expect(state.signals.all().map(({ signalName, origin }) => [signalName, origin.kind])).toEqual([
      ['signal', 'API'],
      ['signal 2', 'API'],
    ]);
  });

  it('keeps both attempts of a reused activityId, and knows what the decider has not seen', () => {
    const history = History.from(recording('decision_task_unhandled_decision-poll-1'));
    const state = history.compile();
    expect(
      state.activityTasks.attempts('Sum2a').map(({ scheduledEventId, state }) => [scheduledEventId, state]),
    ).toEqual([
      [6, 'completed'],
      [15, 'completed'],
    ]);
    expect(state.failedDecisions.map(({ id, name }) => [id, name])).toEqual([[21, 'CompleteWorkflowExecutionFailed']]);
    expect(history.previousStartedEventId).toBe(16);
    expect(history.newEvents.map(({ id }) => id)).toEqual([17, 18, 19, 20, 21, 22]);
    expect(state.startedDecisionTask?.scheduledEventId).toBe(19);
    expect(history.finished).toBe(false);
  });
});
