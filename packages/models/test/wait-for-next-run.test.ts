import { WorkflowExecution, type WorkflowType } from '@swf/models';
import type { Client } from '@swf/settings/request';
import { describe, expect, it } from 'vitest';
import { COMPLETE, CONTINUE, decide } from './support/decide.js';
import { registered, rejection, useLocalService } from './support/local.js';
import { passOneWait, somebodyWaits, useFakeWaits } from './support/waiting.js';

const local = useLocalService();
useFakeWaits();

/** A client whose histories lack their newest event for a number of requests, as SWF's reads lag. */
function laggingClient(requests: number): Client {
  const client = local.service.client({ maxAttempts: 1 });
  let left = requests;
  client.middlewareStack.add(
    (next, context) => async (args) => {
      if (context.commandName !== 'GetWorkflowExecutionHistoryCommand' || left === 0) return next(args);
      left -= 1;
      const answer = await next({ ...args, input: { ...args.input, maximumPageSize: 2 } });
      return { ...answer, output: { ...answer.output, events: Reflect.get(answer.output, 'events').slice(1) } };
    },
    { step: 'initialize' },
  );
  return client;
}

async function started(order: WorkflowType): Promise<WorkflowExecution> {
  return order.startExecution({ workflowId: 'order-42' });
}

describe('an execution that continues as new', () => {
  it('is closed unless followRuns is set', async () => {
    const { order } = await registered();
    const execution = await started(order);
    await decide(local.service, CONTINUE);

    expect(await execution.waitUntilClosed()).toMatchObject({
      runId: execution.runId,
      closeStatus: 'CONTINUED_AS_NEW',
    });
  });

  it('is followed to a run that SWF does not know yet', async () => {
    const { order } = await registered();
    const execution = await started(order);
    await decide(local.service, CONTINUE);
    await decide(local.service, COMPLETE);
    // The first poll describes the first run; those after it are about the next one.
    local.service.faults.set([
      { operations: ['DescribeWorkflowExecution'], fault: 'UnknownResourceFault', every: 2, count: 1 },
    ]);
    const closed = execution.waitUntilClosed({ followRuns: true });
    await passOneWait();

    expect(await closed).toMatchObject({ closeStatus: 'COMPLETED' });
  });

  it('is followed although its history does not show yet how it closed', async () => {
    const { order } = await registered();
    const execution = await started(order);
    await decide(local.service, CONTINUE);
    await decide(local.service, COMPLETE);
    const closed = execution.waitUntilClosed({ followRuns: true, client: laggingClient(3) });
    const waits = [await passOneWait(), await passOneWait(), await passOneWait()];

    expect(await closed).toMatchObject({ closeStatus: 'COMPLETED' });
    expect(waits).toEqual([1, 1.5, 2.25]);
  });

  it('is not followed if its history still does not show after 10 s how it closed', async () => {
    const { order } = await registered();
    const execution = await started(order);
    const client = laggingClient(Number.POSITIVE_INFINITY);
    const intervals = { intervalInSeconds: 5, maxIntervalInSeconds: 5 };
    const closed = rejection(execution.waitUntilClosed({ followRuns: true, client, ...intervals }));
    // The lag counts from when the run is seen closed.
    for (let poll = 0; poll < 4; poll++) await passOneWait();
    await somebodyWaits();
    await decide(local.service, CONTINUE);
    const waits = [await passOneWait(), await passOneWait(), await passOneWait()];

    expect(await closed).toMatchObject({ code: 'RESPONSE' });
    expect(waits).toEqual([5, 5, 5]);
  });

  it('is polled at the first interval again after a run, and may lag again', async () => {
    const { order } = await registered();
    const execution = await started(order);
    const closed = execution.waitUntilClosed({ followRuns: true });
    for (let poll = 0; poll < 5; poll++) await passOneWait();
    await somebodyWaits();
    await decide(local.service, CONTINUE);
    // The next poll describes the first run, and the one after it the next run.
    local.service.faults.set([
      { operations: ['DescribeWorkflowExecution'], fault: 'UnknownResourceFault', every: 2, count: 1 },
    ]);
    await passOneWait();
    await somebodyWaits();
    await decide(local.service, COMPLETE);

    expect(await passOneWait()).toBe(1);
    expect(await closed).toMatchObject({ closeStatus: 'COMPLETED' });
  });

  it('is followed from run to run with followRuns, even when throttled', async () => {
    const { order } = await registered();
    const execution = await started(order);
    for (let run = 0; run < 3; run++) await decide(local.service, CONTINUE);
    const last = await new WorkflowExecution(execution.domain, 'order-42').upstream();
    local.service.faults.set([{ operations: ['GetWorkflowExecutionHistory'], fault: 'ThrottlingException', count: 1 }]);
    const closed = execution.waitUntilClosed({ followRuns: true });
    await passOneWait();
    await somebodyWaits();
    await decide(local.service, COMPLETE);
    await passOneWait();

    expect(await closed).toMatchObject({ runId: last.runId, closeStatus: 'COMPLETED' });
    expect(last.runId).not.toBe(execution.runId);
  });
});
