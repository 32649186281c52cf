import { RequestCancelWorkflowExecutionCommand } from '@aws-sdk/client-swf';
import { describe, expect } from 'vitest';
import { type Account, DOMAIN, type Run } from '../account.js';
import type { Section } from '../claim.js';
import {
  cancelWorkflowExecution,
  completeWorkflowExecution,
  continueAsNew,
  failWorkflowExecution,
  recordMarker,
  requestCancelActivityTask,
  scheduleActivityTask,
  startChild,
  startTimer,
} from '../decisions.js';

const CLOSES = [
  {
    decision: completeWorkflowExecution(),
    refused: 'CompleteWorkflowExecutionFailed',
    closed: 'WorkflowExecutionCompleted',
    status: 'COMPLETED',
  },
  {
    decision: failWorkflowExecution(),
    refused: 'FailWorkflowExecutionFailed',
    closed: 'WorkflowExecutionFailed',
    status: 'FAILED',
  },
  {
    decision: cancelWorkflowExecution(),
    refused: 'CancelWorkflowExecutionFailed',
    closed: 'WorkflowExecutionCanceled',
    status: 'CANCELED',
  },
  {
    decision: continueAsNew(),
    refused: 'ContinueAsNewWorkflowExecutionFailed',
    closed: 'WorkflowExecutionContinuedAsNew',
    status: 'CONTINUED_AS_NEW',
  },
] as const;

export const closingDecisions: Section = (claim) => {
  describe('11.1 closing decisions', () => {
    for (const { decision, refused, closed, status } of CLOSES) {
      claim(`${decision.decisionType} closes with ${closed} as the last event`, async (swf) => {
        const run = await swf.start();
        await swf.decide(recordMarker(), decision);
        expect(await swf.lines(run, 5)).toEqual(['5 MarkerRecorded', `6 ${closed}`]);
        expect((await swf.describe(run)).executionInfo).toMatchObject({
          executionStatus: 'CLOSED',
          closeStatus: status,
        });
      });

      claim(
        `${decision.decisionType} is refused with UNHANDLED_DECISION when a trigger came meanwhile`,
        async (swf) => {
          const run = await swf.start();
          const task = await swf.pollForDecisionTask();
          await swf.signal(run);
          await swf.respond(task, [recordMarker(), decision]);
          expect(await swf.lines(run, 4)).toEqual([
            '4 WorkflowExecutionSignaled',
            '5 DecisionTaskScheduled',
            '6 DecisionTaskCompleted(2,3)',
            '7 MarkerRecorded',
            `8 ${refused}(UNHANDLED_DECISION)`,
          ]);
          expect(await swf.isOpen(run)).toBe(true);
          const next = await swf.pollForDecisionTask();
          expect(next).toMatchObject({ startedEventId: 9, previousStartedEventId: 3 });
          await swf.respond(next, [decision]);
          expect((await swf.describe(run)).executionInfo?.closeStatus).toBe(status);
        },
      );
    }

    const TRIGGERS: Readonly<Record<string, (swf: Account, run: Run) => Promise<unknown>>> = {
      'an activity task completes': (swf) => swf.work(),
      'an activity task times out': (swf) => swf.advance(20),
      'a timer fires': (swf) => swf.advance(10),
      'a child starts and closes': (swf) =>
        swf
          .pollForDecisionTask({ taskList: { name: 'children' } })
          .then((task) => swf.respond(task, [completeWorkflowExecution()])),
      'a cancel request comes': (swf, run) =>
        swf.client.send(new RequestCancelWorkflowExecutionCommand({ domain: DOMAIN, ...run })),
    };
    for (const [what, happen] of Object.entries(TRIGGERS)) {
      claim(`a close is refused when ${what} while the decider works`, async (swf) => {
        const run = await swf.start();
        const work = scheduleActivityTask('a1', { scheduleToStartTimeout: '20' });
        await swf.decide(work, startTimer('t1', '10'), startChild());
        const task = await swf.pollForDecisionTask();
        await happen(swf, run);
        await swf.respond(task, [completeWorkflowExecution()]);
        expect((await swf.lines(run)).at(-1)).toMatch(/CompleteWorkflowExecutionFailed\(UNHANDLED_DECISION\)$/);
        expect(await swf.pendingDecisionTasks()).toBe(1);
      });
    }

    claim('the closing events carry what the decision gave', async (swf) => {
      const close = async (decision: ReturnType<typeof completeWorkflowExecution>) => {
        const run = await swf.start();
        await swf.decide(decision);
        return swf.event(run, 5);
      };
      const dtc = { decisionTaskCompletedEventId: 4 };
      expect((await close(completeWorkflowExecution('r'))).workflowExecutionCompletedEventAttributes).toEqual({
        ...dtc,
        result: 'r',
      });
      expect((await close(failWorkflowExecution('r', 'd'))).workflowExecutionFailedEventAttributes).toEqual({
        ...dtc,
        details: 'd',
        reason: 'r',
      });
      expect((await close(cancelWorkflowExecution('d'))).workflowExecutionCanceledEventAttributes).toEqual({
        ...dtc,
        details: 'd',
      });
    });

    claim('the attribute structure of complete, fail and cancel may be missing', async (swf) => {
      for (const decisionType of [
        'CompleteWorkflowExecution',
        'FailWorkflowExecution',
        'CancelWorkflowExecution',
      ] as const) {
        const run = await swf.start();
        await swf.decide({ decisionType } as never);
        expect(await swf.isOpen(run)).toBe(false);
      }
    });

    claim(
      'a decider that answers an UNHANDLED_DECISION with nothing leaves the execution without a task',
      async (swf) => {
        const run = await swf.start();
        const task = await swf.pollForDecisionTask();
        await swf.signal(run);
        await swf.respond(task, [completeWorkflowExecution()]);
        await swf.decide();
        await swf.advance(600);
        expect(await swf.pendingDecisionTasks()).toBe(0);
        expect(await swf.isOpen(run)).toBe(true);
      },
    );

    claim('a close is not refused because of a failure earlier in its own batch', async (swf) => {
      const run = await swf.start();
      await swf.decide(requestCancelActivityTask('nobody'), completeWorkflowExecution());
      expect(await swf.lines(run, 5)).toEqual([
        '5 RequestCancelActivityTaskFailed(ACTIVITY_ID_UNKNOWN)',
        '6 WorkflowExecutionCompleted',
      ]);
    });

    claim('a close goes together with the cancellation of an unstarted activity', async (swf) => {
      const run = await swf.start();
      await swf.decide(scheduleActivityTask(), requestCancelActivityTask(), completeWorkflowExecution());
      expect(await swf.lines(run, 5)).toEqual([
        '5 ActivityTaskScheduled',
        '6 ActivityTaskCancelRequested',
        '7 ActivityTaskCanceled(5,0,6)',
        '8 WorkflowExecutionCompleted',
      ]);
    });

    claim('a task of an execution that closed is not handed out any more', async (swf) => {
      await swf.start();
      await swf.decide(scheduleActivityTask(), completeWorkflowExecution());
      expect(await swf.pendingActivityTasks()).toBe(0);
    });
  });
};
