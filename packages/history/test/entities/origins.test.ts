import { History } from '@swf/history';
import { HistoryBuilder } from '@swf/history/builder';
import { describe, expect, it } from 'vitest';

const sender = { workflowId: 'cart-7', runId: 'run-0' };

describe('The origin of a signal', () => {
  it.each([
    [{}, { kind: 'API', workflowExecution: undefined, initiatedEventId: 0 }],
    [
      { externalWorkflowExecution: sender },
      { kind: 'WORKFLOW_EXECUTION', workflowExecution: sender, initiatedEventId: 0 },
    ],
    [
      { externalInitiatedEventId: 7 },
      { kind: 'WORKFLOW_EXECUTION', workflowExecution: undefined, initiatedEventId: 7 },
    ],
  ])('follows from %j', (given, origin) => {
    const { signals } = new HistoryBuilder().workflowExecutionSignaled('s', given).build().compile();
    expect(signals.all()).toMatchObject([{ origin }]);
  });

  it('is the API if a dump leaves the ids out', () => {
    const attributes = { workflowExecutionSignaledEventAttributes: { signalName: 's' } };
    const signaled = { eventId: 3, eventType: 'WorkflowExecutionSignaled', ...attributes };

    expect(History.from([signaled]).compile().signals.get('s')?.origin).toEqual({ kind: 'API', initiatedEventId: 0 });
  });
});

describe('cancelRequested', () => {
  it('is true from the first request on', () => {
    const builder = new HistoryBuilder();
    const isRequested = () => builder.build().compile().workflowExecution.cancelRequested;
    const before = isRequested();
    builder.workflowExecutionCancelRequested();
    expect([before, isRequested()]).toEqual([false, true]);
  });
});

describe('The run of an external execution', () => {
  const { externalWorkflowExecutions } = new HistoryBuilder()
    .decisionTask()
    .requestCancelExternalWorkflowExecutionInitiated('named', { runId: 'r' })
    .requestCancelExternalWorkflowExecutionInitiated('reached')
    .externalWorkflowExecutionCancelRequested('reached')
    .build()
    .compile();

  it('is the one that the request names, or that it reached', () => {
    expect(externalWorkflowExecutions.get('named')?.runId).toBe('r');
    expect(externalWorkflowExecutions.get('reached')?.runId).toBe('run-6');
  });

  it('is unknown if a dump has null for it, and so is that of a child', () => {
    const { events } = new HistoryBuilder()
      .decisionTask()
      .requestCancelExternalWorkflowExecutionInitiated('other')
      .startChildWorkflowExecutionInitiated('child')
      .externalWorkflowExecutionCancelRequested('other')
      .childWorkflowExecutionStarted('child')
      .build()
      .toJSON();
    const state = History.parse(JSON.stringify(events).replaceAll(/"runId":"[^"]*"/g, '"runId":null')).compile();

    expect(state.externalWorkflowExecutions.get('other')).toHaveProperty('runId', undefined);
    expect(state.childWorkflowExecutions.get('child')).toHaveProperty('runId', undefined);
  });
});
