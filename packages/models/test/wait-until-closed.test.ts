import { getEventListeners } from 'node:events';
import { WaitTimeoutError, WorkflowExecution, type WorkflowType } from '@swf/models';
import type { Client } from '@swf/settings/request';
import { describe, expect, it, vi } from 'vitest';
import { COMPLETE, CONTINUE, decide } from './support/decide.js';
import { registered, rejection, useLocalService } from './support/local.js';
import { passOneWait, somebodyWaits, useFakeWaits } from './support/waiting.js';

const local = useLocalService();
useFakeWaits();

async function started(order: WorkflowType): Promise<WorkflowExecution> {
  return order.startExecution({ workflowId: 'order-42' });
}

describe('waitUntilClosed', () => {
  it('resolves to the closed execution', async () => {
    const { order } = await registered();
    const execution = await started(order);
    const closed = execution.waitUntilClosed();
    await somebodyWaits();
    await decide(local.service, COMPLETE);
    await passOneWait();

    expect(await closed).toMatchObject({
      workflowId: 'order-42',
      runId: execution.runId,
      executionStatus: 'CLOSED',
      closeStatus: 'COMPLETED',
      closeTimestamp: expect.any(Date),
    });
    expect(vi.getTimerCount()).toBe(0);
  });

  it('does not wait if the execution is closed already', async () => {
    const { order } = await registered();
    const execution = await started(order);
    await execution.terminate();

    expect((await execution.waitUntilClosed()).closeStatus).toBe('TERMINATED');
    expect(vi.getTimerCount()).toBe(0);
  });

  it('stays with the run that it found first if the model has no run id', async () => {
    const { domain, order } = await registered();
    const { runId } = await started(order);
    const closed = new WorkflowExecution(domain, 'order-42').waitUntilClosed();
    await somebodyWaits();
    await decide(local.service, COMPLETE);
    await started(order);
    await passOneWait();

    expect((await closed).runId).toBe(runId);
  });

  it.each([
    ['by default', {}, [1, 1.5, 2.25, 3.375, 5.0625, 7.59375, 11.390625, 15, 15]],
    ['of the options', { intervalInSeconds: 4, maxIntervalInSeconds: 7 }, [4, 6, 7, 7]],
    ['from a first one above the default maximum', { intervalInSeconds: 60 }, [60, 60]],
    ['of a day, the longest', { intervalInSeconds: 86_400, maxIntervalInSeconds: 86_400 }, [86_400, 86_400]],
  ])('polls at growing intervals %s', async (_, options, expected) => {
    const { order } = await registered();
    const execution = await started(order);
    const controller = new AbortController();
    const closed = rejection(execution.waitUntilClosed({ ...options, signal: controller.signal }));
    const waits: number[] = [];
    for (const _ of expected) waits.push(await passOneWait());
    await somebodyWaits();
    expect(getEventListeners(controller.signal, 'abort')).toHaveLength(1);
    controller.abort('enough');

    // Timers count whole milliseconds.
    expect(waits).toEqual(expected.map((seconds) => expect.closeTo(seconds, 2)));
    expect(await closed).toBe('enough');
    expect(vi.getTimerCount()).toBe(0);
  });

  it('names the run that it found if the model has no run id', async () => {
    const { domain, order } = await registered();
    const { runId } = await started(order);
    const closed = rejection(new WorkflowExecution(domain, 'order-42').waitUntilClosed({ maxWaitTime: 0.5 }));
    await passOneWait(1);

    expect(await closed).toHaveProperty(
      'message',
      `WorkflowExecution "order-42", run ${runId}, of domain "orders" did not close within 0.5 s`,
    );
  });

  it('names no run if it was throttled before it found one', async () => {
    const { domain } = await registered();
    local.service.faults.set([{ fault: 'ThrottlingException' }]);
    const closed = rejection(new WorkflowExecution(domain, 'order-42').waitUntilClosed({ maxWaitTime: 0.5 }));
    await passOneWait(1);

    expect(await closed).toHaveProperty(
      'message',
      'WorkflowExecution "order-42" of domain "orders" did not close within 0.5 s',
    );
  });

  it('rejects after maxWaitTime, with a last poll at its end', async () => {
    const { order } = await registered();
    const execution = await started(order);
    const closed = rejection(execution.waitUntilClosed({ maxWaitTime: 3 }));
    const waits = [await passOneWait(1), await passOneWait(1), await passOneWait(1)];
    const error = await closed;

    expect(waits).toEqual([1, 1.5, 0.5]);
    expect(WaitTimeoutError.is(error)).toBe(true);
    expect(error).toMatchObject({
      name: 'WaitTimeoutError',
      code: 'WAIT_TIMEOUT',
      message: `WorkflowExecution "order-42", run ${execution.runId}, of domain "orders" did not close within 3 s`,
    });
  });

  it('rejects soon after maxWaitTime if SWF does not answer', async () => {
    const { domain } = await registered();
    const client = { send: () => new Promise(() => {}) } as unknown as Client;
    const closed = rejection(new WorkflowExecution(domain, 'order-42').waitUntilClosed({ maxWaitTime: 3, client }));

    expect(await passOneWait()).toBe(4);
    expect(await closed).toHaveProperty(
      'message',
      'WorkflowExecution "order-42" of domain "orders" did not close within 3 s',
    );
    expect(vi.getTimerCount()).toBe(0);
  });

  it('slows down when throttled, and throws other errors', async () => {
    const { order } = await registered();
    const execution = await started(order);
    local.service.faults.set([{ fault: 'ThrottlingException', count: 2 }]);
    const closed = rejection(execution.waitUntilClosed());
    await passOneWait();
    await passOneWait();
    local.service.faults.set([{ fault: 'AccessDeniedException' }]);
    await passOneWait();

    expect(await closed).toMatchObject({ code: 'OPERATION_NOT_PERMITTED' });
  });

  it.each(['InternalFailure', 'ServiceUnavailableException'] as const)('waits until %s passes', async (fault) => {
    const { order } = await registered();
    const execution = await started(order);
    await decide(local.service, CONTINUE);
    await decide(local.service, COMPLETE);
    local.service.faults.set([
      { operations: ['DescribeWorkflowExecution'], fault, count: 2 },
      { operations: ['GetWorkflowExecutionHistory'], fault, count: 1 },
    ]);
    const closed = execution.waitUntilClosed({ followRuns: true });
    for (let poll = 0; poll < 3; poll++) await passOneWait();

    expect(await closed).toMatchObject({ closeStatus: 'COMPLETED' });
  });

  it('waits until a lost connection is back, but not for one that never was', async () => {
    const { order } = await registered();
    const execution = await started(order);
    local.service.faults.set([{ disconnect: 'beforeApplied' }]);
    expect(await rejection(execution.waitUntilClosed())).toMatchObject({ code: 'CONNECTION' });
    local.service.faults.set([]);
    const closed = execution.waitUntilClosed({ followRuns: true });
    await somebodyWaits();
    await decide(local.service, CONTINUE);
    local.service.faults.set([
      { operations: ['DescribeWorkflowExecution'], disconnect: 'beforeApplied', count: 2 },
      { operations: ['GetWorkflowExecutionHistory'], disconnect: 'beforeApplied', count: 1 },
    ]);
    const waits = [await passOneWait(), await passOneWait(), await passOneWait(), await passOneWait()];
    await somebodyWaits();
    await decide(local.service, COMPLETE);
    await passOneWait();

    expect(waits).toEqual([1, 1.5, 2.25, 3.375].map((seconds) => expect.closeTo(seconds, 2)));
    expect(await closed).toMatchObject({ closeStatus: 'COMPLETED' });
  });

  it('rejects with the reason of the signal, before a request and during a wait', async () => {
    const { order } = await registered();
    const execution = await started(order);
    expect(await rejection(execution.waitUntilClosed({ signal: AbortSignal.abort('at once') }))).toBe('at once');
    const controller = new AbortController();
    const closed = rejection(execution.waitUntilClosed({ signal: controller.signal }));
    await somebodyWaits();
    controller.abort('later');

    expect(await closed).toBe('later');
    expect(vi.getTimerCount()).toBe(0);
  });

  it('rejects at once for a workflow id that SWF does not know', async () => {
    const { domain } = await registered();

    expect(await rejection(new WorkflowExecution(domain, 'never').waitUntilClosed())).toMatchObject({
      code: 'DOES_NOT_EXIST',
    });
  });

  it('waits for a run that SWF does not know yet, as right after its start', async () => {
    const { order } = await registered();
    const execution = await started(order);
    local.service.faults.set([{ operations: ['DescribeWorkflowExecution'], fault: 'UnknownResourceFault', count: 3 }]);
    const closed = execution.waitUntilClosed();
    for (let poll = 0; poll < 3; poll++) await passOneWait();
    await somebodyWaits();
    await decide(local.service, COMPLETE);
    await passOneWait();

    expect(await closed).toMatchObject({ runId: execution.runId, closeStatus: 'COMPLETED' });
  });

  it('rejects for a run that SWF still does not know after 10 s', async () => {
    const { order } = await registered();
    const execution = await started(order);
    local.service.faults.set([{ operations: ['DescribeWorkflowExecution'], fault: 'UnknownResourceFault' }]);
    const closed = rejection(execution.waitUntilClosed({ intervalInSeconds: 2, maxIntervalInSeconds: 2 }));
    for (let poll = 0; poll < 5; poll++) await passOneWait();

    expect(await closed).toMatchObject({ code: 'DOES_NOT_EXIST' });
  });

  it.each([
    [{ maxWaitTime: 0 }, 'maxWaitTime must be seconds above 0, got 0'],
    [{ maxWaitTime: Number.NaN }, 'maxWaitTime must be seconds above 0, got NaN'],
    [{ intervalInSeconds: -1 }, 'intervalInSeconds must be seconds above 0 and at most 86400, got -1'],
    [{ maxIntervalInSeconds: 86_401 }, 'maxIntervalInSeconds must be seconds above 0 and at most 86400, got 86401'],
  ])('refuses %o', async (options, message) => {
    const execution = new WorkflowExecution({ name: 'orders' }, 'x');

    expect(await rejection(execution.waitUntilClosed(options))).toMatchObject({ code: 'INVALID_ARGUMENT', message });
  });
});
