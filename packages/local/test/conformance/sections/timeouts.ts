import { RecordActivityTaskHeartbeatCommand } from '@aws-sdk/client-swf';
import { describe, expect } from 'vitest';
import { type Account, fault, type Run } from '../account.js';
import type { Section } from '../claim.js';
import { completeWorkflowExecution, scheduleActivityTask, startTimer } from '../decisions.js';

const UNLIMITED = {
  heartbeatTimeout: 'NONE',
  scheduleToCloseTimeout: 'NONE',
  scheduleToStartTimeout: 'NONE',
  startToCloseTimeout: 'NONE',
} as const;

async function withActivity(swf: Account, timeouts: Partial<Record<keyof typeof UNLIMITED, string>>): Promise<Run> {
  const run = await swf.start();
  await swf.decide(scheduleActivityTask('a1', { ...UNLIMITED, ...timeouts }));
  return run;
}

async function secondsBetween(swf: Account, run: Run, from: number, to: number): Promise<number> {
  const events = await swf.history(run);
  return (Number(events[to - 1]?.eventTimestamp) - Number(events[from - 1]?.eventTimestamp)) / 1000;
}

function heartbeat(swf: Account, task: { readonly taskToken?: string | undefined }, details?: string) {
  return swf.client.send(new RecordActivityTaskHeartbeatCommand({ taskToken: task.taskToken, details }));
}

export const timeouts: Section = (claim) => {
  describe('12.1 activity timeouts', () => {
    claim('SCHEDULE_TO_START closes a task that was not started, which is then never handed out', async (swf) => {
      const run = await withActivity(swf, { scheduleToStartTimeout: '10' });
      await swf.advance(9.999);
      expect(await swf.lines(run)).toHaveLength(5);
      await swf.advance(0.001);
      expect(await swf.lines(run, 6)).toEqual([
        '6 ActivityTaskTimedOut(5,0,SCHEDULE_TO_START)',
        '7 DecisionTaskScheduled',
      ]);
      expect(await swf.pendingActivityTasks()).toBe(0);
    });

    claim('SCHEDULE_TO_START does not apply to a started task', async (swf) => {
      const run = await withActivity(swf, { scheduleToStartTimeout: '10', startToCloseTimeout: '100' });
      await swf.pollForActivityTask();
      await swf.advance(99.999);
      expect(await swf.lines(run)).toHaveLength(6);
      await swf.advance(0.001);
      expect((await swf.lines(run))[6]).toBe('7 ActivityTaskTimedOut(5,6,START_TO_CLOSE)');
    });

    claim('START_TO_CLOSE is measured from the start', async (swf) => {
      const run = await withActivity(swf, { startToCloseTimeout: '10' });
      await swf.advance(50);
      const task = await swf.pollForActivityTask();
      await swf.advance(10);
      expect(await swf.lines(run, 6)).toEqual([
        '6 ActivityTaskStarted(5)',
        '7 ActivityTaskTimedOut(5,6,START_TO_CLOSE)',
        '8 DecisionTaskScheduled',
      ]);
      expect(await secondsBetween(swf, run, 6, 7)).toBe(10);
      expect(await fault(swf.complete(task))).toEqual({
        name: 'UnknownResourceFault',
        message: 'Unknown activity, scheduledEventId = 5',
      });
    });

    claim('SCHEDULE_TO_CLOSE is measured from the scheduling, started or not', async (swf) => {
      const run = await withActivity(swf, { scheduleToCloseTimeout: '10' });
      await swf.advance(10);
      expect((await swf.lines(run))[5]).toBe('6 ActivityTaskTimedOut(5,0,SCHEDULE_TO_CLOSE)');
      await swf.decide(scheduleActivityTask('a2', { ...UNLIMITED, scheduleToCloseTimeout: '10' }));
      await swf.advance(5);
      await swf.pollForActivityTask();
      await swf.advance(5);
      expect((await swf.lines(run)).at(-2)).toBe('12 ActivityTaskTimedOut(10,11,SCHEDULE_TO_CLOSE)');
    });

    claim('HEARTBEAT is measured from the last heartbeat, else from the start', async (swf) => {
      const run = await withActivity(swf, { heartbeatTimeout: '10' });
      const task = await swf.pollForActivityTask();
      await swf.advance(9);
      await heartbeat(swf, task, 'half');
      await swf.advance(9);
      await heartbeat(swf, task);
      await swf.advance(9.999);
      expect(await swf.lines(run)).toHaveLength(6);
      await swf.advance(0.001);
      expect(await swf.lines(run, 7)).toEqual(['7 ActivityTaskTimedOut(5,6,HEARTBEAT)', '8 DecisionTaskScheduled']);
      expect(await secondsBetween(swf, run, 6, 7)).toBe(28);
    });

    claim('a task that never sent a heartbeat times out after its heartbeat timeout', async (swf) => {
      const run = await withActivity(swf, { heartbeatTimeout: '10' });
      await swf.advance(100);
      await swf.pollForActivityTask();
      await swf.advance(10);
      expect((await swf.lines(run))[6]).toBe('7 ActivityTaskTimedOut(5,6,HEARTBEAT)');
    });

    claim('a timeout of any type carries the details of the last heartbeat', async (swf) => {
      const run = await withActivity(swf, { startToCloseTimeout: '10' });
      const task = await swf.pollForActivityTask();
      await heartbeat(swf, task, 'first');
      await heartbeat(swf, task, 'second');
      await swf.advance(10);
      expect((await swf.event(run, 7)).activityTaskTimedOutEventAttributes).toEqual({
        details: 'second',
        scheduledEventId: 5,
        startedEventId: 6,
        timeoutType: 'START_TO_CLOSE',
      });
    });

    claim('a timeout without a heartbeat has no details', async (swf) => {
      const run = await withActivity(swf, { startToCloseTimeout: '10' });
      await swf.pollForActivityTask();
      await swf.advance(10);
      expect((await swf.event(run, 7)).activityTaskTimedOutEventAttributes).not.toHaveProperty('details');
    });

    claim('heartbeats do not extend START_TO_CLOSE or SCHEDULE_TO_CLOSE', async (swf) => {
      for (const timeout of ['startToCloseTimeout', 'scheduleToCloseTimeout'] as const) {
        const run = await withActivity(swf, { [timeout]: '10', heartbeatTimeout: '20' });
        const task = await swf.pollForActivityTask();
        await swf.advance(9);
        await heartbeat(swf, task);
        await swf.advance(1);
        expect((await swf.lines(run))[6]).toMatch(/TimedOut/);
        await swf.decide(completeWorkflowExecution());
      }
    });

    claim('the earliest deadline wins', async (swf) => {
      const run = await withActivity(swf, {
        heartbeatTimeout: '5',
        scheduleToCloseTimeout: '8',
        startToCloseTimeout: '6',
      });
      await swf.pollForActivityTask();
      await swf.advance(60);
      expect(await swf.lines(run, 7)).toEqual(['7 ActivityTaskTimedOut(5,6,HEARTBEAT)', '8 DecisionTaskScheduled']);
    });

    claim(
      'of deadlines at one moment SCHEDULE_TO_CLOSE comes first, then SCHEDULE_TO_START, then START_TO_CLOSE',
      async (swf) => {
        const run = await withActivity(swf, { scheduleToStartTimeout: '10', scheduleToCloseTimeout: '10' });
        await swf.advance(10);
        expect((await swf.lines(run))[5]).toBe('6 ActivityTaskTimedOut(5,0,SCHEDULE_TO_CLOSE)');
        await swf.decide(
          scheduleActivityTask('a2', { ...UNLIMITED, startToCloseTimeout: '10', heartbeatTimeout: '10' }),
        );
        await swf.pollForActivityTask();
        await swf.advance(10);
        expect((await swf.lines(run))[11]).toBe('12 ActivityTaskTimedOut(10,11,START_TO_CLOSE)');
      },
    );

    claim('timeouts of NONE never fire', async (swf) => {
      const run = await withActivity(swf, {});
      await swf.advance(1000);
      await swf.pollForActivityTask();
      await swf.advance(1000);
      expect(await swf.lines(run)).toHaveLength(6);
    });

    claim('the service never retries a task', async (swf) => {
      const run = await withActivity(swf, { scheduleToStartTimeout: '1' });
      await swf.advance(1000);
      expect(await swf.lines(run)).toHaveLength(7);
    });
  });

  describe('12.2 decision task timeouts', () => {
    claim(
      'a decision that is not answered in time times out and a new task is scheduled at that moment',
      async (swf) => {
        const run = await swf.start();
        await swf.advance(5);
        const task = await swf.pollForDecisionTask();
        await swf.advance(59.999);
        expect(await swf.lines(run)).toHaveLength(3);
        await swf.advance(0.001);
        expect(await swf.lines(run, 4)).toEqual([
          '4 DecisionTaskTimedOut(2,3,START_TO_CLOSE)',
          '5 DecisionTaskScheduled',
        ]);
        expect(await secondsBetween(swf, run, 3, 4)).toBe(60);
        expect(await secondsBetween(swf, run, 4, 5)).toBe(0);
        expect(await fault(swf.respond(task))).toEqual({
          name: 'UnknownResourceFault',
          message: 'Unknown decision task, scheduledEventId = 2',
        });
      },
    );

    claim('a task that is scheduled already becomes available, no second one is added', async (swf) => {
      const run = await swf.start();
      await swf.pollForDecisionTask();
      await swf.signal(run);
      await swf.advance(60);
      expect(await swf.lines(run, 4)).toEqual([
        '4 WorkflowExecutionSignaled',
        '5 DecisionTaskScheduled',
        '6 DecisionTaskTimedOut(2,3,START_TO_CLOSE)',
      ]);
      expect(await swf.pollForDecisionTask()).toMatchObject({ startedEventId: 7, previousStartedEventId: 0 });
    });

    claim('a decision task without a poller waits without a timeout', async (swf) => {
      const run = await swf.start();
      await swf.advance(3599);
      expect(await swf.lines(run)).toHaveLength(2);
    });

    claim('a decision task timeout of NONE never fires', async (swf) => {
      const run = await swf.start('w', { taskStartToCloseTimeout: 'NONE' });
      await swf.pollForDecisionTask();
      await swf.advance(3599);
      expect(await swf.lines(run)).toHaveLength(3);
    });
  });

  describe('12.3 execution timeouts', () => {
    claim('an execution times out as its last event, whatever is open', async (swf) => {
      const run = await swf.start('w', { executionStartToCloseTimeout: '100', childPolicy: 'REQUEST_CANCEL' });
      await swf.decide(scheduleActivityTask('a1', UNLIMITED), startTimer('t1', '1000'));
      await swf.signal(run);
      await swf.pollForDecisionTask();
      await swf.advance(59);
      await swf.signal(run);
      await swf.advance(1000);
      expect((await swf.lines(run)).at(-1)).toMatch(/WorkflowExecutionTimedOut\(START_TO_CLOSE\)$/);
      const events = await swf.history(run);
      expect(events.at(-1)?.workflowExecutionTimedOutEventAttributes).toEqual({
        childPolicy: 'REQUEST_CANCEL',
        timeoutType: 'START_TO_CLOSE',
      });
      expect(await secondsBetween(swf, run, 1, events.length)).toBe(100);
      expect((await swf.describe(run)).executionInfo?.closeStatus).toBe('TIMED_OUT');
    });

    claim('a timeout at the very moment is not early and comes over a scheduled decision task', async (swf) => {
      const run = await swf.start('w', { executionStartToCloseTimeout: '100' });
      await swf.advance(99.999);
      expect(await swf.isOpen(run)).toBe(true);
      await swf.advance(0.001);
      expect(await swf.lines(run, 2)).toEqual([
        '2 DecisionTaskScheduled',
        '3 WorkflowExecutionTimedOut(START_TO_CLOSE)',
      ]);
      expect(await swf.pendingDecisionTasks()).toBe(0);
    });
  });
};
