import { ListOpenWorkflowExecutionsCommand } from '@aws-sdk/client-swf';
import { ActivityTypeQuerySet, DomainQuerySet, WorkflowExecutionQuerySet } from '@swf/querysets';
import { describe, expect, it } from 'vitest';
import { DOMAIN } from './support/executions.js';
import { startOrders, terminate, workflowType } from './support/orders.js';
import { passWaits, useFakeWaits } from './support/waits.js';

useFakeWaits();

/** Starts a service whose listings show no open execution for a number of requests. */
async function startLagging(requests: number) {
  const swf = await startOrders();
  let left = requests;
  swf.client.middlewareStack.add(
    (next, context) => async (args) => {
      const answer = await next(args);
      if (context.commandName !== 'ListOpenWorkflowExecutionsCommand' || left === 0) return answer;
      left -= 1;
      return { ...answer, output: { ...answer.output, executionInfos: [] } };
    },
    { step: 'initialize' },
  );
  return swf;
}

/**
 * Starts a service whose first execution of order-1 is closed, but is still listed as open for a
 * number of requests.
 */
async function startStale(requests: number) {
  const swf = await startOrders();
  const old = await swf.executions.create('order-1', { workflowType });
  const stale = await swf.client.send(
    new ListOpenWorkflowExecutionsCommand({ domain: DOMAIN.name, startTimeFilter: { oldestDate: new Date(0) } }),
  );
  await terminate(swf, 'order-1');
  let left = requests;
  swf.client.middlewareStack.add(
    (next, context) => async (args) => {
      const answer = await next(args);
      if (context.commandName !== 'ListOpenWorkflowExecutionsCommand' || left === 0) return answer;
      left -= 1;
      return { ...answer, output: stale };
    },
    { step: 'initialize' },
  );
  return Object.assign(swf, { old });
}

describe('WorkflowExecutionQuerySet.getOrCreate', () => {
  it('starts one execution for five callers at once, and waits until it is listed', async () => {
    await using swf = await startLagging(12);
    const callers = Array.from({ length: 5 }, () => swf.executions.getOrCreate('order-1', { workflowType }));
    const { outcome } = await passWaits(Promise.all(callers));
    const results = outcome.status === 'fulfilled' ? outcome.value : expect.fail(String(outcome.reason));

    expect(results.filter(([, created]) => created)).toHaveLength(1);
    expect(new Set(results.map(([{ runId }]) => runId)).size).toBe(1);
  });

  it('backs off between attempts', async () => {
    await using swf = await startLagging(4);
    await swf.executions.create('order-1', { workflowType });
    swf.requests.length = 0;
    const { outcome, seconds } = await passWaits(swf.executions.getOrCreate('order-1', { workflowType }));

    expect(outcome).toMatchObject({ value: [{ workflowId: 'order-1' }, false] });
    expect(swf.requests.filter(({ operation }) => operation === 'StartWorkflowExecution')).toHaveLength(5);
    expect(seconds).toBeCloseTo(0.1 + 0.2 + 0.4 + 0.8, 2);
  });

  it('gives up after some seconds if SWF never lists the run that is in the way', async () => {
    await using swf = await startOrders();
    swf.injectFaults({ operations: ['StartWorkflowExecution'], fault: 'WorkflowExecutionAlreadyStartedFault' });
    const { outcome, seconds } = await passWaits(swf.executions.getOrCreate('order-1', { workflowType }));

    expect(outcome).toMatchObject({ reason: { code: 'WORKFLOW_EXECUTION_ALREADY_STARTED' } });
    expect(seconds).toBeGreaterThan(3);
    expect(seconds).toBeLessThan(10);
  });

  it('starts an execution if the run that was in the way has closed meanwhile', async () => {
    await using swf = await startOrders();
    swf.injectFaults({
      operations: ['StartWorkflowExecution'],
      fault: 'WorkflowExecutionAlreadyStartedFault',
      count: 2,
    });
    const { outcome } = await passWaits(swf.executions.getOrCreate('order-1', { workflowType }));

    expect(outcome).toMatchObject({ value: [{ workflowId: 'order-1' }, true] });
  });

  it('takes no run that is still listed as open, but has closed', async () => {
    await using swf = await startStale(2);
    const open = await swf.executions.create('order-1', { workflowType });
    const { outcome } = await passWaits(swf.executions.getOrCreate('order-1', { workflowType }));

    expect(outcome).toMatchObject({ value: [{ runId: open.runId, executionStatus: 'OPEN' }, false] });
  });

  it('starts an execution if the run that is still listed as open has closed', async () => {
    await using swf = await startStale(Number.POSITIVE_INFINITY);
    swf.injectFaults({
      operations: ['StartWorkflowExecution'],
      fault: 'WorkflowExecutionAlreadyStartedFault',
      count: 1,
    });
    const { outcome } = await passWaits(swf.executions.getOrCreate('order-1', { workflowType }));

    expect(outcome).toMatchObject({ value: [{ workflowId: 'order-1' }, true] });
    expect(outcome).not.toMatchObject({ value: [{ runId: swf.old.runId }, true] });
  });

  it('tries again if SWF lists the open run, but does not describe it yet', async () => {
    await using swf = await startOrders();
    const open = await swf.executions.create('order-1', { workflowType });
    swf.injectFaults({ operations: ['DescribeWorkflowExecution'], fault: 'UnknownResourceFault', count: 1 });
    const { outcome } = await passWaits(swf.executions.getOrCreate('order-1', { workflowType }));

    expect(outcome).toMatchObject({ value: [{ runId: open.runId }, false] });
    const described = swf.requests.filter(({ operation }) => operation === 'DescribeWorkflowExecution');
    expect(described).toHaveLength(2);
  });

  it('rejects with the reason of its signal during a wait', async () => {
    await using swf = await startLagging(Number.POSITIVE_INFINITY);
    await swf.executions.create('order-1', { workflowType });
    const controller = new AbortController();
    swf.client.middlewareStack.add(
      (next, context) => async (args) => {
        const answer = await next(args);
        if (context.commandName === 'ListOpenWorkflowExecutionsCommand') controller.abort(new Error('enough'));
        return answer;
      },
      { step: 'initialize', priority: 'high' },
    );
    const { signal } = controller;
    const { outcome } = await passWaits(swf.executions.getOrCreate('order-1', { workflowType }, { signal }));

    expect(outcome).toMatchObject({ reason: new Error('enough') });
  });
});

describe('getOrCreate of what is registered', () => {
  it('waits for what another caller has registered, until SWF describes it', async () => {
    await using swf = await startOrders();
    swf.injectFaults({
      operations: ['DescribeActivityType', 'DescribeDomain'],
      fault: 'UnknownResourceFault',
      count: 6,
    });
    const types = new ActivityTypeQuerySet(DOMAIN, swf.options);
    await types.create('charge-card', '1.0');
    const type = await passWaits(types.getOrCreate('charge-card', '1.0'));
    const domains = new DomainQuerySet(swf.options);
    swf.injectFaults({ operations: ['DescribeDomain'], fault: 'UnknownResourceFault', count: 3 });
    const domain = await passWaits(domains.getOrCreate(DOMAIN.name, { retentionPeriodInDays: 30 }));

    expect(type.outcome).toMatchObject({ value: [{ name: 'charge-card' }, false] });
    expect(domain.outcome).toMatchObject({ value: [{ name: 'orders' }, false] });
  });
});

describe('get', () => {
  it('rejects without a wait for what SWF does not know', async () => {
    await using swf = await startOrders();
    const executions = new WorkflowExecutionQuerySet(DOMAIN, swf.options);
    const { outcome, seconds } = await passWaits(executions.get('order-9'));

    expect(outcome).toMatchObject({ reason: { code: 'DOES_NOT_EXIST' } });
    expect(seconds).toBe(0);
  });
});
