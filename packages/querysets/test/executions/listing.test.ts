import { WorkflowExecutionQuerySet } from '@swf/querysets';
import { describe, expect, it } from 'vitest';
import { startOrders, terminate, workflowType } from '../support/orders.js';

describe('listing', () => {
  it('has the attributes that SWF lists', async () => {
    await using swf = await startOrders();
    await swf.executions.create('order-1', { workflowType, tagList: ['eu'] });
    const listed = await swf.executions.first();
    expect(listed).toMatchObject({
      workflowType,
      tagList: ['eu'],
      executionStatus: 'OPEN',
      startTimestamp: new Date(swf.clock.now()),
    });
    expect(listed).toMatchObject({ taskList: undefined, childPolicy: undefined, openCounts: undefined });
  });

  it('rejects with DoesNotExistError for an unknown domain', async () => {
    await using swf = await startOrders();
    const elsewhere = new WorkflowExecutionQuerySet({ name: 'nowhere' }, swf.options);
    for (const answer of [elsewhere.all(), elsewhere.count(), elsewhere.exists()]) {
      await expect(answer).rejects.toMatchObject({
        code: 'DOES_NOT_EXIST',
        message: 'Domain "nowhere" does not exist: Unknown domain: nowhere',
      });
    }
  });

  it('finds executions of any age', async () => {
    await using swf = await startOrders();
    await swf.executions.create('order-1', { workflowType });
    await swf.clock.advance({ hours: 23 });
    expect(await swf.executions.all()).toHaveLength(1);
    expect(swf.requests.at(-1)?.input).toMatchObject({ startTimeFilter: { oldestDate: new Date(0) } });
  });

  it('includes the start of a window but not its end', async () => {
    await using swf = await startOrders();
    await swf.executions.create('order-1', { workflowType });
    const started = new Date(swf.clock.now());
    const later = new Date(swf.clock.now() + 1);
    const ids = async (filter: { startedAfter?: Date; startedBefore?: Date }) =>
      (await swf.executions.filter(filter).all()).length;
    expect(await ids({ startedAfter: started })).toBe(1);
    expect(await ids({ startedAfter: later })).toBe(0);
    expect(await ids({ startedBefore: started })).toBe(0);
    expect(await ids({ startedBefore: later })).toBe(1);
    expect(await swf.executions.filter({ startedBefore: started }).count()).toEqual({ count: 0, truncated: false });
  });

  it('yields a run that closes between two requests once', async () => {
    await using swf = await startOrders();
    for (const workflowId of ['order-1', 'order-2', 'order-3']) {
      await swf.clock.advance({ seconds: 1 });
      await swf.executions.create(workflowId, { workflowType });
    }
    const pages = swf.executions.pages({ maximumPageSize: 1 });
    const { value: first } = await pages.next();
    await terminate(swf, 'order-3');
    await terminate(swf, 'order-2');
    const seen = [...(first?.items ?? [])];
    for await (const page of pages) seen.push(...page.items);
    expect(seen.map(({ workflowId }) => workflowId)).toEqual(['order-3', 'order-2', 'order-1']);
  });

  it('continues from a token, whatever has happened since', async () => {
    await using swf = await startOrders();
    for (const workflowId of ['order-1', 'order-2', 'order-3']) {
      await swf.clock.advance({ seconds: 1 });
      await swf.executions.create(workflowId, { workflowType });
    }
    const { value: first } = await swf.executions.pages({ maximumPageSize: 1 }).next();
    await terminate(swf, 'order-3');
    await terminate(swf, 'order-1');
    await swf.clock.advance({ seconds: 1 });
    await swf.executions.create('order-4', { workflowType });
    const rest = await swf.executions.continueFrom(first?.nextPageToken ?? '').all();
    expect(first?.items.map(({ workflowId }) => workflowId)).toEqual(['order-3']);
    expect(rest.map(({ workflowId }) => workflowId)).toEqual(['order-2', 'order-1']);
  });

  it('refuses a token of another listing', async () => {
    await using swf = await startOrders();
    await swf.executions.create('order-1', { workflowType });
    await swf.executions.create('order-2', { workflowType });
    const { value: page } = await swf.executions.pages({ maximumPageSize: 1 }).next();
    const merged = page?.nextPageToken ?? '';
    expect(() => swf.executions.filter({ status: 'OPEN' }).continueFrom(merged)).toThrow(/nextPageToken/);
    expect(() => swf.executions.continueFrom('AAAAKgAAAAEAAAAAAAAA')).toThrow(/open and closed executions/);
  });

  it('lists closed executions for exists only if none is open', async () => {
    await using swf = await startOrders();
    expect(await swf.executions.exists()).toBe(false);
    expect(swf.requests.map(({ operation }) => operation)).toEqual([
      'ListOpenWorkflowExecutions',
      'ListClosedWorkflowExecutions',
    ]);
    await swf.executions.create('order-1', { workflowType });
    swf.requests.length = 0;
    expect(await swf.executions.exists()).toBe(true);
    expect(swf.requests.map(({ operation }) => operation)).toEqual(['ListOpenWorkflowExecutions']);
    await terminate(swf, 'order-1');
    expect(await swf.executions.exists()).toBe(true);
  });

  it('adds with detailed what a listing lacks', async () => {
    await using swf = await startOrders();
    await swf.executions.create('order-1', { workflowType });
    await terminate(swf, 'order-1');
    const { value: execution } = await swf.executions.filter({ closeStatus: 'TERMINATED' }).detailed().next();
    expect(execution).toMatchObject({ taskList: 'orders', childPolicy: 'TERMINATE', closeStatus: 'TERMINATED' });
  });
});
