import { Decider } from '@swf/actors';
import { ChildWorkflowExecutionDecision } from '@swf/decisions';
import { describe, expect, it } from 'vitest';
import { openService } from '../support/service.js';
import { domain, workflow } from '../support/workflow.js';

describe('The execution of a decision task', () => {
  it('has everything that its history contains', async () => {
    await using swf = await openService();
    const { client } = swf;
    const parent = await workflow.startExecution({ workflowId: 'parent', client });
    const decider = new Decider(domain, 'decisions', { client });
    const begun = await decider.poll();
    const child = ChildWorkflowExecutionDecision.start({
      workflowId: 'child',
      workflowType: workflow,
      taskList: 'children',
      input: { sku: 'A1' },
      tagList: ['eu', 'express'],
      taskPriority: 7,
      childPolicy: 'ABANDON',
      lambdaRole: 'arn:aws:iam::123456789012:role/resize',
      executionStartToCloseTimeout: 600,
      taskStartToCloseTimeout: 20,
    });
    await decider.complete(begun?.taskToken ?? '', [child]);
    const children = new Decider(domain, 'children', { client });
    const first = await children.poll();
    await first?.execution.requestCancel({ client });
    await children.complete(first?.taskToken ?? '', [], { executionContext: { step: 1 } });

    const { execution } = (await children.poll()) ?? expect.fail('there is a task');

    const { openCounts, ...upstream } = await execution.upstream({ client });
    expect(execution).toMatchObject({
      workflowId: 'child',
      runId: upstream.runId,
      workflowType: { name: 'workflow', version: '1.0' },
      executionStatus: 'OPEN',
      startTimestamp: upstream.startTimestamp,
      parent: { workflowId: 'parent', runId: parent.runId },
      tagList: ['eu', 'express'],
      cancelRequested: true,
      taskList: 'children',
      taskPriority: 7,
      childPolicy: 'ABANDON',
      lambdaRole: 'arn:aws:iam::123456789012:role/resize',
      executionStartToCloseTimeout: 600,
      taskStartToCloseTimeout: 20,
    });
    expect(execution.parseInput()).toEqual({ sku: 'A1' });
    expect(execution.parseLatestExecutionContext()).toEqual({ step: 1 });
    expect(first?.execution).toMatchObject({ cancelRequested: false, latestExecutionContext: undefined });
  });

  it('has only its ids, type and status if only the new events are known', async () => {
    await using swf = await openService();
    const { client } = swf;
    const started = await workflow.startExecution({ workflowId: 'w', input: 1, client });
    const decider = new Decider(domain, 'decisions', { client, history: 'new' });
    const begun = await decider.poll();
    await decider.complete(begun?.taskToken ?? '');
    await started.signal('go', undefined, { client });

    const task = await decider.poll();

    expect(begun?.execution.parseInput()).toBe(1);
    expect(task?.execution).toMatchObject({
      workflowId: 'w',
      runId: started.runId,
      workflowType: { name: 'workflow', version: '1.0' },
      executionStatus: 'OPEN',
      input: undefined,
    });
  });
});
