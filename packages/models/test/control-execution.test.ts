import { WorkflowExecution } from '@swf/models';
import { describe, expect, it } from 'vitest';
import { eventsOf, registered, rejection, useLocalService } from './support/local.js';

useLocalService();

describe('signal, requestCancel, terminate', () => {
  it('reach the execution with their arguments', async () => {
    const { domain, order } = await registered();
    const execution = await order.startExecution({ workflowId: 'order-42' });
    await execution.signal('approve', { by: 'ops' });
    await new WorkflowExecution(domain, 'order-42').signal('plain', 'text');
    await execution.signal('empty');
    await execution.requestCancel();
    expect((await execution.upstream()).cancelRequested).toBe(true);
    await execution.terminate({ reason: 'duplicate', details: { of: 41 }, childPolicy: 'ABANDON' });

    const events = await eventsOf(execution);
    const signals = events.flatMap(({ workflowExecutionSignaledEventAttributes: signaled }) => signaled ?? []);
    expect(signals.map(({ signalName, input }) => [signalName, input])).toEqual([
      ['approve', '{"by":"ops"}'],
      ['plain', 'text'],
      ['empty', undefined],
    ]);
    expect(events.at(-1)?.workflowExecutionTerminatedEventAttributes).toMatchObject({
      reason: 'duplicate',
      details: '{"of":41}',
      childPolicy: 'ABANDON',
    });
  });

  it('leave the open run alone if another run is meant', async () => {
    const { order } = await registered();
    const first = await order.startExecution({ workflowId: 'order-42' });
    await first.terminate();
    const second = await order.startExecution({ workflowId: 'order-42' });

    for (const request of [first.signal('x'), first.requestCancel(), first.terminate()]) {
      expect(await rejection(request)).toMatchObject({ code: 'DOES_NOT_EXIST' });
    }
    expect(await second.upstream()).toMatchObject({ executionStatus: 'OPEN', cancelRequested: false });
    expect((await eventsOf(second)).map(({ eventType }) => eventType)).not.toContain('WorkflowExecutionSignaled');
  });

  it('say that the execution is closed or unknown, if it was closed or never there', async () => {
    const { domain, order } = await registered();
    const execution = await order.startExecution({ workflowId: 'order-42' });
    await execution.terminate();

    for (const target of [execution, new WorkflowExecution(domain, 'never')]) {
      for (const request of [target.signal('x'), target.requestCancel(), target.terminate()]) {
        expect(await rejection(request)).toMatchObject({
          code: 'DOES_NOT_EXIST',
          message: expect.stringContaining(
            `WorkflowExecution "${target.workflowId}" of domain "orders" is closed or unknown`,
          ),
        });
      }
    }
  });
});
