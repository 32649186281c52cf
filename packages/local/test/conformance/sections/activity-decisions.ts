import { DeprecateActivityTypeCommand, RespondActivityTaskCanceledCommand } from '@aws-sdk/client-swf';
import { describe, expect } from 'vitest';
import { ACTIVITY_TYPE, DOMAIN, fault } from '../account.js';
import type { Section } from '../claim.js';
import { recordMarker, requestCancelActivityTask, scheduleActivityTask } from '../decisions.js';

const BARE = {
  name: 'bare',
  defaultTaskList: undefined,
  defaultTaskScheduleToStartTimeout: undefined,
  defaultTaskScheduleToCloseTimeout: undefined,
  defaultTaskStartToCloseTimeout: undefined,
  defaultTaskHeartbeatTimeout: undefined,
} as const;

const SETTINGS = {
  heartbeatTimeout: '1',
  scheduleToCloseTimeout: '2',
  scheduleToStartTimeout: 'NONE',
  startToCloseTimeout: '4',
  taskList: { name: 'own' },
} as const;

const UNDEFINED_CAUSES = {
  taskList: 'DEFAULT_TASK_LIST_UNDEFINED',
  scheduleToStartTimeout: 'DEFAULT_SCHEDULE_TO_START_TIMEOUT_UNDEFINED',
  scheduleToCloseTimeout: 'DEFAULT_SCHEDULE_TO_CLOSE_TIMEOUT_UNDEFINED',
  startToCloseTimeout: 'DEFAULT_START_TO_CLOSE_TIMEOUT_UNDEFINED',
  heartbeatTimeout: 'DEFAULT_HEARTBEAT_TIMEOUT_UNDEFINED',
} as const;

export const activityDecisions: Section = (claim) => {
  describe('11.2 ScheduleActivityTask', () => {
    claim('the scheduled event takes the defaults of the type for values missing from the decision', async (swf) => {
      const run = await swf.start();
      await swf.decide(scheduleActivityTask());
      expect((await swf.event(run, 5)).activityTaskScheduledEventAttributes).toEqual({
        activityId: 'a1',
        activityType: ACTIVITY_TYPE,
        decisionTaskCompletedEventId: 4,
        heartbeatTimeout: 'NONE',
        scheduleToCloseTimeout: '900',
        scheduleToStartTimeout: '600',
        startToCloseTimeout: '300',
        taskList: { name: 'workers' },
      });
    });

    claim('values in the decision override defaults and need none', async (swf) => {
      await swf.registerActivityType(BARE);
      const run = await swf.start();
      const activityType = { name: 'bare', version: '1' };
      const given = { ...SETTINGS, activityType, control: 'c', input: 'i', taskPriority: '2' };
      await swf.decide(scheduleActivityTask('a1', given));
      expect((await swf.event(run, 5)).activityTaskScheduledEventAttributes).toEqual({
        ...given,
        activityId: 'a1',
        decisionTaskCompletedEventId: 4,
      });
    });

    claim('a priority defaults to that of the type', async (swf) => {
      await swf.registerActivityType({ version: '2', defaultTaskPriority: '8' });
      const run = await swf.start();
      await swf.decide(scheduleActivityTask('a1', { activityType: { ...ACTIVITY_TYPE, version: '2' } }));
      expect((await swf.event(run, 5)).activityTaskScheduledEventAttributes?.taskPriority).toBe('8');
    });

    for (const [member, cause] of Object.entries(UNDEFINED_CAUSES)) {
      claim(`${member} without value and default fails with ${cause}`, async (swf) => {
        await swf.registerActivityType(BARE);
        const run = await swf.start();
        const activityType = { name: 'bare', version: '1' };
        await swf.decide(scheduleActivityTask('a1', { ...SETTINGS, activityType, [member]: undefined }));
        expect(await swf.lines(run, 5)).toEqual([`5 ScheduleActivityTaskFailed(${cause})`, '6 DecisionTaskScheduled']);
        expect((await swf.event(run, 5)).scheduleActivityTaskFailedEventAttributes).toEqual({
          activityId: 'a1',
          activityType,
          cause,
          decisionTaskCompletedEventId: 4,
        });
      });
    }

    claim('an unknown type fails with ACTIVITY_TYPE_DOES_NOT_EXIST', async (swf) => {
      const run = await swf.start();
      await swf.decide(scheduleActivityTask('a1', { activityType: { name: 'nothing', version: '1' } }));
      expect(await swf.lines(run, 5)).toEqual([
        '5 ScheduleActivityTaskFailed(ACTIVITY_TYPE_DOES_NOT_EXIST)',
        '6 DecisionTaskScheduled',
      ]);
    });

    claim('a deprecated type fails with ACTIVITY_TYPE_DEPRECATED', async (swf) => {
      const run = await swf.start();
      await swf.client.send(new DeprecateActivityTypeCommand({ domain: DOMAIN, activityType: ACTIVITY_TYPE }));
      await swf.decide(scheduleActivityTask());
      expect(await swf.lines(run, 5)).toEqual([
        '5 ScheduleActivityTaskFailed(ACTIVITY_TYPE_DEPRECATED)',
        '6 DecisionTaskScheduled',
      ]);
    });

    claim('the id of an open task fails with ACTIVITY_ID_ALREADY_IN_USE, also within one batch', async (swf) => {
      const run = await swf.start();
      await swf.decide(scheduleActivityTask(), scheduleActivityTask());
      expect(await swf.lines(run, 5)).toEqual([
        '5 ActivityTaskScheduled',
        '6 ScheduleActivityTaskFailed(ACTIVITY_ID_ALREADY_IN_USE)',
        '7 DecisionTaskScheduled',
      ]);
      await swf.decide(scheduleActivityTask());
      expect(await swf.lines(run, 10)).toEqual([
        '10 ScheduleActivityTaskFailed(ACTIVITY_ID_ALREADY_IN_USE)',
        '11 DecisionTaskScheduled',
      ]);
    });

    claim('the id of a closed task may be used again', async (swf) => {
      const run = await swf.start();
      await swf.decide(scheduleActivityTask());
      await swf.work();
      await swf.decide(scheduleActivityTask());
      expect((await swf.lines(run)).at(-1)).toBe('11 ActivityTaskScheduled');
    });

    claim(
      'more open tasks than allowed fail with OPEN_ACTIVITIES_LIMIT_EXCEEDED',
      async (swf) => {
        const run = await swf.start();
        await swf.decide(scheduleActivityTask('a1'), scheduleActivityTask('a2'));
        await swf.pollForActivityTask();
        await swf.signal(run);
        await swf.decide(scheduleActivityTask('a3'));
        expect((await swf.lines(run)).slice(-2)).toEqual([
          '12 ScheduleActivityTaskFailed(OPEN_ACTIVITIES_LIMIT_EXCEEDED)',
          '13 DecisionTaskScheduled',
        ]);
      },
      { limits: { openActivityTasks: 2 } },
    );

    claim('the first of several causes is the one of the type', async (swf) => {
      await swf.registerActivityType(BARE);
      const run = await swf.start();
      const activityType = { name: 'bare', version: '1' };
      await swf.decide(scheduleActivityTask(), scheduleActivityTask('a1', { activityType }));
      expect((await swf.lines(run))[5]).toBe('6 ScheduleActivityTaskFailed(ACTIVITY_ID_ALREADY_IN_USE)');
      await swf.client.send(new DeprecateActivityTypeCommand({ domain: DOMAIN, activityType }));
      await swf.decide(scheduleActivityTask('a1', { activityType }));
      expect((await swf.lines(run)).at(-2)).toBe('10 ScheduleActivityTaskFailed(ACTIVITY_TYPE_DEPRECATED)');
    });

    claim('a failed decision does not stop the later ones', async (swf) => {
      const run = await swf.start();
      await swf.decide(
        scheduleActivityTask('a1', { activityType: { name: 'nothing', version: '1' } }),
        recordMarker(),
        scheduleActivityTask('a2'),
      );
      expect(await swf.lines(run, 5)).toEqual([
        '5 ScheduleActivityTaskFailed(ACTIVITY_TYPE_DOES_NOT_EXIST)',
        '6 MarkerRecorded',
        '7 ActivityTaskScheduled',
        '8 DecisionTaskScheduled',
      ]);
    });

    claim('only one decision task follows several failures', async (swf) => {
      const run = await swf.start();
      await swf.decide(requestCancelActivityTask('x'), requestCancelActivityTask('y'));
      expect(await swf.lines(run, 5)).toEqual([
        '5 RequestCancelActivityTaskFailed(ACTIVITY_ID_UNKNOWN)',
        '6 RequestCancelActivityTaskFailed(ACTIVITY_ID_UNKNOWN)',
        '7 DecisionTaskScheduled',
      ]);
    });

    claim('a failure while a decision task is scheduled adds none', async (swf) => {
      const run = await swf.start();
      const task = await swf.pollForDecisionTask();
      await swf.signal(run);
      await swf.respond(task, [requestCancelActivityTask('x')]);
      expect(await swf.lines(run, 5)).toEqual([
        '5 DecisionTaskScheduled',
        '6 DecisionTaskCompleted(2,3)',
        '7 RequestCancelActivityTaskFailed(ACTIVITY_ID_UNKNOWN)',
      ]);
    });
  });

  describe('11.3 RequestCancelActivityTask', () => {
    claim('a task not yet started is canceled immediately and never handed out', async (swf) => {
      const run = await swf.start();
      await swf.decide(scheduleActivityTask());
      await swf.signal(run);
      await swf.decide(requestCancelActivityTask());
      expect(await swf.lines(run, 10)).toEqual([
        '10 ActivityTaskCancelRequested',
        '11 ActivityTaskCanceled(5,0,10)',
        '12 DecisionTaskScheduled',
      ]);
      expect(await swf.pendingActivityTasks()).toBe(0);
      await swf.decide(scheduleActivityTask());
      expect((await swf.pollForActivityTask()).startedEventId).toBe(16);
    });

    claim('a started task only has its cancellation requested, silently', async (swf) => {
      const run = await swf.start();
      await swf.decide(scheduleActivityTask());
      await swf.pollForActivityTask();
      await swf.signal(run);
      await swf.decide(requestCancelActivityTask());
      expect(await swf.lines(run, 10)).toEqual(['10 DecisionTaskCompleted(8,9)', '11 ActivityTaskCancelRequested']);
      expect((await swf.event(run, 11)).activityTaskCancelRequestedEventAttributes).toEqual({
        activityId: 'a1',
        decisionTaskCompletedEventId: 10,
      });
    });

    claim('an id without an open task fails with ACTIVITY_ID_UNKNOWN, also when it has just closed', async (swf) => {
      const run = await swf.start();
      await swf.decide(scheduleActivityTask());
      await swf.work();
      await swf.decide(requestCancelActivityTask());
      expect(await swf.lines(run, 11)).toEqual([
        '11 RequestCancelActivityTaskFailed(ACTIVITY_ID_UNKNOWN)',
        '12 DecisionTaskScheduled',
      ]);
      expect((await swf.event(run, 11)).requestCancelActivityTaskFailedEventAttributes).toEqual({
        activityId: 'a1',
        cause: 'ACTIVITY_ID_UNKNOWN',
        decisionTaskCompletedEventId: 10,
      });
    });

    claim('the cancellation names the last of several requests', async (swf) => {
      const run = await swf.start();
      await swf.decide(scheduleActivityTask());
      const task = await swf.pollForActivityTask();
      await swf.signal(run);
      await swf.decide(requestCancelActivityTask(), requestCancelActivityTask());
      await swf.client.send(new RespondActivityTaskCanceledCommand({ taskToken: task.taskToken }));
      expect((await swf.lines(run, 11)).slice(0, 3)).toEqual([
        '11 ActivityTaskCancelRequested',
        '12 ActivityTaskCancelRequested',
        '13 ActivityTaskCanceled(5,6,12)',
      ]);
    });

    claim('the activity id is required', async (swf) => {
      await swf.start();
      const task = await swf.pollForDecisionTask();
      expect((await fault(swf.respond(task, [requestCancelActivityTask('')]))).name).toBe('ValidationException');
    });
  });
};
