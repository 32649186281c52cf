import { describe, expect } from 'vitest';
import { DECIDERS } from '../account.js';
import type { Section } from '../claim.js';
import { recordMarker, scheduleActivityTask, startTimer } from '../decisions.js';

export const decisionScheduling: Section = (claim) => {
  describe('6 the transaction model', () => {
    claim('an execution starts with two events of one time, ids from 1', async (swf) => {
      const run = await swf.start();
      const events = await swf.history(run);
      expect(await swf.lines(run)).toEqual(['1 WorkflowExecutionStarted', '2 DecisionTaskScheduled']);
      expect(events[0]?.eventTimestamp).toEqual(events[1]?.eventTimestamp);
      expect((await swf.describe(run)).executionInfo?.startTimestamp).toEqual(events[0]?.eventTimestamp);
    });

    claim('the events of all decisions of one answer have the time of its DecisionTaskCompleted', async (swf) => {
      const run = await swf.start();
      const task = await swf.pollForDecisionTask();
      await swf.advance(7);
      await swf.respond(task, [recordMarker(), scheduleActivityTask(), startTimer()]);
      const times = (await swf.history(run)).slice(3).map(({ eventTimestamp }) => eventTimestamp?.getTime());
      expect(times).toEqual(Array.from({ length: 4 }, () => swf.clock.now()));
    });

    claim('a trigger with nothing scheduled schedules a decision task in its own transaction', async (swf) => {
      const run = await swf.start();
      await swf.decide();
      await swf.advance(1);
      await swf.signal(run);
      expect(await swf.lines(run, 5)).toEqual(['5 WorkflowExecutionSignaled', '6 DecisionTaskScheduled']);
      const [signaled, scheduled] = (await swf.history(run)).slice(4);
      expect(scheduled?.eventTimestamp).toEqual(signaled?.eventTimestamp);
    });

    claim('a trigger while a decision task is scheduled appends only itself', async (swf) => {
      const run = await swf.start();
      await swf.signal(run);
      await swf.signal(run);
      expect(await swf.lines(run, 2)).toEqual([
        '2 DecisionTaskScheduled',
        '3 WorkflowExecutionSignaled',
        '4 WorkflowExecutionSignaled',
      ]);
    });

    claim('a trigger while a decision task is started schedules the next one before the answer', async (swf) => {
      const run = await swf.start();
      const task = await swf.pollForDecisionTask();
      await swf.signal(run);
      await swf.signal(run);
      await swf.respond(task, [recordMarker()]);
      expect(await swf.lines(run, 3)).toEqual([
        '3 DecisionTaskStarted(2)',
        '4 WorkflowExecutionSignaled',
        '5 DecisionTaskScheduled',
        '6 WorkflowExecutionSignaled',
        '7 DecisionTaskCompleted(2,3)',
        '8 MarkerRecorded',
      ]);
    });

    claim('a scheduled decision task is not handed out while another one is started', async (swf) => {
      const run = await swf.start('order-1');
      const task = await swf.pollForDecisionTask();
      await swf.signal(run);
      const other = await swf.start('order-2');
      expect((await swf.pollForDecisionTask()).workflowExecution).toEqual(other);
      await swf.respond(task);
      expect((await swf.pollForDecisionTask()).workflowExecution).toEqual(run);
      expect(await swf.lines(run, 6)).toEqual(['6 DecisionTaskCompleted(2,3)', '7 DecisionTaskStarted(5)']);
    });

    claim('an answer without decisions schedules nothing', async (swf) => {
      const run = await swf.start();
      await swf.decide();
      await swf.advance(600);
      expect(await swf.lines(run, 4)).toEqual(['4 DecisionTaskCompleted(2,3)']);
      expect(await swf.pendingDecisionTasks()).toBe(0);
    });

    claim('silent events schedule nothing', async (swf) => {
      const run = await swf.start();
      await swf.decide(recordMarker(), startTimer('t1', '100'), scheduleActivityTask());
      await swf.pollForActivityTask();
      expect(await swf.lines(run, 5)).toEqual([
        '5 MarkerRecorded',
        '6 TimerStarted',
        '7 ActivityTaskScheduled',
        '8 ActivityTaskStarted(7)',
      ]);
    });

    claim('times never decrease along a history, and each transaction has its own', async (swf) => {
      const run = await swf.start();
      await swf.advance(1);
      const task = await swf.pollForDecisionTask();
      await swf.advance(2);
      await swf.respond(task, [startTimer('t1', '3')]);
      await swf.advance(3);
      const start = (await swf.event(run, 1)).eventTimestamp?.getTime() ?? 0;
      const seconds = (await swf.history(run)).map(({ eventTimestamp }) => (Number(eventTimestamp) - start) / 1000);
      expect(seconds).toEqual([0, 0, 1, 3, 3, 6, 6]);
    });
  });

  describe('6.2 the contents of a decision task', () => {
    claim('the first task has the history up to its own start, and previousStartedEventId 0', async (swf) => {
      const run = await swf.start();
      const task = await swf.pollForDecisionTask();
      expect(task).toMatchObject({
        startedEventId: 3,
        previousStartedEventId: 0,
        workflowExecution: run,
        workflowType: { name: 'order', version: '1' },
      });
      expect(task.events?.map(({ eventId }) => eventId)).toEqual([1, 2, 3]);
      expect(task.taskToken?.length).toBeGreaterThan(0);
      expect(task.taskToken?.length).toBeLessThanOrEqual(1024);
    });

    claim('a later task names the start of the task that was processed before', async (swf) => {
      const run = await swf.start();
      await swf.decide();
      await swf.signal(run);
      const task = await swf.pollForDecisionTask();
      expect(task).toMatchObject({ previousStartedEventId: 3, startedEventId: 7 });
      expect(task.events?.at(-1)?.eventId).toBe(7);
    });

    claim('a task that timed out does not count as processed', async (swf) => {
      const run = await swf.start();
      await swf.decide();
      await swf.signal(run);
      await swf.pollForDecisionTask();
      await swf.advance(60);
      const task = await swf.pollForDecisionTask();
      expect(task).toMatchObject({ previousStartedEventId: 3, startedEventId: 10 });
    });

    claim('startAtPreviousStartedEvent leaves out what lies before the previous start', async (swf) => {
      const run = await swf.start();
      await swf.decide(recordMarker());
      await swf.signal(run);
      const task = await swf.pollForDecisionTask({ startAtPreviousStartedEvent: true });
      expect(task.events?.map(({ eventId }) => eventId)).toEqual([3, 4, 5, 6, 7, 8]);
    });

    claim('startAtPreviousStartedEvent gives the whole history to the first task', async (swf) => {
      await swf.start();
      const task = await swf.pollForDecisionTask({ startAtPreviousStartedEvent: true, taskList: DECIDERS });
      expect(task.events?.map(({ eventId }) => eventId)).toEqual([1, 2, 3]);
    });

    claim('the start of a task records the identity of its poller, if it has one', async (swf) => {
      const run = await swf.start();
      await swf.respond(await swf.pollForDecisionTask({ identity: 'decider-7' }));
      await swf.signal(run);
      await swf.pollForDecisionTask();
      expect((await swf.event(run, 3)).decisionTaskStartedEventAttributes).toEqual({
        identity: 'decider-7',
        scheduledEventId: 2,
      });
      expect((await swf.event(run, 7)).decisionTaskStartedEventAttributes).toEqual({ scheduledEventId: 6 });
    });
  });
};
