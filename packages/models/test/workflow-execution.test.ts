import { inspect } from 'node:util';
import {
  GetWorkflowExecutionHistoryCommand,
  PollForActivityTaskCommand,
  PollForDecisionTaskCommand,
  RespondDecisionTaskCompletedCommand,
} from '@aws-sdk/client-swf';
import { describe, expect, it } from 'vitest';
import { ActivityTask, TaskList, WorkflowExecution } from '../src/index.js';
import { registered, rejection, useLocalService } from './local.js';

const local = useLocalService();

async function eventsOf({ workflowId, runId }: WorkflowExecution) {
  const command = new GetWorkflowExecutionHistoryCommand({ domain: 'orders', execution: { workflowId, runId } });
  return (await local.service.client().send(command)).events ?? [];
}

describe('startExecution', () => {
  it('resolves to an execution that knows what it was started with', async () => {
    const { domain, order } = await registered();
    const execution = await order.startExecution({
      workflowId: 'order-42',
      input: { sku: 'A1' },
      tagList: ['eu', ''],
      taskList: 'express',
      taskPriority: 0,
      executionStartToCloseTimeout: 60,
      taskStartToCloseTimeout: 'NONE',
      childPolicy: 'ABANDON',
      lambdaRole: 'arn:aws:iam::123456789012:role/swf',
    });

    expect(execution).toMatchObject({
      workflowId: 'order-42',
      runId: expect.stringMatching(/^.{20,64}$/),
      workflowType: { name: 'order', version: '1.0' },
      executionStatus: 'OPEN',
      input: '{"sku":"A1"}',
      tagList: ['eu', ''],
      taskList: 'express',
      taskPriority: 0,
      executionStartToCloseTimeout: 60,
      taskStartToCloseTimeout: 'NONE',
      childPolicy: 'ABANDON',
      lambdaRole: 'arn:aws:iam::123456789012:role/swf',
    });
    expect(execution.domain).toBe(domain);
    expect(execution.parseInput()).toEqual({ sku: 'A1' });
    expect(await execution.isSynced()).toBe(true);
    expect((await eventsOf(execution))[0]?.workflowExecutionStartedEventAttributes?.input).toBe('{"sku":"A1"}');
  });

  it('leaves to the type what it is not given', async () => {
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

  it('makes ids that are unique, and as long as SWF allows', async () => {
    const { domain, order } = await registered();
    const long = await order.with({ name: 'x'.repeat(256) }).save();
    const started = await Promise.all(Array.from({ length: 50 }, () => order.startExecution()));

    expect(new Set(started.map(({ workflowId }) => workflowId)).size).toBe(50);
    expect(started[0]?.workflowId).toMatch(/^order-[0-9a-f-]{36}$/);
    expect((await long.startExecution()).workflowId).toHaveLength(256);
    expect(new WorkflowExecution(domain, 'x').equals(new WorkflowExecution(domain, 'x'))).toBe(true);
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

  it('finds its execution where the answer was lost and the SDK asked again', async () => {
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

describe('an execution that is not pinned to a run', () => {
  it('is the open run, or the last closed one', async () => {
    const { domain, order } = await registered();
    const any = new WorkflowExecution(domain, 'order-42');
    expect(await any.exists()).toBe(false);
    expect(await rejection(any.upstream())).toMatchObject({
      code: 'DOES_NOT_EXIST',
      message: expect.stringMatching(/^WorkflowExecution "order-42" of domain "orders" does not exist: no run of it/),
    });

    const first = await order.startExecution({ workflowId: 'order-42' });
    expect((await any.upstream()).runId).toBe(first.runId);
    await any.terminate();
    await local.service.clock.advance({ seconds: 1 });
    expect(await any.upstream()).toMatchObject({ runId: first.runId, closeStatus: 'TERMINATED' });

    const second = await order.startExecution({ workflowId: 'order-42' });
    expect((await any.upstream()).runId).toBe(second.runId);
    await second.terminate();
    expect((await any.upstream()).runId).toBe(second.runId);
    expect((await first.upstream()).runId).toBe(first.runId);
  });

  it('does not exist where its domain does not', async () => {
    expect(await new WorkflowExecution({ name: 'nowhere' }, 'x').exists()).toBe(false);
  });

  it('throws what is not "unknown"', async () => {
    const { domain } = await registered();
    local.service.faults.set([{ fault: 'AccessDeniedException' }]);

    expect(await rejection(new WorkflowExecution(domain, 'x').exists())).toMatchObject({
      code: 'OPERATION_NOT_PERMITTED',
    });
    expect(await rejection(new WorkflowExecution(domain, 'x', { runId: 'r' }).exists())).toMatchObject({
      code: 'OPERATION_NOT_PERMITTED',
    });
  });
});

describe('signal, requestCancel, terminate', () => {
  it('reach the execution, with what was given', async () => {
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

  it('reject for what is closed or was never there, naming it', async () => {
    const { domain, order } = await registered();
    const execution = await order.startExecution({ workflowId: 'order-42' });
    await execution.terminate();

    for (const target of [execution, new WorkflowExecution(domain, 'never')]) {
      for (const request of [target.signal('x'), target.requestCancel(), target.terminate()]) {
        expect(await rejection(request)).toMatchObject({
          code: 'DOES_NOT_EXIST',
          message: expect.stringContaining(
            `WorkflowExecution "${target.workflowId}" of domain "orders" does not exist`,
          ),
        });
      }
    }
  });
});

describe('what DescribeWorkflowExecution tells', () => {
  it('is all there, for an execution and its child', async () => {
    const { order } = await registered();
    const execution = await order.startExecution({ workflowId: 'order-42', tagList: ['eu'] });
    const client = local.service.client();
    const poll = new PollForDecisionTaskCommand({ domain: 'orders', taskList: { name: 'orders' } });
    const { taskToken } = await client.send(poll);
    await client.send(
      new RespondDecisionTaskCompletedCommand({
        taskToken,
        executionContext: '{"step":1}',
        decisions: [
          { decisionType: 'StartTimer', startTimerDecisionAttributes: { timerId: 't', startToFireTimeout: '600' } },
          {
            decisionType: 'ScheduleActivityTask',
            scheduleActivityTaskDecisionAttributes: {
              activityId: 'charge-1',
              activityType: { name: 'charge-card', version: '1.0' },
              input: '{"amount":5}',
              scheduleToStartTimeout: '60',
              scheduleToCloseTimeout: '60',
              startToCloseTimeout: '60',
              heartbeatTimeout: 'NONE',
            },
          },
          {
            decisionType: 'StartChildWorkflowExecution',
            startChildWorkflowExecutionDecisionAttributes: {
              workflowId: 'child-1',
              workflowType: { name: 'order', version: '1.0' },
            },
          },
        ],
      }),
    );
    await local.service.clock.advance({ seconds: 1 });
    const upstream = await execution.upstream();

    expect(upstream).toMatchObject({
      executionStatus: 'OPEN',
      closeStatus: undefined,
      cancelRequested: false,
      tagList: ['eu'],
      startTimestamp: expect.any(Date),
      latestActivityTaskTimestamp: expect.any(Date),
      latestExecutionContext: '{"step":1}',
      openCounts: { openActivityTasks: 1, openTimers: 1, openChildWorkflowExecutions: 1, openLambdaFunctions: 0 },
    });
    expect(upstream.parseLatestExecutionContext()).toEqual({ step: 1 });
    expect([upstream, upstream.openCounts, upstream.tagList, upstream.workflowType].every(Object.isFrozen)).toBe(true);
    const child = await new WorkflowExecution({ name: 'orders' }, 'child-1').upstream();
    expect(child.parent).toEqual({ workflowId: 'order-42', runId: execution.runId });
    expect(await execution.isSynced()).toBe(true);
    expect(await upstream.isSynced()).toBe(true);
    expect((await execution.with({ tagList: ['us'] }).changes()).attributes).toEqual(['tagList']);

    const payments = new TaskList({ name: 'orders' }, 'payments');
    expect(await payments.countPendingActivityTasks()).toEqual({ count: 1, truncated: false });
    expect(await payments.countPendingDecisionTasks()).toEqual({ count: 0, truncated: false });
    const answer = await client.send(
      new PollForActivityTaskCommand({ domain: 'orders', taskList: { name: 'payments' } }),
    );
    const task = ActivityTask.fromPoll(payments.domain, payments.name, answer);
    expect(task).toMatchObject({
      taskList: 'payments',
      activityId: 'charge-1',
      activityType: { name: 'charge-card', version: '1.0' },
      workflowExecution: { workflowId: 'order-42', runId: execution.runId },
    });
    expect(task?.parseInput()).toEqual({ amount: 5 });
  });
});

describe('an execution as a value', () => {
  const domain = { name: 'orders' };

  it('tells itself as JSON and to a reader', () => {
    const execution = new WorkflowExecution(domain, 'order-42', {
      runId: 'run',
      tagList: ['eu'],
      startTimestamp: new Date(0),
    });

    expect(JSON.parse(JSON.stringify(execution))).toEqual({
      domain: 'orders',
      workflowId: 'order-42',
      runId: 'run',
      tagList: ['eu'],
      startTimestamp: '1970-01-01T00:00:00.000Z',
    });
    expect(inspect(execution)).toMatch(/^WorkflowExecution "order-42" of domain "orders" \{\s+runId: 'run',/);
  });

  it('is not changed by what it was made of', () => {
    const tagList = ['eu'];
    const type = { name: 'order', version: '1.0' };
    const execution = new WorkflowExecution(domain, 'order-42', { tagList, workflowType: type });
    tagList.push('us');
    type.name = 'other';

    expect(execution).toMatchObject({ tagList: ['eu'], workflowType: { name: 'order' } });
  });

  it('gives copies; of another run nothing is known', () => {
    const execution = new WorkflowExecution(domain, 'order-42', { runId: 'a', executionStatus: 'OPEN', input: '1' });

    expect(execution.with({ executionStatus: 'CLOSED' })).toMatchObject({ runId: 'a', input: '1' });
    expect(execution.with({ runId: 'b' }).toJSON()).toEqual({ domain: 'orders', workflowId: 'order-42', runId: 'b' });
    expect(execution.with({ workflowId: 'c' }).toJSON()).toEqual({ domain: 'orders', workflowId: 'c' });
    expect(execution.equals(execution.with({}))).toBe(true);
    expect(execution.equals(execution.with({ runId: 'b' }))).toBe(false);
    expect(execution.equals(execution.with({ input: '2' }))).toBe(false);
  });
});
