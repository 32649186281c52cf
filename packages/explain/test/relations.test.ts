import { relations } from '@swf/explain';
import type { History } from '@swf/history';
import { HistoryBuilder } from '@swf/history/builder';
import { describe, expect, it } from 'vitest';

describe('relations()', () => {
  it('names the parent, the children, other runs, and messages', () => {
    const sender = { workflowId: 'stock-7', runId: 'run-7' };
    const history = new HistoryBuilder({
      parentWorkflowExecution: { workflowId: 'batch-1', runId: 'run-1' },
      parentInitiatedEventId: 5,
      continuedExecutionRunId: 'run-0',
    })
      .workflowExecutionSignaled('hurry', { externalWorkflowExecution: sender, externalInitiatedEventId: 9 })
      .workflowExecutionSignaled('from-a-person')
      .workflowExecutionCancelRequested({ externalWorkflowExecution: sender, externalInitiatedEventId: 10 })
      .decisionTask()
      .startChildWorkflowExecutionInitiated('parcel-1')
      .startChildWorkflowExecutionFailed('parcel-2')
      .signalExternalWorkflowExecutionInitiated('stock-7', 'release')
      .requestCancelExternalWorkflowExecutionInitiated('stock-8')
      .childWorkflowExecutionStarted('parcel-1', { workflowExecution: { workflowId: 'parcel-1', runId: 'run-p' } })
      .externalWorkflowExecutionSignaled('stock-7')
      .decisionTask()
      .workflowExecutionContinuedAsNew({ newExecutionRunId: 'run-2' })
      .build();
    const workflowType = { name: 'child', version: '1.0' };
    expect(relations(history)).toEqual({
      parent: { workflowId: 'batch-1', runId: 'run-1' },
      parentInitiatedEventId: 5,
      continuedExecutionRunId: 'run-0',
      newExecutionRunId: 'run-2',
      children: [
        { workflowId: 'parcel-1', runId: 'run-p', workflowType, state: 'started', open: true, initiatedEventId: 8 },
        {
          workflowId: 'parcel-2',
          runId: undefined,
          workflowType,
          state: 'start_failed',
          open: false,
          initiatedEventId: 0,
        },
      ],
      sent: [
        { workflowId: 'stock-7', runId: expect.any(String), signalName: 'release', state: 'signaled', eventId: 10 },
        {
          workflowId: 'stock-8',
          runId: undefined,
          signalName: undefined,
          state: 'request_cancel_initiated',
          eventId: 11,
        },
      ],
      received: [
        { ...sender, signalName: 'hurry', state: 'received', eventId: 3 },
        { ...sender, signalName: undefined, state: 'received', eventId: 5 },
      ],
    });
  });

  it('lists what it received in the order of the events', () => {
    const given = { externalWorkflowExecution: { workflowId: 'stock-7', runId: 'run-7' }, externalInitiatedEventId: 9 };
    const { received } = relations(
      new HistoryBuilder().workflowExecutionCancelRequested(given).workflowExecutionSignaled('late', given).build(),
    );
    expect(received.map(({ signalName, eventId }) => [signalName, eventId])).toEqual([
      [undefined, 3],
      ['late', 4],
    ]);
  });

  it('has nothing for a run without relatives', () => {
    expect(relations(new HistoryBuilder().build())).toEqual({
      parent: undefined,
      parentInitiatedEventId: 0,
      continuedExecutionRunId: undefined,
      newExecutionRunId: undefined,
      children: [],
      sent: [],
      received: [],
    });
  });

  it('refuses what is not a history', () => {
    expect(() => relations({} as History)).toThrow(/^history must be a History/);
  });
});
