import {
  CountClosedWorkflowExecutionsCommand,
  DescribeWorkflowExecutionCommand,
  RegisterDomainCommand,
  TerminateWorkflowExecutionCommand,
} from '@aws-sdk/client-swf';
import { describe, expect } from 'vitest';
import { DOMAIN, fault } from '../account.js';
import type { Section } from '../claim.js';
import { completeWorkflowExecution, startChild } from '../decisions.js';

const ALWAYS = { oldestDate: new Date(0) };

export const retention: Section = (claim) => {
  describe('4 retention', () => {
    claim('a closed execution is deleted when its retention period ends', async (swf) => {
      const run = await swf.start('w', { executionStartToCloseTimeout: '31536000' });
      const other = await swf.start('v', { executionStartToCloseTimeout: '31536000' });
      await swf.client.send(new TerminateWorkflowExecutionCommand({ domain: DOMAIN, workflowId: 'w' }));
      await swf.clock.advance({ days: 30, seconds: -0.001 });
      expect(await swf.executions()).toEqual([other, run]);
      await swf.clock.advance({ seconds: 0.001 });
      expect(await swf.executions()).toEqual([other]);
      expect((await fault(swf.describe(run))).name).toBe('UnknownResourceFault');
      expect((await fault(swf.history(run))).name).toBe('UnknownResourceFault');
      expect(await swf.isOpen(other)).toBe(true);
    });

    claim('an execution with a retention of NONE or 0 is deleted as it closes', async (swf) => {
      for (const days of ['NONE', '0']) {
        const domain = `keeps-${days}`;
        await swf.client.send(
          new RegisterDomainCommand({ name: domain, workflowExecutionRetentionPeriodInDays: days }),
        );
        await swf.registerWorkflowType({ domain });
        const run = await swf.start('w', { domain });
        await swf.client.send(new TerminateWorkflowExecutionCommand({ domain, workflowId: 'w' }));
        await swf.settle();
        const describeRun = new DescribeWorkflowExecutionCommand({ domain, execution: run });
        expect((await fault(swf.client.send(describeRun))).name).toBe('UnknownResourceFault');
        const count = new CountClosedWorkflowExecutionsCommand({ domain, startTimeFilter: ALWAYS });
        expect((await swf.client.send(count)).count).toBe(0);
      }
    });
  });

  describe('4 retention and other executions', () => {
    const DOMAIN_WITHOUT_MEMORY = 'keeps-nothing';

    claim("a parent is notified of its child's close even if the child is deleted at once", async (swf) => {
      const domain = DOMAIN_WITHOUT_MEMORY;
      const retention = { workflowExecutionRetentionPeriodInDays: 'NONE' };
      await swf.client.send(new RegisterDomainCommand({ name: domain, ...retention }));
      await swf.registerWorkflowType({ domain });
      const parent = await swf.start('parent', { domain });
      await swf.respond(await swf.pollForDecisionTask({ domain }), [startChild()]);
      await swf.respond(await swf.pollForDecisionTask({ domain, taskList: { name: 'children' } }), [
        completeWorkflowExecution('done'),
      ]);
      const { events } = await swf.pollForDecisionTask({ domain });
      expect(events?.map(({ eventType }) => eventType)).toContain('ChildWorkflowExecutionCompleted');
      expect(events?.[0]?.eventType).toBe('WorkflowExecutionStarted');
      expect(parent.runId).not.toBe('');
    });

    claim('a child policy is applied even if the parent is deleted at once', async (swf) => {
      const domain = DOMAIN_WITHOUT_MEMORY;
      const retention = { workflowExecutionRetentionPeriodInDays: '0' };
      await swf.client.send(new RegisterDomainCommand({ name: domain, ...retention }));
      await swf.registerWorkflowType({ domain });
      await swf.start('parent', { domain });
      await swf.respond(await swf.pollForDecisionTask({ domain }), [startChild()]);
      const terminateParent = { domain, workflowId: 'parent', childPolicy: 'REQUEST_CANCEL' as const };
      await swf.client.send(new TerminateWorkflowExecutionCommand(terminateParent));
      await swf.settle();
      const { events } = await swf.pollForDecisionTask({ domain, taskList: { name: 'children' } });
      expect(events?.map(({ eventType }) => eventType)).toContain('WorkflowExecutionCancelRequested');
    });

    claim('a child keeps running after its closed parent is deleted', async (swf) => {
      const parent = await swf.start('parent');
      await swf.decide(startChild('child-1', { executionStartToCloseTimeout: '31536000' }));
      await swf.decide(completeWorkflowExecution());
      const child = await swf.openRun('child-1');
      await swf.clock.advance({ days: 31 });
      expect((await fault(swf.describe(parent))).name).toBe('UnknownResourceFault');
      expect((await swf.describe(child)).executionInfo?.parent).toEqual(parent);
      await swf.respond(await swf.pollForDecisionTask({ taskList: { name: 'children' } }), [
        completeWorkflowExecution(),
      ]);
      expect((await swf.describe(child)).executionInfo?.closeStatus).toBe('COMPLETED');
    });
  });
};
