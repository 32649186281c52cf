import { SignalWorkflowExecutionCommand } from '@aws-sdk/client-swf';
import { describe, expect } from 'vitest';
import { DOMAIN } from '../account.js';
import type { Section } from '../claim.js';
import { continueAsNew, scheduleActivityTask, startTimer } from '../decisions.js';
import { UNFIT_WORKFLOW_TYPES } from '../unfit-workflow-types.js';

export const continuingAsNew: Section = (claim) => {
  describe('11.1 ContinueAsNewWorkflowExecution', () => {
    claim('the new run starts at once with the ids, the input and the settings that were given', async (swf) => {
      const old = await swf.start('w', { input: 'old', tagList: ['old'] });
      const given = {
        childPolicy: 'ABANDON',
        executionStartToCloseTimeout: '100',
        input: 'new',
        lambdaRole: 'arn:r',
        tagList: ['new'],
        taskList: { name: 'moved' },
        taskPriority: '3',
        taskStartToCloseTimeout: '50',
      } as const;
      await swf.decide(continueAsNew({ ...given, tagList: [...given.tagList] }));
      const run = await swf.openRun('w');
      expect(run.runId).not.toBe(old.runId);
      const settings = { ...given, workflowType: { name: 'order', version: '1' } };
      expect((await swf.event(old, 5)).workflowExecutionContinuedAsNewEventAttributes).toEqual({
        ...settings,
        decisionTaskCompletedEventId: 4,
        newExecutionRunId: run.runId,
      });
      expect((await swf.event(run, 1)).workflowExecutionStartedEventAttributes).toEqual({
        ...settings,
        continuedExecutionRunId: old.runId,
        parentInitiatedEventId: 0,
      });
      expect(await swf.lines(run)).toEqual(['1 WorkflowExecutionStarted', '2 DecisionTaskScheduled']);
      expect((await swf.event(run, 2)).decisionTaskScheduledEventAttributes?.taskList).toEqual({ name: 'moved' });
    });

    claim(
      'settings that are not given come from the type, not from the closing run; nor do input and tags',
      async (swf) => {
        await swf.start('w', {
          input: 'old',
          tagList: ['old'],
          childPolicy: 'ABANDON',
          executionStartToCloseTimeout: '100',
          taskStartToCloseTimeout: '50',
          taskPriority: '3',
        });
        await swf.decide(continueAsNew());
        const run = await swf.openRun('w');
        const { continuedExecutionRunId, ...attributes } =
          (await swf.event(run, 1)).workflowExecutionStartedEventAttributes ?? {};
        expect(continuedExecutionRunId).toEqual(expect.any(String));
        expect(attributes).toEqual({
          childPolicy: 'TERMINATE',
          executionStartToCloseTimeout: '3600',
          parentInitiatedEventId: 0,
          taskList: { name: 'deciders' },
          taskStartToCloseTimeout: '60',
          workflowType: { name: 'order', version: '1' },
        });
      },
    );

    claim('an empty list of tags is left out', async (swf) => {
      const old = await swf.start('w');
      await swf.decide(continueAsNew({ tagList: [] }));
      const continued = (await swf.event(old, 5)).workflowExecutionContinuedAsNewEventAttributes;
      expect(continued).not.toHaveProperty('tagList');
    });

    claim('the new run may use another version of the type, but not another name', async (swf) => {
      await swf.registerWorkflowType({ version: '2' });
      await swf.start('w');
      await swf.decide(continueAsNew({ workflowTypeVersion: '2' }));
      const run = await swf.openRun('w');
      expect((await swf.describe(run)).executionInfo?.workflowType).toEqual({ name: 'order', version: '2' });
    });

    claim('the new run has its own full timeout; timers and activities of the old one are gone', async (swf) => {
      const old = await swf.start('w');
      await swf.decide(startTimer('t1', '4000'), scheduleActivityTask());
      await swf.advance(3000);
      await swf.decide(continueAsNew());
      const run = await swf.openRun('w');
      await swf.advance(1200);
      expect((await swf.describe(old)).executionInfo?.closeStatus).toBe('CONTINUED_AS_NEW');
      expect(await swf.lines(run)).toHaveLength(2);
      await swf.advance(2400);
      expect((await swf.describe(run)).executionInfo?.closeStatus).toBe('TIMED_OUT');
    });

    claim('a signal without a run id reaches the new run', async (swf) => {
      await swf.start('w');
      await swf.decide(continueAsNew());
      await swf.client.send(new SignalWorkflowExecutionCommand({ domain: DOMAIN, workflowId: 'w', signalName: 's' }));
      expect(await swf.lines(await swf.openRun('w'), 3)).toEqual(['3 WorkflowExecutionSignaled']);
    });

    for (const { cause, version, register } of UNFIT_WORKFLOW_TYPES) {
      claim(`${cause} keeps the run open and schedules a decision task`, async (swf) => {
        await register(swf);
        const run = await swf.start('w');
        await swf.decide(continueAsNew({ workflowTypeVersion: version }));
        expect(await swf.lines(run, 5)).toEqual([
          `5 ContinueAsNewWorkflowExecutionFailed(${cause})`,
          '6 DecisionTaskScheduled',
        ]);
      });
    }
  });
};
