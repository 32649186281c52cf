import { TerminateWorkflowExecutionCommand } from '@aws-sdk/client-swf';
import { describe, expect } from 'vitest';
import { type Account, DOMAIN, fault, WORKFLOW_TYPE } from '../account.js';
import type { Section } from '../claim.js';
import {
  cancelWorkflowExecution,
  completeWorkflowExecution,
  continueAsNew,
  failWorkflowExecution,
  startChild,
} from '../decisions.js';
import { CHILDREN, childDecides, family } from '../family.js';
import { UNFIT_WORKFLOW_TYPES } from '../unfit-workflow-types.js';

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
      const reasons = { reason: 'kept from the parent', details: 'too' };
      await swf.client.send(
        new TerminateWorkflowExecutionCommand({ domain: DOMAIN, workflowId: 'child-1', ...reasons }),
      );
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

    claim('missing settings come from the type of the child, not from the parent', async (swf) => {
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

    claim('an empty list of tags is left out', async (swf) => {
      const parent = await swf.start('parent');
      await swf.decide(startChild('child-1', { tagList: [] }));
      const initiated = (await swf.event(parent, 5)).startChildWorkflowExecutionInitiatedEventAttributes;
      expect(initiated).not.toHaveProperty('tagList');
    });

    claim('settings in the decision override defaults', async (swf) => {
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

    for (const { cause, version, register } of UNFIT_WORKFLOW_TYPES) {
      claim(`${cause} is detected before anything is created`, async (swf) => {
        await register(swf);
        const parent = await swf.start('parent');
        await swf.decide(startChild('child-1', { workflowType: { ...WORKFLOW_TYPE, version }, taskList: undefined }));
        expect(await swf.lines(parent, 5)).toEqual([
          `5 StartChildWorkflowExecutionFailed(0,${cause})`,
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

    claim(
      'a child for which others of its batch leave no room is refused before it is initiated',
      async (swf) => {
        const parent = await swf.start('parent');
        await swf.decide(startChild('child-1'), startChild('child-2'));
        expect(await swf.lines(parent, 5)).toEqual([
          '5 StartChildWorkflowExecutionInitiated',
          '6 StartChildWorkflowExecutionFailed(0,OPEN_WORKFLOWS_LIMIT_EXCEEDED)',
          '7 DecisionTaskScheduled',
          '8 ChildWorkflowExecutionStarted(5)',
        ]);
        expect((await swf.describe(parent)).openCounts?.openChildWorkflowExecutions).toBe(1);
      },
      { limits: { openExecutionsPerDomain: 2 } },
    );

    claim(
      'a child whose workflow id is in use takes no place among the open executions',
      async (swf) => {
        await swf.start('child-1', { taskList: { name: 'other' } });
        const parent = await swf.start('parent');
        await swf.decide(startChild('child-1'));
        await swf.decide(startChild('child-2'));
        expect((await swf.lines(parent)).at(-2)).toBe('11 ChildWorkflowExecutionStarted(10)');
        expect((await fault(swf.start('one more'))).name).toBe('LimitExceededFault');
      },
      { limits: { openExecutionsPerDomain: 3 } },
    );

    claim(
      'a child whose workflow id is in use takes none after its parent has closed either',
      async (swf) => {
        await swf.start('child-1', { taskList: { name: 'other' } });
        await swf.start('parent');
        await swf.decide(startChild('child-1'), completeWorkflowExecution());
        await swf.start('second');
        await swf.start('third');
        expect((await fault(swf.start('one more'))).name).toBe('LimitExceededFault');
      },
      { limits: { openExecutionsPerDomain: 3 } },
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

    claim('the parent gets no event when a child continues as new, only when its last run closes', async (swf) => {
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

    claim('the close of a child is not recorded if the parent has closed', async (swf) => {
      const { parent, child } = await family(swf);
      await swf.signal(parent);
      await swf.decide(completeWorkflowExecution());
      const before = await swf.lines(parent);
      await childDecides(swf, completeWorkflowExecution());
      expect(await swf.isOpen(child)).toBe(false);
      expect(await swf.lines(parent)).toEqual(before);
    });
  });
};
