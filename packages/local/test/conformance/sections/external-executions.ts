import { describe, expect } from 'vitest';
import type { Section } from '../claim.js';
import { completeWorkflowExecution, requestCancelExternal, signalExternal } from '../decisions.js';

const ELSEWHERE = { name: 'elsewhere' };

export const externalExecutions: Section = (claim) => {
  describe('11.7 SignalExternalWorkflowExecution', () => {
    claim('a signal is initiated in the batch, delivered and then confirmed', async (swf) => {
      const receiver = await swf.start('receiver', { taskList: ELSEWHERE });
      const sender = await swf.start('sender');
      await swf.decide(signalExternal('receiver', { input: 'i', control: 'c' }));
      expect(await swf.lines(sender, 5)).toEqual([
        '5 SignalExternalWorkflowExecutionInitiated',
        '6 ExternalWorkflowExecutionSignaled(5)',
        '7 DecisionTaskScheduled',
      ]);
      expect((await swf.event(sender, 5)).signalExternalWorkflowExecutionInitiatedEventAttributes).toEqual({
        control: 'c',
        decisionTaskCompletedEventId: 4,
        input: 'i',
        signalName: 'hello',
        workflowId: 'receiver',
      });
      expect((await swf.event(sender, 6)).externalWorkflowExecutionSignaledEventAttributes).toEqual({
        initiatedEventId: 5,
        workflowExecution: receiver,
      });
      expect((await swf.event(receiver, 3)).workflowExecutionSignaledEventAttributes).toEqual({
        externalInitiatedEventId: 5,
        externalWorkflowExecution: sender,
        input: 'i',
        signalName: 'hello',
      });
    });

    claim('a receiver without a scheduled decision task gets one', async (swf) => {
      const receiver = await swf.start('receiver', { taskList: ELSEWHERE });
      await swf.respond(await swf.pollForDecisionTask({ taskList: ELSEWHERE }));
      await swf.start('sender');
      await swf.decide(signalExternal('receiver', { runId: receiver.runId }));
      expect(await swf.lines(receiver, 5)).toEqual(['5 WorkflowExecutionSignaled', '6 DecisionTaskScheduled']);
    });

    claim('a signal to an unknown execution fails with UNKNOWN_EXTERNAL_WORKFLOW_EXECUTION', async (swf) => {
      const sender = await swf.start('sender');
      await swf.decide(signalExternal('nobody', { control: 'c' }));
      expect(await swf.lines(sender, 5)).toEqual([
        '5 SignalExternalWorkflowExecutionInitiated',
        '6 SignalExternalWorkflowExecutionFailed(5,UNKNOWN_EXTERNAL_WORKFLOW_EXECUTION)',
        '7 DecisionTaskScheduled',
      ]);
      expect((await swf.event(sender, 6)).signalExternalWorkflowExecutionFailedEventAttributes).toEqual({
        cause: 'UNKNOWN_EXTERNAL_WORKFLOW_EXECUTION',
        control: 'c',
        decisionTaskCompletedEventId: 4,
        initiatedEventId: 5,
        workflowId: 'nobody',
      });
    });

    claim('a signal to a run that is not the open one fails', async (swf) => {
      const old = await swf.start('receiver');
      await swf.decide(completeWorkflowExecution());
      await swf.start('receiver', { taskList: ELSEWHERE });
      const sender = await swf.start('sender');
      await swf.decide(signalExternal('receiver', { runId: old.runId }));
      expect((await swf.lines(sender))[5]).toBe(
        '6 SignalExternalWorkflowExecutionFailed(5,UNKNOWN_EXTERNAL_WORKFLOW_EXECUTION)',
      );
      const failed = (await swf.event(sender, 6)).signalExternalWorkflowExecutionFailedEventAttributes;
      expect(failed?.runId).toBe(old.runId);
    });

    claim('an execution can signal itself, both events are in its history', async (swf) => {
      const run = await swf.start('w');
      await swf.decide(signalExternal('w'));
      expect(await swf.lines(run, 5)).toEqual([
        '5 SignalExternalWorkflowExecutionInitiated',
        '6 WorkflowExecutionSignaled',
        '7 DecisionTaskScheduled',
        '8 ExternalWorkflowExecutionSignaled(5)',
      ]);
    });

    claim('a signal is delivered even when its sender closes in the same batch', async (swf) => {
      const receiver = await swf.start('receiver', { taskList: ELSEWHERE });
      const sender = await swf.start('sender');
      await swf.decide(signalExternal('receiver'), completeWorkflowExecution());
      expect(await swf.lines(sender, 5)).toEqual([
        '5 SignalExternalWorkflowExecutionInitiated',
        '6 WorkflowExecutionCompleted',
      ]);
      expect(await swf.lines(receiver, 3)).toEqual(['3 WorkflowExecutionSignaled']);
    });
  });

  describe('11.7 RequestCancelExternalWorkflowExecution', () => {
    claim('a cancel request is initiated in the batch, delivered and then confirmed', async (swf) => {
      const receiver = await swf.start('receiver', { taskList: ELSEWHERE });
      const sender = await swf.start('sender');
      await swf.decide(requestCancelExternal('receiver', receiver.runId, 'c'));
      expect(await swf.lines(sender, 5)).toEqual([
        '5 RequestCancelExternalWorkflowExecutionInitiated',
        '6 ExternalWorkflowExecutionCancelRequested(5)',
        '7 DecisionTaskScheduled',
      ]);
      expect((await swf.event(sender, 5)).requestCancelExternalWorkflowExecutionInitiatedEventAttributes).toEqual({
        control: 'c',
        decisionTaskCompletedEventId: 4,
        ...receiver,
      });
      expect((await swf.event(receiver, 3)).workflowExecutionCancelRequestedEventAttributes).toEqual({
        externalInitiatedEventId: 5,
        externalWorkflowExecution: sender,
      });
      expect((await swf.describe(receiver)).executionInfo?.cancelRequested).toBe(true);
    });

    claim('a cancel request to an unknown execution fails with UNKNOWN_EXTERNAL_WORKFLOW_EXECUTION', async (swf) => {
      const sender = await swf.start('sender');
      await swf.decide(requestCancelExternal('nobody', undefined, 'c'));
      expect(await swf.lines(sender, 6)).toEqual([
        '6 RequestCancelExternalWorkflowExecutionFailed(5,UNKNOWN_EXTERNAL_WORKFLOW_EXECUTION)',
        '7 DecisionTaskScheduled',
      ]);
      expect((await swf.event(sender, 6)).requestCancelExternalWorkflowExecutionFailedEventAttributes).toEqual({
        cause: 'UNKNOWN_EXTERNAL_WORKFLOW_EXECUTION',
        control: 'c',
        decisionTaskCompletedEventId: 4,
        initiatedEventId: 5,
        workflowId: 'nobody',
      });
    });
  });
};
