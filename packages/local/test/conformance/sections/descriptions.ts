import {
  GetWorkflowExecutionHistoryCommand,
  RespondActivityTaskFailedCommand,
  TerminateWorkflowExecutionCommand,
} from '@aws-sdk/client-swf';
import { describe, expect } from 'vitest';
import { type Account, DOMAIN, fault, type Run } from '../account.js';
import type { Section } from '../claim.js';
import { cancelTimer, completeWorkflowExecution, scheduleActivityTask, startChild, startTimer } from '../decisions.js';

async function openCounts(swf: Account, run: Run) {
  return (await swf.describe(run)).openCounts;
}

const NOTHING_OPEN = {
  openActivityTasks: 0,
  openChildWorkflowExecutions: 0,
  openDecisionTasks: 0,
  openLambdaFunctions: 0,
  openTimers: 0,
};

export const descriptions: Section = (claim) => {
  describe('7.5 DescribeWorkflowExecution', () => {
    claim('an open execution is described with what it was started with', async (swf) => {
      const run = await swf.start('w', { taskPriority: '4', tagList: ['x'], lambdaRole: 'arn:r' });
      const { $metadata, ...description } = await swf.describe(run);
      expect($metadata.httpStatusCode).toBe(200);
      expect(description).toEqual({
        executionConfiguration: {
          childPolicy: 'TERMINATE',
          executionStartToCloseTimeout: '3600',
          lambdaRole: 'arn:r',
          taskList: { name: 'deciders' },
          taskPriority: '4',
          taskStartToCloseTimeout: '60',
        },
        executionInfo: {
          cancelRequested: false,
          execution: run,
          executionStatus: 'OPEN',
          startTimestamp: new Date(swf.clock.now()),
          tagList: ['x'],
          workflowType: { name: 'order', version: '1' },
        },
        openCounts: { ...NOTHING_OPEN, openDecisionTasks: 1 },
      });
    });

    claim('a closed execution has its close status and the time of its closing event', async (swf) => {
      const run = await swf.start();
      await swf.advance(5);
      await swf.decide(completeWorkflowExecution());
      await swf.advance(5);
      expect((await swf.describe(run)).executionInfo).toMatchObject({
        executionStatus: 'CLOSED',
        closeStatus: 'COMPLETED',
        closeTimestamp: (await swf.event(run, 5)).eventTimestamp,
      });
    });

    claim('openDecisionTasks counts the scheduled task and not the started one', async (swf) => {
      const run = await swf.start();
      expect((await openCounts(swf, run))?.openDecisionTasks).toBe(1);
      const task = await swf.pollForDecisionTask();
      expect((await openCounts(swf, run))?.openDecisionTasks).toBe(0);
      await swf.signal(run);
      expect((await openCounts(swf, run))?.openDecisionTasks).toBe(1);
      await swf.respond(task);
      expect((await openCounts(swf, run))?.openDecisionTasks).toBe(1);
    });

    claim('openDecisionTasks is 0 once the execution is closed', async (swf) => {
      const run = await swf.start();
      await swf.client.send(new TerminateWorkflowExecutionCommand({ domain: DOMAIN, ...run }));
      expect(await openCounts(swf, run)).toEqual(NOTHING_OPEN);
    });

    claim('openActivityTasks counts scheduled and started tasks', async (swf) => {
      const run = await swf.start();
      await swf.decide(scheduleActivityTask('a1'), scheduleActivityTask('a2'));
      expect((await openCounts(swf, run))?.openActivityTasks).toBe(2);
      await swf.pollForActivityTask();
      expect((await openCounts(swf, run))?.openActivityTasks).toBe(2);
      await swf.work();
      expect((await openCounts(swf, run))?.openActivityTasks).toBe(1);
    });

    claim('openTimers falls when a timer fires and when one is canceled', async (swf) => {
      const run = await swf.start();
      await swf.decide(startTimer('t1', '10'), startTimer('t2', '20'), startTimer('t3', '30'));
      expect((await openCounts(swf, run))?.openTimers).toBe(3);
      await swf.advance(10);
      expect((await openCounts(swf, run))?.openTimers).toBe(2);
      await swf.decide(cancelTimer('t3'));
      expect((await openCounts(swf, run))?.openTimers).toBe(1);
    });

    claim('openChildWorkflowExecutions counts children until they close', async (swf) => {
      const run = await swf.start();
      await swf.decide(startChild());
      expect((await openCounts(swf, run))?.openChildWorkflowExecutions).toBe(1);
      const task = await swf.pollForDecisionTask({ taskList: { name: 'children' } });
      await swf.respond(task, [completeWorkflowExecution()]);
      expect((await openCounts(swf, run))?.openChildWorkflowExecutions).toBe(0);
    });

    claim('a child is described with its parent', async (swf) => {
      const run = await swf.start();
      await swf.decide(startChild());
      expect((await swf.describe(await swf.openRun('child-1'))).executionInfo?.parent).toEqual(run);
    });

    claim('latestActivityTaskTimestamp is absent at first, then the time of the newest activity event', async (swf) => {
      const run = await swf.start();
      const latest = async () => (await swf.describe(run)).latestActivityTaskTimestamp?.getTime();
      expect(await latest()).toBeUndefined();
      await swf.decide(scheduleActivityTask());
      const scheduled = swf.clock.now();
      expect(await latest()).toBe(scheduled);
      await swf.advance(1);
      expect(await latest()).toBe(scheduled);
      const task = await swf.pollForActivityTask();
      expect(await latest()).toBe(scheduled + 1000);
      await swf.advance(1);
      await swf.client.send(new RespondActivityTaskFailedCommand({ taskToken: task.taskToken }));
      expect(await latest()).toBe(scheduled + 2000);
    });

    claim('latestExecutionContext is the last that an answer supplied, an empty one included', async (swf) => {
      const run = await swf.start();
      const answer = async (executionContext?: string) => {
        await swf.signal(run);
        await swf.respond(await swf.pollForDecisionTask(), [], { executionContext });
        return (await swf.describe(run)).latestExecutionContext;
      };
      expect((await swf.describe(run)).latestExecutionContext).toBeUndefined();
      expect(await answer()).toBeUndefined();
      expect(await answer('waiting')).toBe('waiting');
      expect(await answer()).toBe('waiting');
      expect(await answer('')).toBe('');
      expect(await answer()).toBe('');
    });

    claim('an execution context stands in its DecisionTaskCompleted only when it was given', async (swf) => {
      const run = await swf.start();
      await swf.respond(await swf.pollForDecisionTask(), [], { executionContext: '' });
      await swf.signal(run);
      await swf.respond(await swf.pollForDecisionTask());
      expect((await swf.event(run, 4)).decisionTaskCompletedEventAttributes).toEqual({
        executionContext: '',
        scheduledEventId: 2,
        startedEventId: 3,
      });
      expect((await swf.event(run, 8)).decisionTaskCompletedEventAttributes).toEqual({
        scheduledEventId: 6,
        startedEventId: 7,
      });
    });

    claim('an unknown run is an UnknownResourceFault', async (swf) => {
      const run = await swf.start();
      expect((await fault(swf.describe({ ...run, workflowId: 'other' }))).name).toBe('UnknownResourceFault');
      expect((await fault(swf.describe({ ...run, runId: 'other' }))).name).toBe('UnknownResourceFault');
    });
  });

  describe('7.6 GetWorkflowExecutionHistory', () => {
    claim('the history of an open and of a closed run can be read', async (swf) => {
      const run = await swf.start();
      expect(await swf.lines(run)).toHaveLength(2);
      await swf.decide(completeWorkflowExecution());
      expect(await swf.lines(run)).toHaveLength(5);
    });

    claim('each event has exactly one attribute member, named after its type', async (swf) => {
      const run = await swf.start();
      await swf.decide(startTimer(), scheduleActivityTask());
      for (const event of await swf.history(run)) {
        const type = event.eventType ?? '';
        const member = `${type.charAt(0).toLowerCase()}${type.slice(1)}EventAttributes`;
        expect(Object.keys(event).sort()).toEqual([member, 'eventId', 'eventTimestamp', 'eventType'].sort());
      }
    });

    claim('with reverseOrder the newest event comes first', async (swf) => {
      const run = await swf.start();
      const command = new GetWorkflowExecutionHistoryCommand({ domain: DOMAIN, execution: run, reverseOrder: true });
      expect((await swf.client.send(command)).events?.map(({ eventId }) => eventId)).toEqual([2, 1]);
    });

    claim('an unknown run is an UnknownResourceFault', async (swf) => {
      expect((await fault(swf.history({ workflowId: 'w', runId: 'r' }))).name).toBe('UnknownResourceFault');
    });
  });
};
