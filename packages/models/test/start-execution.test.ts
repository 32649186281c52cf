import { WorkflowExecution } from '@swf/models';
import * as settings from '@swf/settings';
import { describe, expect, it } from 'vitest';
import { eventsOf, registered, rejection, useLocalService } from './support/local.js';

const local = useLocalService();

describe('startExecution', () => {
  it('resolves to an execution with the attributes that it was started with', async () => {
    const { domain, order } = await registered();
    const given = {
      workflowId: 'order-42',
      tagList: ['eu', ''],
      taskList: 'express',
      taskPriority: 0,
      executionStartToCloseTimeout: 60,
      taskStartToCloseTimeout: 'NONE',
      childPolicy: 'ABANDON',
      lambdaRole: 'arn:aws:iam::123456789012:role/swf',
    } as const;
    const execution = await order.startExecution({ ...given, input: { sku: 'A1' } });

    expect(execution).toMatchObject({
      ...given,
      runId: expect.stringMatching(/^.{20,64}$/),
      workflowType: { name: 'order', version: '1.0' },
      executionStatus: 'OPEN',
      input: '{"sku":"A1"}',
    });
    expect(execution.domain).toBe(domain);
    expect(execution.parseInput()).toEqual({ sku: 'A1' });
    expect(await execution.isSynced()).toBe(true);
    expect((await eventsOf(execution))[0]?.workflowExecutionStartedEventAttributes?.input).toBe('{"sku":"A1"}');
  });

  it('leaves absent settings to the type', async () => {
    const { order } = await registered();
    const execution = await order.startExecution({ workflowId: 'order-42' });

    expect(execution).toMatchObject({ taskList: undefined, childPolicy: undefined, input: undefined });
    expect(await execution.upstream()).toMatchObject({
      taskList: 'orders',
      taskStartToCloseTimeout: 30,
      executionStartToCloseTimeout: 3600,
      childPolicy: 'TERMINATE',
    });
  });

  it("generates unique ids within SWF's length", async () => {
    const { order } = await registered();
    const long = await order.with({ name: 'x'.repeat(256) }).save();
    const started = await Promise.all(Array.from({ length: 50 }, () => order.startExecution()));

    expect(new Set(started.map(({ workflowId }) => workflowId)).size).toBe(50);
    expect(started[0]?.workflowId).toMatch(/^order-[0-9a-f-]{36}$/);
    expect((await long.startExecution()).workflowId).toHaveLength(256);
  });

  it('names the execution that is open already', async () => {
    const { order } = await registered();
    await order.startExecution({ workflowId: 'order-42' });

    expect(await rejection(order.startExecution({ workflowId: 'order-42' }))).toMatchObject({
      code: 'WORKFLOW_EXECUTION_ALREADY_STARTED',
      message: 'WorkflowExecution "order-42" of domain "orders" is already open',
      fault: 'WorkflowExecutionAlreadyStartedFault',
      requestId: expect.any(String),
      cause: { name: 'WorkflowExecutionAlreadyStartedFault' },
    });
  });

  it('finds its execution if the answer was lost and the SDK retried', async () => {
    const { order } = await registered();
    const client = local.service.client({ maxAttempts: 3 });
    const lost = { operations: ['StartWorkflowExecution'], disconnect: 'afterApplied', count: 1 } as const;
    local.service.faults.set([lost]);
    const execution = await order.startExecution({ client, input: 'mine' });

    expect(await execution.exists()).toBe(true);
    expect(execution).toMatchObject({ runId: expect.any(String), input: 'mine', executionStatus: 'OPEN' });

    local.service.faults.set([lost]);
    expect(await rejection(order.startExecution({ client, workflowId: 'perhaps-of-another' }))).toMatchObject({
      code: 'WORKFLOW_EXECUTION_ALREADY_STARTED',
    });
  });

  it('takes a client and a signal', async () => {
    const { order } = await registered();
    const reason = new Error('enough');
    const aborted = { workflowId: 'order-42', signal: AbortSignal.abort(reason) };

    expect(await rejection(order.startExecution(aborted))).toBe(reason);
    expect(await new WorkflowExecution(order.domain, 'order-42').exists()).toBe(false);
    settings.setClient(undefined);
    const client = local.service.client();
    expect((await order.startExecution({ workflowId: 'order-42', client })).executionStatus).toBe('OPEN');
  });

  it('names the type that lacks a default, is deprecated, or is unknown', async () => {
    const { domain, order } = await registered();
    const bare = await order.with({ name: 'bare', defaultTaskList: undefined }).save();
    expect(await rejection(bare.startExecution({ workflowId: 'x' }))).toMatchObject({
      code: 'DEFAULT_UNDEFINED',
      message: expect.stringMatching(/^WorkflowType "bare@1.0" of domain "orders" lacks a setting .*askList/),
    });
    await order.deprecate();
    expect(await rejection(order.startExecution())).toMatchObject({
      code: 'DEPRECATED',
      message: expect.stringMatching(/^WorkflowType "order@1.0" of domain "orders" is deprecated/),
    });
    expect(await rejection(order.with({ version: '9' }).startExecution())).toMatchObject({
      code: 'DOES_NOT_EXIST',
      message: expect.stringMatching(/^WorkflowType "order@9" of domain "orders" does not exist/),
    });
    await domain.deprecate();
    expect(await rejection(bare.startExecution())).toMatchObject({ code: 'DEPRECATED' });
  });
});
