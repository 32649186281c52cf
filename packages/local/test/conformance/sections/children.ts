import {
  type Decision,
  DeprecateWorkflowTypeCommand,
  RequestCancelWorkflowExecutionCommand,
  TerminateWorkflowExecutionCommand,
} from '@aws-sdk/client-swf';
import { describe, expect } from 'vitest';
import { type Account, DOMAIN, type Run, WORKFLOW_TYPE } from '../account.js';
import type { Section } from '../claim.js';
import {
  cancelWorkflowExecution,
  completeWorkflowExecution,
  continueAsNew,
  failWorkflowExecution,
  startChild,
} from '../decisions.js';

const CHILDREN = { name: 'children' };

/** A parent whose child has started and whose own decision task for that is answered with nothing; its history ends at 9. */
async function family(swf: Account, child = startChild()): Promise<{ readonly parent: Run; readonly child: Run }> {
  const parent = await swf.start('parent');
  await swf.decide(child);
  await swf.decide();
  return { parent, child: await swf.openRun('child-1') };
}

async function childDecides(swf: Account, ...decisions: readonly Decision[]): Promise<void> {
  await swf.respond(await swf.pollForDecisionTask({ taskList: CHILDREN }), decisions);
}

const CLOSES = [
  {
    event: 'ChildWorkflowExecutionCompleted',
    close: (swf: Account) => childDecides(swf, completeWorkflowExecution('r')),
    attributes: { result: 'r' },
  },
  {
    event: 'ChildWorkflowExecutionFailed',
    close: (swf: Account) => childDecides(swf, failWorkflowExecution('why', 'because')),
    attributes: { reason: 'why', details: 'because' },
  },
  {
    event: 'ChildWorkflowExecutionCanceled',
    close: (swf: Account) => childDecides(swf, cancelWorkflowExecution('stopped')),
    attributes: { details: 'stopped' },
  },
  {
    event: 'ChildWorkflowExecutionTimedOut',
    close: (swf: Account) => swf.advance(100),
    attributes: { timeoutType: 'START_TO_CLOSE' },
  },
  {
    event: 'ChildWorkflowExecutionTerminated',
    close: async (swf: Account) => {
      await swf.client.send(new TerminateWorkflowExecutionCommand({ domain: DOMAIN, workflowId: 'child-1' }));
      await swf.settle();
    },
    attributes: {},
  },
] as const;

export const children: Section = (claim) => {
  describe('11.8 StartChildWorkflowExecution', () => {
    claim('a child is initiated in the batch and started in a later transaction', async (swf) => {
      const parent = await swf.start('parent');
      await swf.decide(startChild(), startChild('child-2'));
      const lines = await swf.lines(parent, 5);
      expect(lines).toEqual([
        '5 StartChildWorkflowExecutionInitiated',
        '6 StartChildWorkflowExecutionInitiated',
        '7 ChildWorkflowExecutionStarted(5)',
        '8 DecisionTaskScheduled',
        '9 ChildWorkflowExecutionStarted(6)',
      ]);
      expect((await swf.event(parent, 7)).childWorkflowExecutionStartedEventAttributes).toEqual({
        initiatedEventId: 5,
        workflowExecution: await swf.openRun('child-1'),
        workflowType: WORKFLOW_TYPE,
      });
    });

    claim('the settings that are not given come from the type of the child, not from the parent', async (swf) => {
      const parent = await swf.start('parent', {
        childPolicy: 'ABANDON',
        taskPriority: '5',
        taskStartToCloseTimeout: '7',
      });
      await swf.decide(startChild('child-1', { taskList: undefined, input: 'i', control: 'c', tagList: ['x'] }));
      const settings = {
        childPolicy: 'TERMINATE',
        executionStartToCloseTimeout: '3600',
        input: 'i',
        tagList: ['x'],
        taskList: { name: 'deciders' },
        taskStartToCloseTimeout: '60',
        workflowType: WORKFLOW_TYPE,
      };
      expect((await swf.event(parent, 5)).startChildWorkflowExecutionInitiatedEventAttributes).toEqual({
        ...settings,
        control: 'c',
        decisionTaskCompletedEventId: 4,
        workflowId: 'child-1',
      });
      const child = await swf.openRun('child-1');
      expect((await swf.event(child, 1)).workflowExecutionStartedEventAttributes).toEqual({
        ...settings,
        parentInitiatedEventId: 5,
        parentWorkflowExecution: parent,
      });
      expect(await swf.lines(child)).toEqual(['1 WorkflowExecutionStarted', '2 DecisionTaskScheduled']);
    });

    claim('settings of the decision win', async (swf) => {
      const settings = {
        childPolicy: 'REQUEST_CANCEL',
        executionStartToCloseTimeout: '100',
        lambdaRole: 'arn:r',
        taskPriority: '2',
        taskStartToCloseTimeout: 'NONE',
      } as const;
      await swf.start('parent');
      await swf.decide(startChild('child-1', settings));
      const { executionConfiguration } = await swf.describe(await swf.openRun('child-1'));
      expect(executionConfiguration).toEqual({ ...settings, taskList: CHILDREN });
    });

    claim(
      'a workflow id that is in use fails later with WORKFLOW_ALREADY_RUNNING and names its Initiated event',
      async (swf) => {
        await swf.start('child-1', { taskList: { name: 'other' } });
        const parent = await swf.start('parent');
        await swf.decide(startChild('child-1', { control: 'c' }));
        expect(await swf.lines(parent, 5)).toEqual([
          '5 StartChildWorkflowExecutionInitiated',
          '6 StartChildWorkflowExecutionFailed(5,WORKFLOW_ALREADY_RUNNING)',
          '7 DecisionTaskScheduled',
        ]);
        expect((await swf.event(parent, 6)).startChildWorkflowExecutionFailedEventAttributes).toEqual({
          cause: 'WORKFLOW_ALREADY_RUNNING',
          control: 'c',
          decisionTaskCompletedEventId: 4,
          initiatedEventId: 5,
          workflowId: 'child-1',
          workflowType: WORKFLOW_TYPE,
        });
        expect((await swf.describe(parent)).openCounts?.openChildWorkflowExecutions).toBe(0);
      },
    );

    claim('the same workflow id twice in one batch starts one child', async (swf) => {
      const parent = await swf.start('parent');
      await swf.decide(startChild(), startChild());
      const lines = await swf.lines(parent, 5);
      expect(lines.filter((line) => line.includes('ChildWorkflowExecutionStarted'))).toHaveLength(1);
      expect(lines.filter((line) => line.includes('StartChildWorkflowExecutionFailed'))).toHaveLength(1);
    });

    const REFUSALS = [
      { cause: 'WORKFLOW_TYPE_DOES_NOT_EXIST', version: '9' },
      { cause: 'WORKFLOW_TYPE_DEPRECATED', version: '2' },
      { cause: 'DEFAULT_EXECUTION_START_TO_CLOSE_TIMEOUT_UNDEFINED', missing: 'defaultExecutionStartToCloseTimeout' },
      { cause: 'DEFAULT_TASK_LIST_UNDEFINED', missing: 'defaultTaskList' },
      { cause: 'DEFAULT_TASK_START_TO_CLOSE_TIMEOUT_UNDEFINED', missing: 'defaultTaskStartToCloseTimeout' },
      { cause: 'DEFAULT_CHILD_POLICY_UNDEFINED', missing: 'defaultChildPolicy' },
    ] as const;
    for (const refusal of REFUSALS) {
      claim(`${refusal.cause} is found before anything is created`, async (swf) => {
        const version = 'version' in refusal ? refusal.version : '3';
        const workflowType = { ...WORKFLOW_TYPE, version };
        if ('missing' in refusal) await swf.registerWorkflowType({ version, [refusal.missing]: undefined });
        if (version === '2') {
          await swf.registerWorkflowType({ version });
          await swf.client.send(new DeprecateWorkflowTypeCommand({ domain: DOMAIN, workflowType }));
        }
        const parent = await swf.start('parent');
        await swf.decide(startChild('child-1', { workflowType, taskList: undefined }));
        expect(await swf.lines(parent, 5)).toEqual([
          `5 StartChildWorkflowExecutionFailed(0,${refusal.cause})`,
          '6 DecisionTaskScheduled',
        ]);
      });
    }

    claim(
      'more open children than allowed fail with OPEN_CHILDREN_LIMIT_EXCEEDED',
      async (swf) => {
        const parent = await swf.start('parent');
        await swf.decide(startChild('child-1'), startChild('child-2'));
        expect((await swf.lines(parent))[5]).toBe(
          '6 StartChildWorkflowExecutionFailed(0,OPEN_CHILDREN_LIMIT_EXCEEDED)',
        );
      },
      { limits: { openChildren: 1 } },
    );

    claim(
      'more open executions than allowed fail with OPEN_WORKFLOWS_LIMIT_EXCEEDED',
      async (swf) => {
        const parent = await swf.start('parent');
        await swf.decide(startChild());
        expect(await swf.lines(parent, 5)).toEqual([
          '5 StartChildWorkflowExecutionFailed(0,OPEN_WORKFLOWS_LIMIT_EXCEEDED)',
          '6 DecisionTaskScheduled',
        ]);
      },
      { limits: { openExecutionsPerDomain: 1 } },
    );
  });

  describe('10.5 the close of a child', () => {
    for (const { event, close, attributes } of CLOSES) {
      claim(`the parent gets ${event} with a decision task`, async (swf) => {
        const { parent, child } = await family(swf, startChild('child-1', { executionStartToCloseTimeout: '100' }));
        await close(swf);
        expect(await swf.lines(parent, 10)).toEqual([
          `10 ${event}(5,6${event.endsWith('TimedOut') ? ',START_TO_CLOSE' : ''})`,
          '11 DecisionTaskScheduled',
        ]);
        const closed = await swf.event(parent, 10);
        const member = `${event.charAt(0).toLowerCase()}${event.slice(1)}EventAttributes`;
        expect(Object.entries(closed).find(([name]) => name === member)?.[1]).toEqual({
          ...attributes,
          initiatedEventId: 5,
          startedEventId: 6,
          workflowExecution: child,
          workflowType: WORKFLOW_TYPE,
        });
      });
    }

    claim('a child that continues as new is no event for the parent; the end of its last run is', async (swf) => {
      const { parent, child } = await family(swf);
      await childDecides(swf, continueAsNew({ taskList: CHILDREN }));
      expect(await swf.lines(parent)).toHaveLength(9);
      const next = await swf.openRun('child-1');
      expect(next.runId).not.toBe(child.runId);
      expect((await swf.event(next, 1)).workflowExecutionStartedEventAttributes).toMatchObject({
        continuedExecutionRunId: child.runId,
        parentInitiatedEventId: 5,
        parentWorkflowExecution: parent,
      });
      expect((await swf.describe(parent)).openCounts?.openChildWorkflowExecutions).toBe(1);
      await childDecides(swf, completeWorkflowExecution());
      expect(await swf.lines(parent, 10)).toEqual([
        '10 ChildWorkflowExecutionCompleted(5,6)',
        '11 DecisionTaskScheduled',
      ]);
      const closed = (await swf.event(parent, 10)).childWorkflowExecutionCompletedEventAttributes;
      expect(closed?.workflowExecution).toEqual(next);
    });

    claim('the close of a child is recorded nowhere once the parent has closed', async (swf) => {
      const { parent, child } = await family(swf);
      await swf.signal(parent);
      await swf.decide(completeWorkflowExecution());
      const before = await swf.lines(parent);
      await childDecides(swf, completeWorkflowExecution());
      expect(await swf.isOpen(child)).toBe(false);
      expect(await swf.lines(parent)).toEqual(before);
    });
  });

  describe('10.5 child policy', () => {
    const terminate = async (swf: Account, childPolicy?: 'TERMINATE' | 'REQUEST_CANCEL' | 'ABANDON') => {
      await swf.client.send(
        new TerminateWorkflowExecutionCommand({ domain: DOMAIN, workflowId: 'parent', childPolicy }),
      );
      await swf.settle();
    };

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

    claim('REQUEST_CANCEL asks each open child, without naming an execution', async (swf) => {
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
