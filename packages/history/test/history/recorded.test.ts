import { History } from '@swf/history';
import { describe, expect, it } from 'vitest';
import { recording, recordings } from '../support/recordings.js';

describe.each(recordings)('the recorded history $name', (recorded) => {
  it('has no violations', () => {
    const history = History.from(recorded);
    expect(history.verify()).toEqual([]);
    expect(() => history.compile()).not.toThrow();
  });
});

interface Facts {
  readonly execution: string;
  readonly activities?: readonly (readonly [string, string])[];
  readonly child?: string;
  readonly result?: unknown;
  readonly reason?: string;
  readonly cancelRequests?: number;
}

const TOO_LONG = 'Cannot replay the workflow: JumboTooLargeError(Message too long (10485785 chars))';

const FACTS: Readonly<Record<string, Facts>> = {
  decision_task_unhandled_decision: {
    execution: 'started',
    activities: [
      ['PingWorker', 'completed'],
      ['Sum2a', 'completed'],
      ['Sum2a', 'completed'],
    ],
  },
  test_cancel_requested: {
    execution: 'canceled',
    activities: [['cancel_workflow-1', 'started']],
    cancelRequests: 1,
  },
  test_cancel_requested_refused: {
    execution: 'completed',
    activities: [['cancel_workflow-1', 'completed']],
    cancelRequests: 1,
    result: null,
  },
  test_chain_send_result: {
    execution: 'completed',
    activities: [
      ['increment-1', 'completed'],
      ['double-1', 'completed'],
    ],
    result: [6, 12],
  },
  test_child_workflow: { execution: 'completed', child: 'completed', result: [[5, 10]] },
  test_failing_activity_input: { execution: 'failed', reason: TOO_LONG },
  test_failing_activity_output: {
    execution: 'completed',
    activities: [['returns_too_big_data_activity-1c819d1df3ad46e07eced4ec93147ce9', 'failed']],
    result: null,
  },
  test_failing_workflow_input: { execution: 'failed', reason: TOO_LONG },
  test_failing_workflow_output: { execution: 'completed', child: 'failed', result: null },
  test_wait_signal: {
    execution: 'completed',
    activities: [
      ['wait_and_signal-1', 'completed'],
      ['wait_and_signal-2', 'completed'],
      ['increment-1', 'completed'],
    ],
    result: null,
  },
  workflow_execution_basic: {
    execution: 'completed',
    activities: [
      ['increment-1', 'completed'],
      ['Delay-1', 'completed'],
      ['double-1', 'completed'],
    ],
    result: 4,
  },
};

describe('a recorded history', () => {
  it.each(recordings)('knows how everything in $name ended', (recorded) => {
    const history = History.from(recorded);
    const { workflowExecution, activityTasks, childWorkflowExecutions } = history.compile();
    const facts = FACTS[recorded.name];
    expect(workflowExecution.state).toBe(facts?.execution);
    expect(history.finished).toBe(facts?.execution !== 'started');
    const ends = activityTasks.all().map(({ activityId, state }) => [activityId.split('.').at(-1), state]);
    expect(ends).toEqual(facts?.activities ?? []);
    expect([...childWorkflowExecutions][0]?.state).toBe(facts?.child);
    expect(workflowExecution.parse('result')).toEqual(facts?.result);
    expect(workflowExecution.reason).toBe(facts?.reason);
    expect(workflowExecution.cancelRequests).toHaveLength(facts?.cancelRequests ?? 0);
  });

  it('distinguishes two interleaved activities', () => {
    const state = History.from(recording('test_wait_signal')).compile();
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

  it('keeps both attempts of a reused activityId, and the events that are new to the decider', () => {
    const history = History.from(recording('decision_task_unhandled_decision'));
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
