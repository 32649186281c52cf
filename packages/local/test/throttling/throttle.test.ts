import {
  DescribeDomainCommand,
  DescribeWorkflowExecutionCommand,
  ListDomainsCommand,
  RegisterDomainCommand,
  RequestCancelWorkflowExecutionCommand,
  RespondDecisionTaskCompletedCommand,
  type SWFClient,
} from '@aws-sdk/client-swf';
import { createLocalService, VirtualClock } from '@swf/local';
import { describe, expect, it } from 'vitest';
import { ACTIVITY_TYPE, DOMAIN, pollForDecision, prepare, start } from '../actors.js';
import { serviceModel } from '../api/service-model.js';

const list = (client: SWFClient) => client.send(new ListDomainsCommand({ registrationStatus: 'REGISTERED' }));

/** Returns how many of 150 concurrent requests are answered. */
async function answered(client: SWFClient): Promise<number> {
  const outcomes = await Promise.allSettled(Array.from({ length: 150 }, () => list(client)));
  for (const outcome of outcomes) {
    if (outcome.status === 'rejected') {
      expect(outcome.reason).toMatchObject({ name: 'ThrottlingException', message: 'Rate exceeded' });
    }
  }
  return outcomes.filter(({ status }) => status === 'fulfilled').length;
}

it('requests and decisions are not throttled by default', async () => {
  await using service = createLocalService({ clock: new VirtualClock(), limits: { openActivityTasks: 1001 } });
  const client = service.client({ maxAttempts: 1 });
  expect(await answered(client)).toBe(150);
  await prepare(client);
  const { runId } = await start(client, 'order-1');
  // More than the buckets of an execution, and of a type of decision.
  const cancel = new RequestCancelWorkflowExecutionCommand({ domain: DOMAIN, workflowId: 'order-1' });
  await Promise.all(Array.from({ length: 201 }, () => client.send(cancel)));
  const { taskToken } = await pollForDecision(client);
  const decisions = Array.from({ length: 1001 }, (_, index) => ({
    decisionType: 'ScheduleActivityTask' as const,
    scheduleActivityTaskDecisionAttributes: { activityId: `${index}`, activityType: ACTIVITY_TYPE },
  }));
  await client.send(new RespondDecisionTaskCompletedCommand({ taskToken, decisions }));
  const execution = { workflowId: 'order-1', runId };
  const { openCounts } = await client.send(new DescribeWorkflowExecutionCommand({ domain: DOMAIN, execution }));
  expect(openCounts?.openActivityTasks).toBe(1001);
});

it('a throttled service accepts a full bucket of requests, then as many as are refilled', async () => {
  const clock = new VirtualClock();
  await using service = createLocalService({ clock, throttling: true });
  const client = service.client({ maxAttempts: 1 });
  await client.send(new RegisterDomainCommand({ name: 'orders', workflowExecutionRetentionPeriodInDays: '1' }));

  expect(await answered(client)).toBe(100);
  await clock.advance({ seconds: 2 });
  expect(await answered(client)).toBe(12);
  await clock.advance({ seconds: 0.5 });
  expect(await answered(client)).toBe(3);
  await clock.advance({ hours: 1 });
  expect(await answered(client)).toBe(100);
  // Each operation has a bucket of its own.
  await expect(client.send(new DescribeDomainCommand({ name: 'orders' }))).resolves.toBeDefined();
});

describe('an auto-skipping clock', () => {
  it.each([
    ['a rate of the account', 100, (client: SWFClient) => list(client), [167, 334, 500]],
    [
      'a rate of an execution',
      200,
      (client: SWFClient) =>
        client.send(new RequestCancelWorkflowExecutionCommand({ domain: DOMAIN, workflowId: 'order-1' })),
      [5, 10, 15],
    ],
  ])('moves until a request that exceeds %s is accepted, and no further', async (_, bucket, call, refilled) => {
    const clock = new VirtualClock({ start: new Date(0), autoSkip: true });
    await using service = createLocalService({ clock, throttling: true });
    const client = service.client({ maxAttempts: 1 });
    await prepare(client);
    await start(client, 'order-1');
    await Promise.all(Array.from({ length: bucket }, () => call(client)));
    for (const at of refilled) {
      await expect(call(client)).rejects.toMatchObject({ name: 'ThrottlingException' });
      for (let turn = 0; turn < 200; turn++) await new Promise((resolve) => setImmediate(resolve));
      expect(clock.now()).toBe(at);
      await call(client);
    }
  });
});

/** The groups of the developer guide: operations, size of the bucket, refill per second. */
const QUOTAS: readonly (readonly [RegExp, number, number])[] = [
  [/^(StartWorkflowExecution|RespondActivityTask.*|RespondDecisionTaskCompleted|PollFor.*)$/, 2000, 200],
  [/^RecordActivityTaskHeartbeat$/, 2000, 160],
  [/^(GetWorkflowExecutionHistory|TerminateWorkflowExecution)$/, 2000, 60],
  [/^(SignalWorkflowExecution|RequestCancelWorkflowExecution)$/, 2000, 30],
  [/^(Count(Open|Closed)WorkflowExecutions|Describe(ActivityType|WorkflowType|WorkflowExecution))$/, 2000, 6],
  [/^ListOpenWorkflowExecutions$/, 200, 48],
  [/^Register(Activity|Workflow)Type$/, 200, 60],
  [/^(ListClosedWorkflowExecutions|List(Activity|Workflow)Types|CountPending.*|DescribeDomain)$/, 200, 6],
  [/^(Deprecate|Undeprecate|Delete)(Activity|Workflow)Type$/, 200, 6],
  [/^(RegisterDomain|DeprecateDomain|UndeprecateDomain|ListDomains)$/, 100, 6],
  [/^(ListTagsForResource|TagResource|UntagResource)$/, 50, 30],
];

it.each(Object.keys(serviceModel.operations))('%s has a bucket of its own', async (operation) => {
  const quotas = QUOTAS.filter(([operations]) => operations.test(operation));
  expect(quotas).toHaveLength(1);
  const [[, bucket, perSecond]] = quotas as [(typeof QUOTAS)[number]];
  const clock = new VirtualClock();
  await using service = createLocalService({ clock, throttling: true });
  // Invalid requests count as well.
  const request = { headers: { 'x-amz-target': `SimpleWorkflowService.${operation}` }, body: '[]' };
  const untilThrottled = async () => {
    for (let count = 0; ; count++) {
      const { response } = await service.requestHandler.handle(request);
      if (Buffer.from(response.body).toString().includes('ThrottlingException')) return count;
    }
  };
  expect(await untilThrottled()).toBe(bucket);
  await clock.advance({ seconds: 1 });
  expect(await untilThrottled()).toBe(perSecond);
});
