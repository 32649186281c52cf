import { pending } from '@swf/explain';
import { HistoryBuilder } from '@swf/history/builder';
import { describe, expect, it } from 'vitest';

describe('pending()', () => {
  it('lists what is open with its deadlines, the earliest first', () => {
    const history = new HistoryBuilder({ executionStartToCloseTimeout: 3600 })
      .decisionTask()
      .activityTaskScheduled('charge', {
        scheduleToStartTimeout: 60,
        scheduleToCloseTimeout: 90,
        startToCloseTimeout: 100,
        heartbeatTimeout: 30,
      })
      .activityTaskScheduled('pack', { scheduleToStartTimeout: 60, scheduleToCloseTimeout: 90 })
      .timerStarted('patience', { startToFireTimeout: 10 })
      .startChildWorkflowExecutionInitiated('parcel')
      .signalExternalWorkflowExecutionInitiated('stock', 'release')
      .lambdaFunctionScheduled('round', { name: 'round' })
      .activityTaskStarted('charge', { identity: 'worker-1' })
      .build();
    const rows = pending(history).map(({ type, id, deadlines }) => [
      type,
      id,
      ...deadlines.map(({ name, at }) => `${name} ${at.toISOString().slice(11, 19)}`),
    ]);
    expect(rows).toEqual([
      ['WorkflowExecution', '', 'start-to-close 01:00:00'],
      ['ActivityTask', 'charge', 'schedule-to-close 00:01:32', 'start-to-close 00:01:43'],
      ['ActivityTask', 'pack', 'schedule-to-start 00:01:02', 'schedule-to-close 00:01:32'],
      ['LambdaFunction', 'round'],
      ['Timer', 'patience', 'fires 00:00:12'],
      ['ChildWorkflowExecution', 'parcel'],
      ['ExternalWorkflowExecution', 'stock'],
    ]);
    expect(pending(history)[1]).toMatchObject({ identity: 'worker-1', heartbeatTimeout: 30, cancelRequested: false });
  });

  it('lists nothing of a closed run', () => {
    const history = new HistoryBuilder().decisionTask().timerStarted('t').workflowExecutionTerminated().build();
    expect(pending(history)).toEqual([]);
  });
});
