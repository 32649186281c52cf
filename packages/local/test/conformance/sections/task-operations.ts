import {
  RecordActivityTaskHeartbeatCommand,
  RequestCancelWorkflowExecutionCommand,
  RespondActivityTaskCanceledCommand,
  RespondActivityTaskFailedCommand,
} from '@aws-sdk/client-swf';
import { describe, expect } from 'vitest';
import { ACTIVITY_TYPE, type Account, DECIDERS, DOMAIN, fault, WORKERS } from '../account.js';
import type { Section } from '../claim.js';
import { recordMarker, requestCancelActivityTask, scheduleActivityTask } from '../decisions.js';

function heartbeat(swf: Account, task: { readonly taskToken?: string | undefined }, details?: string) {
  return swf.client.send(new RecordActivityTaskHeartbeatCommand({ taskToken: task.taskToken, details }));
}

function fail(swf: Account, task: { readonly taskToken?: string | undefined }, reason?: string, details?: string) {
  return swf.client.send(new RespondActivityTaskFailedCommand({ taskToken: task.taskToken, reason, details }));
}

function cancel(swf: Account, task: { readonly taskToken?: string | undefined }, details?: string) {
  return swf.client.send(new RespondActivityTaskCanceledCommand({ taskToken: task.taskToken, details }));
}

export const taskOperations: Section = (claim) => {
  describe('9.2 PollForActivityTask', () => {
    claim('a task has the activity, the execution and the input, but no timeouts', async (swf) => {
      const run = await swf.start();
      await swf.decide(scheduleActivityTask('a1', { input: 'in', control: 'secret' }));
      const { $metadata, taskToken, ...task } = await swf.pollForActivityTask(WORKERS, 'worker-1');
      expect($metadata.httpStatusCode).toBe(200);
      expect(taskToken?.length).toBeGreaterThan(0);
      expect(task).toEqual({
        activityId: 'a1',
        activityType: ACTIVITY_TYPE,
        input: 'in',
        startedEventId: 6,
        workflowExecution: run,
      });
      expect((await swf.event(run, 6)).activityTaskStartedEventAttributes).toEqual({
        identity: 'worker-1',
        scheduledEventId: 5,
      });
    });

    claim('activity and decision task lists of one name are separate', async (swf) => {
      await swf.start();
      await swf.decide(scheduleActivityTask('a1', { taskList: DECIDERS }));
      expect(await swf.pendingDecisionTasks(DECIDERS)).toBe(0);
      expect((await swf.pollForActivityTask(DECIDERS)).activityId).toBe('a1');
    });
  });

  describe('9.3 RespondDecisionTaskCompleted', () => {
    claim('an answer may omit the decisions', async (swf) => {
      const run = await swf.start();
      const { taskToken } = await swf.pollForDecisionTask();
      const target = 'SimpleWorkflowService.RespondDecisionTaskCompleted';
      expect(await swf.exchange({ target, body: JSON.stringify({ taskToken }) })).toMatchObject({
        status: 200,
        body: '',
      });
      expect(await swf.lines(run, 4)).toEqual(['4 DecisionTaskCompleted(2,3)']);
    });

    claim('decisions append their events in the order of the list', async (swf) => {
      const run = await swf.start();
      await swf.decide(recordMarker('b'), scheduleActivityTask(), recordMarker('a'));
      expect(await swf.lines(run, 5)).toEqual(['5 MarkerRecorded', '6 ActivityTaskScheduled', '7 MarkerRecorded']);
    });

    claim('a task list without a timeout moves all later decision tasks', async (swf) => {
      const run = await swf.start();
      const moved = { name: 'moved' };
      await swf.respond(await swf.pollForDecisionTask(), [], { taskList: moved });
      expect((await swf.event(run, 4)).decisionTaskCompletedEventAttributes?.taskList).toEqual(moved);
      for (let round = 0; round < 2; round += 1) {
        await swf.signal(run);
        await swf.respond(await swf.pollForDecisionTask({ taskList: moved }));
      }
      await swf.signal(run);
      await swf.pollForDecisionTask({ taskList: moved });
      await swf.advance(60);
      expect((await swf.pollForDecisionTask({ taskList: moved })).workflowExecution).toEqual(run);
    });

    claim('a task list with a timeout gets the next task, scheduled with that timeout', async (swf) => {
      const run = await swf.start();
      const taskList = { name: 'sticky' };
      await swf.respond(await swf.pollForDecisionTask(), [], { taskList, taskListScheduleToStartTimeout: '5' });
      expect((await swf.event(run, 4)).decisionTaskCompletedEventAttributes).toMatchObject({
        taskList,
        taskListScheduleToStartTimeout: '5',
      });
      await swf.signal(run);
      expect((await swf.event(run, 6)).decisionTaskScheduledEventAttributes).toMatchObject({
        scheduleToStartTimeout: '5',
        taskList,
      });
      expect((await swf.pollForDecisionTask({ taskList })).startedEventId).toBe(7);
    });

    claim('a task that is not started in time on such a list goes to the original list', async (swf) => {
      const run = await swf.start();
      const taskList = { name: 'sticky' };
      await swf.respond(await swf.pollForDecisionTask(), [], { taskList, taskListScheduleToStartTimeout: '5' });
      await swf.signal(run);
      await swf.advance(5);
      expect(await swf.lines(run, 6)).toEqual([
        '6 DecisionTaskScheduled',
        '7 DecisionTaskTimedOut(6,0,SCHEDULE_TO_START)',
        '8 DecisionTaskScheduled',
      ]);
      expect((await swf.event(run, 8)).decisionTaskScheduledEventAttributes).toMatchObject({
        scheduleToStartTimeout: 'NONE',
        taskList: DECIDERS,
      });
      expect(await swf.pendingDecisionTasks(taskList)).toBe(0);
      await swf.respond(await swf.pollForDecisionTask());
      await swf.signal(run);
      expect((await swf.event(run, 12)).decisionTaskScheduledEventAttributes?.taskList).toEqual(DECIDERS);
    });

    claim('a task that is started but not answered in time on such a list goes to the original list', async (swf) => {
      const run = await swf.start();
      const taskList = { name: 'sticky' };
      await swf.respond(await swf.pollForDecisionTask(), [], { taskList, taskListScheduleToStartTimeout: '5' });
      await swf.signal(run);
      await swf.pollForDecisionTask({ taskList });
      await swf.advance(60);
      expect(await swf.lines(run, 8)).toEqual([
        '8 DecisionTaskTimedOut(6,7,START_TO_CLOSE)',
        '9 DecisionTaskScheduled',
      ]);
      expect((await swf.event(run, 9)).decisionTaskScheduledEventAttributes?.taskList).toEqual(DECIDERS);
    });

    claim('a task list without a timeout takes the place of one with a timeout', async (swf) => {
      const run = await swf.start();
      const sticky = { taskList: { name: 'sticky' }, taskListScheduleToStartTimeout: '5' };
      await swf.respond(await swf.pollForDecisionTask(), [], sticky);
      await swf.signal(run);
      const moved = { name: 'moved' };
      await swf.respond(await swf.pollForDecisionTask({ taskList: sticky.taskList }), [], { taskList: moved });
      await swf.signal(run);
      expect((await swf.event(run, 10)).decisionTaskScheduledEventAttributes).toMatchObject({
        scheduleToStartTimeout: 'NONE',
        taskList: moved,
      });
      expect((await swf.pollForDecisionTask({ taskList: moved })).workflowExecution).toEqual(run);
    });

    claim('a task that was scheduled before the override stays on its list', async (swf) => {
      const run = await swf.start();
      const task = await swf.pollForDecisionTask();
      await swf.signal(run);
      await swf.respond(task, [], { taskList: { name: 'moved' } });
      expect((await swf.pollForDecisionTask()).workflowExecution).toEqual(run);
    });
  });

  describe('9.4 answers to activity tasks', () => {
    claim('a completion carries its result, and nothing when there is none', async (swf) => {
      const run = await swf.start();
      await swf.decide(scheduleActivityTask('a1'), scheduleActivityTask('a2'));
      await swf.work('7');
      await swf.work();
      const completed = (await swf.history(run)).flatMap((event) => event.activityTaskCompletedEventAttributes ?? []);
      expect(completed.map(({ result }) => result)).toEqual(['7', undefined]);
      expect(await swf.lines(run, 7)).toEqual([
        '7 ActivityTaskStarted(5)',
        '8 ActivityTaskCompleted(5,7)',
        '9 DecisionTaskScheduled',
        '10 ActivityTaskStarted(6)',
        '11 ActivityTaskCompleted(6,10)',
      ]);
    });

    claim('a failure carries reason and details, which may be left out', async (swf) => {
      const run = await swf.start();
      await swf.decide(scheduleActivityTask('a1'), scheduleActivityTask('a2'));
      await fail(swf, await swf.pollForActivityTask(), 'broken', 'in two');
      await fail(swf, await swf.pollForActivityTask());
      const failed = (await swf.history(run)).flatMap((event) => event.activityTaskFailedEventAttributes ?? []);
      expect(failed).toEqual([
        { details: 'in two', reason: 'broken', scheduledEventId: 5, startedEventId: 7 },
        { scheduledEventId: 6, startedEventId: 10 },
      ]);
    });

    claim('a cancellation without a request is taken, and names none', async (swf) => {
      const run = await swf.start();
      await swf.decide(scheduleActivityTask());
      await cancel(swf, await swf.pollForActivityTask(), 'no more');
      expect((await swf.event(run, 7)).activityTaskCanceledEventAttributes).toEqual({
        details: 'no more',
        scheduledEventId: 5,
        startedEventId: 6,
      });
      expect(await swf.lines(run, 8)).toEqual(['8 DecisionTaskScheduled']);
    });

    claim('a task is closed once: every later answer with its token is refused', async (swf) => {
      const run = await swf.start();
      await swf.decide(scheduleActivityTask());
      const task = await swf.work();
      const late = [swf.complete(task), fail(swf, task), cancel(swf, task), heartbeat(swf, task)].map(fault);
      for (const { name } of await Promise.all(late)) expect(name).toBe('UnknownResourceFault');
      expect(await swf.lines(run, 8)).toEqual(['8 DecisionTaskScheduled']);
    });

    claim('a task whose cancellation was requested may still complete or fail', async (swf) => {
      const run = await swf.start();
      await swf.decide(scheduleActivityTask('a1'), scheduleActivityTask('a2'));
      const tasks = [await swf.pollForActivityTask(), await swf.pollForActivityTask()] as const;
      await swf.signal(run);
      await swf.decide(requestCancelActivityTask('a1'), requestCancelActivityTask('a2'));
      await swf.complete(tasks[0], 'done anyway');
      await fail(swf, tasks[1]);
      expect(await swf.lines(run, 13)).toEqual([
        '13 ActivityTaskCancelRequested',
        '14 ActivityTaskCancelRequested',
        '15 ActivityTaskCompleted(5,7)',
        '16 DecisionTaskScheduled',
        '17 ActivityTaskFailed(6,8)',
      ]);
    });

    claim('a decision token is no activity token, nor the other way round', async (swf) => {
      await swf.start();
      const decisionTask = await swf.pollForDecisionTask();
      expect((await fault(swf.complete(decisionTask))).name).toMatch(/ValidationException|UnknownResourceFault/);
      await swf.respond(decisionTask, [scheduleActivityTask()]);
      const activityTask = await swf.pollForActivityTask();
      expect((await fault(swf.respond(activityTask))).name).toMatch(/ValidationException|UnknownResourceFault/);
    });
  });

  describe('9.5 RecordActivityTaskHeartbeat', () => {
    claim('a heartbeat appends no event and says that no cancellation was requested', async (swf) => {
      const run = await swf.start();
      await swf.decide(scheduleActivityTask());
      const task = await swf.pollForActivityTask();
      expect((await heartbeat(swf, task, '50%')).cancelRequested).toBe(false);
      expect(await swf.lines(run)).toHaveLength(6);
    });

    claim('a heartbeat tells of a requested cancellation', async (swf) => {
      const run = await swf.start();
      await swf.decide(scheduleActivityTask());
      const task = await swf.pollForActivityTask();
      await swf.signal(run);
      await swf.decide(requestCancelActivityTask());
      expect((await heartbeat(swf, task)).cancelRequested).toBe(true);
      expect((await heartbeat(swf, task)).cancelRequested).toBe(true);
      await cancel(swf, task);
      expect((await swf.lines(run)).at(-2)).toBe('12 ActivityTaskCanceled(5,6,11)');
    });

    claim('a cancel request to the execution is not one to its activities', async (swf) => {
      const run = await swf.start();
      await swf.decide(scheduleActivityTask());
      const task = await swf.pollForActivityTask();
      await swf.client.send(new RequestCancelWorkflowExecutionCommand({ domain: DOMAIN, ...run }));
      expect((await heartbeat(swf, task)).cancelRequested).toBe(false);
    });
  });

  describe('9.6 the order in which tasks are handed out', () => {
    claim('higher priority first, and first come first served among equals', async (swf) => {
      await swf.start();
      const priorities = { low: '-1', first: undefined, zero: '0', high: '5', last: undefined, highest: '10' };
      await swf.decide(
        ...Object.entries(priorities).map(([id, taskPriority]) => scheduleActivityTask(id, { taskPriority })),
      );
      const order: (string | undefined)[] = [];
      for (let task = 0; task < 6; task += 1) order.push((await swf.pollForActivityTask()).activityId);
      expect(order).toEqual(['highest', 'high', 'first', 'zero', 'last', 'low']);
    });

    claim('decision tasks of executions with higher priority come first', async (swf) => {
      await swf.start('normal');
      await swf.start('urgent', { taskPriority: '1' });
      await swf.start('idle', { taskPriority: '-1' });
      const order: (string | undefined)[] = [];
      for (let task = 0; task < 3; task += 1) {
        order.push((await swf.pollForDecisionTask()).workflowExecution?.workflowId);
      }
      expect(order).toEqual(['urgent', 'normal', 'idle']);
    });

    claim("the execution's priority is not passed on to its activities", async (swf) => {
      const run = await swf.start('w', { taskPriority: '9' });
      await swf.decide(scheduleActivityTask());
      expect((await swf.event(run, 5)).activityTaskScheduledEventAttributes).not.toHaveProperty('taskPriority');
    });
  });
};
