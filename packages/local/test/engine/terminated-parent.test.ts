import { RespondDecisionTaskCompletedCommand, TerminateWorkflowExecutionCommand } from '@aws-sdk/client-swf';
import { describe, expect } from 'vitest';
import { type Account, DOMAIN } from '../conformance/account.js';
import { claimsAbout } from '../conformance/claim.js';
import { startChild } from '../conformance/decisions.js';
import { CHILDREN, family } from '../conformance/family.js';
import { inProcess } from '../conformance/subjects/in-process.js';

const claim = claimsAbout(async (options) => inProcess(options));

function terminate(swf: Account, workflowId: string, childPolicy?: 'REQUEST_CANCEL') {
  return swf.client.send(new TerminateWorkflowExecutionCommand({ domain: DOMAIN, workflowId, childPolicy }));
}

type Send = () => Promise<unknown>;

/** Starts a child by a decision, and sends requests in the same turn: before the child has started. */
async function startChildBetween(swf: Account, before: readonly Send[], after: readonly Send[]): Promise<void> {
  const { taskToken } = await swf.pollForDecisionTask();
  const decisions = [startChild()];
  const respond = () => swf.client.send(new RespondDecisionTaskCompletedCommand({ taskToken, decisions }));
  await Promise.all([...before, respond, ...after].map((send) => send()));
  await swf.settle();
}

describe('a terminated parent', () => {
  claim('terminates a child whose start is still pending', async (swf) => {
    const parent = await swf.start('parent');
    await startChildBetween(swf, [], [() => terminate(swf, 'parent')]);
    expect(await swf.lines(parent, 5)).toEqual([
      '5 StartChildWorkflowExecutionInitiated',
      '6 WorkflowExecutionTerminated(OPERATOR_INITIATED)',
    ]);
    const child = (await swf.executions()).find(({ workflowId }) => workflowId === 'child-1');
    expect(await swf.lines({ workflowId: 'child-1', runId: child?.runId ?? '' })).toEqual([
      '1 WorkflowExecutionStarted',
      '2 DecisionTaskScheduled',
      '3 WorkflowExecutionTerminated(CHILD_POLICY_APPLIED)',
    ]);
  });

  claim('requests cancellation of a child once, even if an earlier child of its id has just closed', async (swf) => {
    const { parent } = await family(swf);
    await swf.signal(parent);
    await startChildBetween(swf, [() => terminate(swf, 'child-1')], [() => terminate(swf, 'parent', 'REQUEST_CANCEL')]);
    expect(await swf.lines(parent, 14)).toEqual([
      '14 StartChildWorkflowExecutionInitiated',
      '15 WorkflowExecutionTerminated(OPERATOR_INITIATED)',
    ]);
    expect(await swf.lines(await swf.openRun('child-1'))).toEqual([
      '1 WorkflowExecutionStarted',
      '2 DecisionTaskScheduled',
      '3 WorkflowExecutionCancelRequested(CHILD_POLICY_APPLIED)',
    ]);
  });

  claim('leaves alone an unrelated run that reuses the workflow id of a closed child', async (swf) => {
    await family(swf);
    await terminate(swf, 'child-1');
    const unrelated = await swf.start('child-1', { taskList: CHILDREN });
    await terminate(swf, 'parent');
    await swf.settle();
    expect(await swf.isOpen(unrelated)).toBe(true);
  });
});
