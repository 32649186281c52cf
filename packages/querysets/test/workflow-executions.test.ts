import { WorkflowExecutionQuerySet } from '@swf/querysets';
import { describe, expect, it } from 'vitest';
import { DOMAIN } from './support/executions.js';
import { startOrders, terminate, workflowType } from './support/orders.js';

describe('get', () => {
  it('fetches everything about an execution', async () => {
    await using swf = await startOrders();
    const started = await swf.executions.create('order-1', { workflowType, input: { sku: 'A1' }, tagList: ['eu'] });
    const execution = await swf.executions.get('order-1', { runId: started.runId });
    expect(execution).toMatchObject({
      workflowId: 'order-1',
      runId: started.runId,
      tagList: ['eu'],
      taskList: 'orders',
    });
    expect(execution.openCounts?.openActivityTasks).toBe(0);
  });

  it('fetches the open run without a run id, or else the latest closed one', async () => {
    await using swf = await startOrders();
    await swf.executions.create('order-1', { workflowType });
    await terminate(swf, 'order-1');
    await swf.clock.advance({ minutes: 1 });
    const second = await swf.executions.create('order-1', { workflowType });
    expect((await swf.executions.get('order-1')).runId).toBe(second.runId);
    await terminate(swf, 'order-1');
    expect(await swf.executions.get('order-1')).toMatchObject({ runId: second.runId, closeStatus: 'TERMINATED' });
  });

  it('rejects with DoesNotExistError naming an unknown execution', async () => {
    await using swf = await startOrders();
    const message = expect.stringContaining('WorkflowExecution "order-9" of domain "orders"');
    await expect(swf.executions.get('order-9')).rejects.toMatchObject({ code: 'DOES_NOT_EXIST', message });
    await expect(swf.executions.get('order-9', { runId: 'r' })).rejects.toMatchObject({
      code: 'DOES_NOT_EXIST',
      message,
    });
  });
});

it('refuses bad arguments before anything is sent', async () => {
  await using swf = await startOrders();
  const untyped: object = { workflowType: { name: 'order' } };
  const attributes = untyped as { workflowType: typeof workflowType };
  await expect(swf.executions.create('order-1', attributes)).rejects.toMatchObject({
    code: 'INVALID_ARGUMENT',
    message: expect.stringContaining('workflowType.version must be a string'),
  });
  await expect(swf.executions.get('a|b')).rejects.toMatchObject({ code: 'INVALID_ARGUMENT' });
  await expect(swf.executions.create('a|b', { workflowType })).rejects.toMatchObject({
    code: 'INVALID_ARGUMENT',
    message: expect.stringMatching(/^workflowId must not contain/),
  });
  expect(() => new WorkflowExecutionQuerySet({ name: '' })).toThrow(/^domain\.name must have/);
  const getAsInJavaScript = Reflect.apply(swf.executions.get, swf.executions, ['order-1', 'a run id']);
  await expect(getAsInJavaScript).rejects.toMatchObject({
    code: 'INVALID_ARGUMENT',
    message: 'options must be an object, got "a run id"',
  });
  for (const [without, message] of [
    [undefined, 'attributes must be an object, got undefined'],
    [null, 'attributes must be an object, got null'],
    [{}, 'attributes.workflowType must be { name, version }, got undefined'],
  ] as const) {
    const created = swf.executions.create('order-1', without as never);
    await expect(created).rejects.toMatchObject({ code: 'INVALID_ARGUMENT', message });
    const gotOrCreated = swf.executions.getOrCreate('order-1', without as never);
    await expect(gotOrCreated).rejects.toMatchObject({ code: 'INVALID_ARGUMENT', message });
  }
  expect(swf.requests).toEqual([]);
});

describe('create and getOrCreate', () => {
  it('start an execution once', async () => {
    await using swf = await startOrders();
    const [started, created] = await swf.executions.getOrCreate('order-1', { workflowType });
    const [found, again] = await swf.executions.getOrCreate('order-1', { workflowType });
    expect([created, again]).toEqual([true, false]);
    expect(found.runId).toBe(started.runId);
    await expect(swf.executions.create('order-1', { workflowType })).rejects.toMatchObject({
      code: 'WORKFLOW_EXECUTION_ALREADY_STARTED',
    });
  });

  it('start another when the first is closed', async () => {
    await using swf = await startOrders();
    const [first] = await swf.executions.getOrCreate('order-1', { workflowType });
    await terminate(swf, 'order-1');
    const [second, created] = await swf.executions.getOrCreate('order-1', { workflowType });
    expect(created).toBe(true);
    expect(second.runId).not.toBe(first.runId);
  });

  it('start one execution for ten callers at once', async () => {
    await using swf = await startOrders();
    const results = await Promise.all(
      Array.from({ length: 10 }, () => swf.executions.getOrCreate('order-1', { workflowType })),
    );
    expect(results.filter(([, created]) => created)).toHaveLength(1);
    expect(new Set(results.map(([execution]) => execution.runId)).size).toBe(1);
  });

  it('reject for an unknown type', async () => {
    await using swf = await startOrders();
    const attributes = { workflowType: { name: 'unknown', version: '1' } };
    await expect(swf.executions.getOrCreate('order-1', attributes)).rejects.toMatchObject({ code: 'DOES_NOT_EXIST' });
  });
});

describe('a contradiction', () => {
  it('is refused at once, without a request', async () => {
    await using swf = await startOrders();
    expect(() => swf.executions.filter({ status: 'OPEN' }).filter({ closeStatus: 'FAILED' })).toThrow(/cannot go with/);
    expect(swf.requests).toEqual([]);
  });
});

describe('explain', () => {
  it('shows the part of the filter that SWF applies, and the rest', () => {
    const executions = new WorkflowExecutionQuerySet(DOMAIN);
    const closedAfter = new Date('2026-03-02T00:00:00Z');
    expect(executions.filter({ closeStatus: 'FAILED', tag: 'eu', closedAfter }).reverse().limit(50).explain()).toEqual({
      domain: 'orders',
      operations: ['ListClosedWorkflowExecutions'],
      appliedBySwf: { status: 'CLOSED', tag: 'eu', closedAfter },
      appliedHere: { closeStatus: 'FAILED' },
      order: 'closeTimestamp, oldest first',
      pageSize: 1000,
      limit: 50,
      countedBy: [],
    });
    expect(executions.limit(50).explain()).toMatchObject({
      operations: ['ListOpenWorkflowExecutions', 'ListClosedWorkflowExecutions'],
      order: 'startTimestamp, newest first',
      pageSize: 50,
      maximumRequests: 2,
      countedBy: ['CountOpenWorkflowExecutions', 'CountClosedWorkflowExecutions'],
    });
  });

  it('returns copies of dates', () => {
    const startedAfter = new Date('2026-03-02T00:00:00Z');
    const executions = new WorkflowExecutionQuerySet(DOMAIN).filter({ startedAfter });
    executions.explain().appliedBySwf.startedAfter?.setFullYear(1999);
    expect(executions.explain().appliedBySwf.startedAfter).toEqual(startedAfter);
  });
});
