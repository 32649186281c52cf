import { RequestCancelWorkflowExecutionCommand } from '@aws-sdk/client-swf';
import { describe, expect } from 'vitest';
import { DOMAIN } from '../account.js';
import type { Section } from '../claim.js';
import {
  cancelWorkflowExecution,
  completeWorkflowExecution,
  recordMarker,
  scheduleActivityTask,
  startTimer,
} from '../decisions.js';

export const eventOrders: Section = (claim) => {
  describe('13 worked event orders', () => {
    claim('2: one activity, happy path', async (swf) => {
      const run = await swf.start();
      await swf.decide(scheduleActivityTask());
      await swf.work();
      await swf.decide(completeWorkflowExecution());
      expect(await swf.lines(run)).toEqual([
        '1 WorkflowExecutionStarted',
        '2 DecisionTaskScheduled',
        '3 DecisionTaskStarted(2)',
        '4 DecisionTaskCompleted(2,3)',
        '5 ActivityTaskScheduled',
        '6 ActivityTaskStarted(5)',
        '7 ActivityTaskCompleted(5,6)',
        '8 DecisionTaskScheduled',
        '9 DecisionTaskStarted(8)',
        '10 DecisionTaskCompleted(8,9)',
        '11 WorkflowExecutionCompleted',
      ]);
    });

    claim('3: the second of two activities completes while the decider works', async (swf) => {
      const run = await swf.start();
      await swf.decide(scheduleActivityTask('a1'), scheduleActivityTask('a2'));
      const [first, second] = [await swf.pollForActivityTask(), await swf.pollForActivityTask()];
      await swf.complete(first);
      const task = await swf.pollForDecisionTask();
      await swf.complete(second);
      await swf.respond(task, [recordMarker()]);
      await swf.pollForDecisionTask();
      expect(await swf.lines(run, 4)).toEqual([
        '4 DecisionTaskCompleted(2,3)',
        '5 ActivityTaskScheduled',
        '6 ActivityTaskScheduled',
        '7 ActivityTaskStarted(5)',
        '8 ActivityTaskStarted(6)',
        '9 ActivityTaskCompleted(5,7)',
        '10 DecisionTaskScheduled',
        '11 DecisionTaskStarted(10)',
        '12 ActivityTaskCompleted(6,8)',
        '13 DecisionTaskScheduled',
        '14 DecisionTaskCompleted(10,11)',
        '15 MarkerRecorded',
        '16 DecisionTaskStarted(13)',
      ]);
    });

    claim('4: the second of two activities completes before the decider polls', async (swf) => {
      const run = await swf.start();
      await swf.decide(scheduleActivityTask('a1'), scheduleActivityTask('a2'));
      const [first, second] = [await swf.pollForActivityTask(), await swf.pollForActivityTask()];
      await swf.complete(first);
      await swf.complete(second);
      await swf.pollForDecisionTask();
      expect(await swf.lines(run, 9)).toEqual([
        '9 ActivityTaskCompleted(5,7)',
        '10 DecisionTaskScheduled',
        '11 ActivityTaskCompleted(6,8)',
        '12 DecisionTaskStarted(10)',
      ]);
    });

    claim('7: a close is refused, and the task that was scheduled meanwhile comes next', async (swf) => {
      const run = await swf.start();
      await swf.decide(scheduleActivityTask('a1'), scheduleActivityTask('a2'));
      const [first, second] = [await swf.pollForActivityTask(), await swf.pollForActivityTask()];
      await swf.complete(first);
      const task = await swf.pollForDecisionTask();
      await swf.complete(second);
      await swf.respond(task, [completeWorkflowExecution()]);
      expect(await swf.pollForDecisionTask()).toMatchObject({ previousStartedEventId: 11, startedEventId: 16 });
      expect(await swf.lines(run, 11)).toEqual([
        '11 DecisionTaskStarted(10)',
        '12 ActivityTaskCompleted(6,8)',
        '13 DecisionTaskScheduled',
        '14 DecisionTaskCompleted(10,11)',
        '15 CompleteWorkflowExecutionFailed(UNHANDLED_DECISION)',
        '16 DecisionTaskStarted(13)',
      ]);
    });

    claim('8: a cancel request is obeyed while an activity is running', async (swf) => {
      const run = await swf.start();
      await swf.decide(scheduleActivityTask());
      await swf.pollForActivityTask();
      await swf.client.send(new RequestCancelWorkflowExecutionCommand({ domain: DOMAIN, ...run }));
      await swf.decide(cancelWorkflowExecution());
      expect(await swf.lines(run, 6)).toEqual([
        '6 ActivityTaskStarted(5)',
        '7 WorkflowExecutionCancelRequested',
        '8 DecisionTaskScheduled',
        '9 DecisionTaskStarted(8)',
        '10 DecisionTaskCompleted(8,9)',
        '11 WorkflowExecutionCanceled',
      ]);
      expect((await swf.describe(run)).openCounts?.openActivityTasks).toBe(1);
    });

    claim('9: a timer of zero seconds brings the next decision task', async (swf) => {
      const run = await swf.start();
      await swf.decide(recordMarker(), startTimer('t1', '0'));
      await swf.pollForDecisionTask();
      expect(await swf.lines(run, 4)).toEqual([
        '4 DecisionTaskCompleted(2,3)',
        '5 MarkerRecorded',
        '6 TimerStarted',
        '7 TimerFired(6)',
        '8 DecisionTaskScheduled',
        '9 DecisionTaskStarted(8)',
      ]);
    });
  });
};
