import { describe, expect, it } from 'vitest';
import { startOrders, terminate, workflowType } from '../support/orders.js';

describe('count()', () => {
  it('sends a Count request for each status', async () => {
    await using swf = await startOrders();
    await swf.executions.create('order-1', { workflowType });
    await terminate(swf, 'order-1');
    await swf.executions.create('order-2', { workflowType });
    swf.requests.length = 0;
    expect(await swf.executions.count()).toEqual({ count: 2, truncated: false });
    expect(swf.requests.map(({ operation }) => operation)).toEqual([
      'CountOpenWorkflowExecutions',
      'CountClosedWorkflowExecutions',
    ]);
    swf.requests.length = 0;
    expect(await swf.executions.limit(1).count()).toEqual({ count: 1, truncated: false });
    expect(swf.requests.map(({ operation }) => operation)).toEqual([
      'CountOpenWorkflowExecutions',
      'CountClosedWorkflowExecutions',
    ]);
    swf.requests.length = 0;
    expect(await swf.executions.limit(0).count()).toEqual({ count: 0, truncated: false });
    expect(swf.requests).toEqual([]);
  });

  it('counts what follows the token of a page', async () => {
    await using swf = await startOrders();
    for (const workflowId of ['order-1', 'order-2', 'order-3'])
      await swf.executions.create(workflowId, { workflowType });
    const { value: page } = await swf.executions.pages({ maximumPageSize: 1 }).next();
    const rest = swf.executions.continueFrom(page?.nextPageToken ?? '');
    expect(await rest.count()).toEqual({ count: 2, truncated: false });
    expect(rest.explain().countedBy).toEqual([]);
  });

  it('is truncated if SWF stopped counting', async () => {
    await using swf = await startOrders();
    await swf.executions.create('order-1', { workflowType });
    await swf.executions.create('order-2', { workflowType });
    // SWF stops after a megabyte of scanned data, which the local service does not.
    swf.client.middlewareStack.add(
      (next, { commandName }) =>
        async (args) => {
          const answer = await next(args);
          const truncated = commandName === 'CountOpenWorkflowExecutionsCommand';
          return { ...answer, output: { ...answer.output, truncated } };
        },
      { step: 'initialize' },
    );
    const open = swf.executions.filter({ status: 'OPEN' });
    expect(await open.count()).toEqual({ count: 2, truncated: true });
    expect(await swf.executions.filter({ status: 'CLOSED' }).count()).toEqual({ count: 0, truncated: false });
    expect(await swf.executions.count()).toEqual({ count: 2, truncated: true });
    expect(await open.limit(5).count()).toEqual({ count: 2, truncated: true });
    expect(await open.limit(2).count()).toEqual({ count: 2, truncated: false });
  });
});
