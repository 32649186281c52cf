import { CountOpenWorkflowExecutionsCommand, TerminateWorkflowExecutionCommand } from '@aws-sdk/client-swf';
import { describe, expect } from 'vitest';
import { type Account, DOMAIN, fault, type Run } from '../conformance/account.js';
import { claimsAbout } from '../conformance/claim.js';
import {
  completeWorkflowExecution,
  continueAsNew,
  recordMarker,
  requestCancelExternal,
  scheduleActivityTask,
  scheduleLambdaFunction,
  signalExternal,
  startChild,
  startTimer,
} from '../conformance/decisions.js';
import { inProcess } from '../conformance/subjects/in-process.js';

const LIMIT = 20;
const LIMITS = { limits: { historyEvents: LIMIT } };

/** How often the Lambda function was invoked. */
let invoked = 0;

const claim = claimsAbout(async (options) => inProcess(options));

/** Starts an execution, and signals it until its history has that many events. */
async function fill(swf: Account, events: number): Promise<Run> {
  const run = await swf.start();
  for (let last = 2; last < events; last++) await swf.signal(run);
  return run;
}

describe('a full history', () => {
  claim(
    'ends with a termination, whichever event did not fit',
    async (swf) => {
      const run = await fill(swf, LIMIT - 1);
      expect(await swf.lines(run)).toHaveLength(LIMIT - 1);
      await swf.signal(run);
      expect((await swf.history(run)).at(-1)).toMatchObject({
        eventId: LIMIT,
        eventType: 'WorkflowExecutionTerminated',
        workflowExecutionTerminatedEventAttributes: { cause: 'EVENT_LIMIT_EXCEEDED', childPolicy: 'TERMINATE' },
      });
      expect((await fault(swf.signal(run))).message).toContain('Unknown execution');
    },
    LIMITS,
  );

  claim(
    'has the effects of the decisions that fit, and leaves nothing open',
    async (swf) => {
      const run = await fill(swf, LIMIT - 4);
      await swf.decide(recordMarker('fits'), scheduleActivityTask('does not fit'));
      expect((await swf.history(run)).slice(-4).map(({ eventType }) => eventType)).toEqual([
        'DecisionTaskStarted',
        'DecisionTaskCompleted',
        'MarkerRecorded',
        'WorkflowExecutionTerminated',
      ]);
      expect(await swf.pendingActivityTasks()).toBe(0);
    },
    LIMITS,
  );

  for (const decision of [
    scheduleActivityTask(),
    startTimer(),
    startChild(),
    scheduleLambdaFunction(),
    signalExternal('other'),
    requestCancelExternal('other'),
    continueAsNew(),
    completeWorkflowExecution(),
  ]) {
    claim(
      `has no effect of the decision ${decision.decisionType} that did not fit`,
      async (swf) => {
        const other = await swf.start('other', { taskList: { name: 'others' } });
        const run = await fill(swf, LIMIT - 3);
        await swf.decide(recordMarker('does not fit'), decision);
        await swf.settle();
        const { executionInfo, openCounts } = await swf.describe(run);
        expect(executionInfo?.closeStatus).toBe('TERMINATED');
        expect(openCounts).toEqual({
          openActivityTasks: 0,
          openChildWorkflowExecutions: 0,
          openDecisionTasks: 0,
          openLambdaFunctions: 0,
          openTimers: 0,
        });
        expect((await swf.history(run)).at(-1)?.workflowExecutionTerminatedEventAttributes?.cause).toBe(
          'EVENT_LIMIT_EXCEEDED',
        );
        expect(await swf.executions()).toHaveLength(2);
        expect(await swf.history(other)).toHaveLength(2);
      },
      LIMITS,
    );
  }

  claim(
    'does not invoke a Lambda function whose start did not fit',
    async (swf) => {
      const run = await swf.start('order-1', { lambdaRole: 'role' });
      for (let last = 2; last < LIMIT - 4; last++) await swf.signal(run);
      await swf.decide(scheduleLambdaFunction());
      await swf.settle();
      expect((await swf.history(run)).slice(-2).map(({ eventType }) => eventType)).toEqual([
        'LambdaFunctionScheduled',
        'WorkflowExecutionTerminated',
      ]);
      expect(invoked).toBe(0);
    },
    { ...LIMITS, lambda: { functions: { resize: () => (invoked += 1) } } },
  );

  claim(
    'is skipped by a poll whose ActivityTaskStarted does not fit',
    async (swf) => {
      const full = await swf.start('full');
      await swf.decide(scheduleActivityTask());
      await swf.start('order-2');
      await swf.decide(scheduleActivityTask());
      for (let last = 5; last < LIMIT - 1; last++) await swf.signal(full);
      expect((await swf.pollForActivityTask()).workflowExecution?.workflowId).toBe('order-2');
      expect(await swf.isOpen(full)).toBe(false);
    },
    LIMITS,
  );

  claim(
    'is skipped by a poll whose DecisionTaskStarted does not fit',
    async (swf) => {
      await fill(swf, LIMIT - 1);
      await swf.start('order-2');
      expect((await swf.pollForDecisionTask()).workflowExecution?.workflowId).toBe('order-2');
      const startTimeFilter = { oldestDate: new Date(0) };
      const open = new CountOpenWorkflowExecutionsCommand({ domain: DOMAIN, startTimeFilter });
      expect((await swf.client.send(open)).count).toBe(1);
    },
    LIMITS,
  );

  claim(
    'has room for one closing event',
    async (swf) => {
      const run = await fill(swf, LIMIT - 1);
      await swf.client.send(new TerminateWorkflowExecutionCommand({ domain: DOMAIN, workflowId: run.workflowId }));
      expect((await swf.history(run)).at(-1)).toMatchObject({
        eventId: LIMIT,
        workflowExecutionTerminatedEventAttributes: { cause: 'OPERATOR_INITIATED' },
      });
    },
    LIMITS,
  );
});
