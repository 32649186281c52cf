import { RequestCancelWorkflowExecutionCommand, TerminateWorkflowExecutionCommand } from '@aws-sdk/client-swf';
import { describe, expect } from 'vitest';
import { type Account, DOMAIN } from '../account.js';
import type { Section } from '../claim.js';
import {
  cancelWorkflowExecution,
  completeWorkflowExecution,
  continueAsNew,
  failWorkflowExecution,
  startChild,
} from '../decisions.js';
import { childDecides, family } from '../family.js';

async function terminate(swf: Account, childPolicy?: 'TERMINATE' | 'REQUEST_CANCEL' | 'ABANDON'): Promise<void> {
  await swf.client.send(new TerminateWorkflowExecutionCommand({ domain: DOMAIN, workflowId: 'parent', childPolicy }));
  await swf.settle();
}

export const childPolicy: Section = (claim) => {
  describe('10.5 child policy', () => {
    claim('TERMINATE terminates each open child with CHILD_POLICY_APPLIED', async (swf) => {
      const { parent, child } = await family(swf);
      await terminate(swf);
      expect((await swf.lines(parent)).at(-1)).toBe('10 WorkflowExecutionTerminated(OPERATOR_INITIATED)');
      expect(await swf.lines(child, 3)).toEqual(['3 WorkflowExecutionTerminated(CHILD_POLICY_APPLIED)']);
    });

    claim('a terminated child applies its own policy to its own children', async (swf) => {
      const { child } = await family(swf, startChild('child-1', { childPolicy: 'REQUEST_CANCEL' }));
      await childDecides(swf, startChild('grandchild', { taskList: { name: 'grandchildren' } }));
      const grandchild = await swf.openRun('grandchild');
      await terminate(swf);
      expect((await swf.describe(child)).executionInfo?.closeStatus).toBe('TERMINATED');
      expect(await swf.lines(grandchild, 3)).toEqual(['3 WorkflowExecutionCancelRequested(CHILD_POLICY_APPLIED)']);
    });

    claim('REQUEST_CANCEL requests cancellation of each open child, without naming an execution', async (swf) => {
      const { child } = await family(swf);
      await childDecides(swf);
      await terminate(swf, 'REQUEST_CANCEL');
      expect(await swf.lines(child, 5)).toEqual([
        '5 WorkflowExecutionCancelRequested(CHILD_POLICY_APPLIED)',
        '6 DecisionTaskScheduled',
      ]);
      expect((await swf.event(child, 5)).workflowExecutionCancelRequestedEventAttributes).toEqual({
        cause: 'CHILD_POLICY_APPLIED',
        externalInitiatedEventId: 0,
      });
      expect((await swf.describe(child)).executionInfo?.cancelRequested).toBe(true);
    });

    claim('ABANDON leaves the children as they are', async (swf) => {
      const { child } = await family(swf);
      await terminate(swf, 'ABANDON');
      expect(await swf.lines(child)).toHaveLength(2);
    });

    claim('the policy is applied when the parent times out, and its own setting counts', async (swf) => {
      const parent = await swf.start('parent', { executionStartToCloseTimeout: '100', childPolicy: 'TERMINATE' });
      await swf.decide(startChild());
      const child = await swf.openRun('child-1');
      await swf.advance(100);
      expect((await swf.lines(parent)).at(-1)).toBe('8 WorkflowExecutionTimedOut(START_TO_CLOSE)');
      expect(await swf.lines(child, 3)).toEqual(['3 WorkflowExecutionTerminated(CHILD_POLICY_APPLIED)']);
    });

    for (const close of [
      completeWorkflowExecution(),
      failWorkflowExecution(),
      cancelWorkflowExecution(),
      continueAsNew(),
    ]) {
      claim(`the policy is not applied after ${close.decisionType}`, async (swf) => {
        const { parent, child } = await family(swf);
        await swf.client.send(new RequestCancelWorkflowExecutionCommand({ domain: DOMAIN, ...parent }));
        await swf.decide(close);
        expect(await swf.isOpen(parent)).toBe(false);
        expect(await swf.lines(child)).toHaveLength(2);
      });
    }
  });
};
