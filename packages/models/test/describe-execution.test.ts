import {
  PollForActivityTaskCommand,
  PollForDecisionTaskCommand,
  RespondDecisionTaskCompletedCommand,
} from '@aws-sdk/client-swf';
import { ActivityTask, TaskList, WorkflowExecution } from '@swf/models';
import { describe, expect, it } from 'vitest';
import { registered, rejection, useLocalService } from './support/local.js';

const local = useLocalService();

describe('an execution without a run id', () => {
  it('is the open run, or else the latest closed one', async () => {
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

  it('does not exist if its domain does not', async () => {
    expect(await new WorkflowExecution({ name: 'nowhere' }, 'x').exists()).toBe(false);
  });

  it('throws errors other than "unknown"', async () => {
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

describe('upstream of an execution', () => {
  it('has everything of DescribeWorkflowExecution, for an execution and its child', async () => {
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
