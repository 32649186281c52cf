import type { FaultRule } from '@swf/local';
import { describe, expect, test } from 'vitest';
import { WorkflowExecutionQuerySet } from '../src/index.js';
import { DOMAIN } from './support/executions.js';
import { startOrders, terminate, workflowType } from './support/orders.js';

describe('get()', () => {
  test('tells all of an execution', async () => {
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

  test('without a run id tells the open run, or the last one', async () => {
    await using swf = await startOrders();
    await swf.executions.create('order-1', { workflowType });
    await terminate(swf, 'order-1');
    await swf.clock.advance({ minutes: 1 });
    const second = await swf.executions.create('order-1', { workflowType });
    expect((await swf.executions.get('order-1')).runId).toBe(second.runId);
    await terminate(swf, 'order-1');
    expect(await swf.executions.get('order-1')).toMatchObject({ runId: second.runId, closeStatus: 'TERMINATED' });
  });

  test('of what is not there is a DoesNotExistError that names it', async () => {
    await using swf = await startOrders();
    const message = expect.stringContaining('WorkflowExecution "order-9" of domain "orders"');
    await expect(swf.executions.get('order-9')).rejects.toMatchObject({ code: 'DOES_NOT_EXIST', message });
    await expect(swf.executions.get('order-9', { runId: 'r' })).rejects.toMatchObject({
      code: 'DOES_NOT_EXIST',
      message,
    });
  });
});

test('bad arguments fail before anything is sent', async () => {
  await using swf = await startOrders();
  const untyped: object = { workflowType: { name: 'order' } };
  const attributes = untyped as { workflowType: typeof workflowType };
  await expect(swf.executions.create('order-1', attributes)).rejects.toMatchObject({
    code: 'INVALID_ARGUMENT',
    message: expect.stringContaining('workflowType.version must be a string'),
  });
  await expect(swf.executions.get('a|b')).rejects.toMatchObject({ code: 'INVALID_ARGUMENT' });
  const getAsInJavaScript = Reflect.apply(swf.executions.get, swf.executions, ['order-1', 'a run id']);
  await expect(getAsInJavaScript).rejects.toMatchObject({
    code: 'INVALID_ARGUMENT',
    message: 'options must be an object, got "a run id"',
  });
  for (const [without, message] of [
    [undefined, 'attributes must be an object, got undefined'],
    [null, 'attributes must be an object, got null'],
    [{}, 'attributes.workflowType must be an object, got undefined'],
  ] as const) {
    const created = swf.executions.create('order-1', without as never);
    await expect(created).rejects.toMatchObject({ code: 'INVALID_ARGUMENT', message });
    const gotOrCreated = swf.executions.getOrCreate('order-1', without as never);
    await expect(gotOrCreated).rejects.toMatchObject({ code: 'INVALID_ARGUMENT', message });
  }
  expect(swf.requests).toEqual([]);
});

describe('create() and getOrCreate()', () => {
  const IN_THE_WAY: FaultRule = {
    operations: ['StartWorkflowExecution'],
    fault: 'WorkflowExecutionAlreadyStartedFault',
  };

  test('start an execution once', async () => {
    await using swf = await startOrders();
    const [started, created] = await swf.executions.getOrCreate('order-1', { workflowType });
    const [found, again] = await swf.executions.getOrCreate('order-1', { workflowType });
    expect([created, again]).toEqual([true, false]);
    expect(found.runId).toBe(started.runId);
    await expect(swf.executions.create('order-1', { workflowType })).rejects.toMatchObject({
      code: 'WORKFLOW_EXECUTION_ALREADY_STARTED',
    });
  });

  test('start another once the first is closed', async () => {
    await using swf = await startOrders();
    const [first] = await swf.executions.getOrCreate('order-1', { workflowType });
    await terminate(swf, 'order-1');
    const [second, created] = await swf.executions.getOrCreate('order-1', { workflowType });
    expect(created).toBe(true);
    expect(second.runId).not.toBe(first.runId);
  });

  test('of ten callers at once one starts it, and all get the same run', async () => {
    await using swf = await startOrders();
    const results = await Promise.all(
      Array.from({ length: 10 }, () => swf.executions.getOrCreate('order-1', { workflowType })),
    );
    expect(results.filter(([, created]) => created)).toHaveLength(1);
    expect(new Set(results.map(([execution]) => execution.runId)).size).toBe(1);
  });

  test('start one where the run that was in the way has closed when it is looked for', async () => {
    await using swf = await startOrders();
    swf.injectFaults({ ...IN_THE_WAY, count: 2 });
    const [started, created] = await swf.executions.getOrCreate('order-1', { workflowType });
    expect(created).toBe(true);
    expect((await swf.executions.get('order-1')).runId).toBe(started.runId);
  });

  test('give up where a run is in the way that SWF never lists', async () => {
    await using swf = await startOrders();
    swf.injectFaults(IN_THE_WAY);
    await expect(swf.executions.getOrCreate('order-1', { workflowType })).rejects.toMatchObject({
      code: 'WORKFLOW_EXECUTION_ALREADY_STARTED',
    });
    expect(swf.requests.filter(({ operation }) => operation === 'StartWorkflowExecution')).toHaveLength(3);
  });

  test('of a type that is not there is a clear error', async () => {
    await using swf = await startOrders();
    const attributes = { workflowType: { name: 'unknown', version: '1' } };
    await expect(swf.executions.getOrCreate('order-1', attributes)).rejects.toMatchObject({ code: 'DOES_NOT_EXIST' });
  });
});

describe('a contradiction', () => {
  test('fails at once and asks nothing', async () => {
    await using swf = await startOrders();
    expect(() => swf.executions.filter({ status: 'OPEN' }).filter({ closeStatus: 'FAILED' })).toThrow(/cannot go with/);
    expect(swf.requests).toEqual([]);
  });
});

describe('explain()', () => {
  test('says which filter SWF applies and which is applied here', () => {
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

  test('is a copy: changing its Dates changes no filter', () => {
    const startedAfter = new Date('2026-03-02T00:00:00Z');
    const executions = new WorkflowExecutionQuerySet(DOMAIN).filter({ startedAfter });
    executions.explain().appliedBySwf.startedAfter?.setFullYear(1999);
    expect(executions.explain().appliedBySwf.startedAfter).toEqual(startedAfter);
  });
});
