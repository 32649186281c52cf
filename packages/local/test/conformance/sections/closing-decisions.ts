import {
  DeprecateWorkflowTypeCommand,
  RequestCancelWorkflowExecutionCommand,
  SignalWorkflowExecutionCommand,
} from '@aws-sdk/client-swf';
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

    claim('a close goes together with the cancelation of an unstarted activity', async (swf) => {
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

  describe('11.1 ContinueAsNewWorkflowExecution', () => {
    claim('the new run starts at once with the ids, the input and the settings that were given', async (swf) => {
      const old = await swf.start('w', { input: 'old', tagList: ['old'] });
      await swf.decide(
        continueAsNew({
          childPolicy: 'ABANDON',
          executionStartToCloseTimeout: '100',
          input: 'new',
          lambdaRole: 'arn:r',
          tagList: ['new'],
          taskList: { name: 'moved' },
          taskPriority: '3',
          taskStartToCloseTimeout: '50',
        }),
      );
      const run = await swf.openRun('w');
      expect(run.runId).not.toBe(old.runId);
      const settings = {
        childPolicy: 'ABANDON',
        executionStartToCloseTimeout: '100',
        input: 'new',
        lambdaRole: 'arn:r',
        tagList: ['new'],
        taskList: { name: 'moved' },
        taskPriority: '3',
        taskStartToCloseTimeout: '50',
        workflowType: { name: 'order', version: '1' },
      };
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

    claim('a new version may be asked for, the name stays', async (swf) => {
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

    const REFUSALS = [
      { cause: 'WORKFLOW_TYPE_DOES_NOT_EXIST', version: '9' },
      { cause: 'WORKFLOW_TYPE_DEPRECATED', version: '2' },
      { cause: 'DEFAULT_EXECUTION_START_TO_CLOSE_TIMEOUT_UNDEFINED', missing: 'defaultExecutionStartToCloseTimeout' },
      { cause: 'DEFAULT_TASK_START_TO_CLOSE_TIMEOUT_UNDEFINED', missing: 'defaultTaskStartToCloseTimeout' },
      { cause: 'DEFAULT_TASK_LIST_UNDEFINED', missing: 'defaultTaskList' },
      { cause: 'DEFAULT_CHILD_POLICY_UNDEFINED', missing: 'defaultChildPolicy' },
    ] as const;
    for (const refusal of REFUSALS) {
      claim(`${refusal.cause} keeps the run open and schedules a decision task`, async (swf) => {
        const version = 'version' in refusal ? refusal.version : '3';
        if ('missing' in refusal) await swf.registerWorkflowType({ version, [refusal.missing]: undefined });
        if (version === '2') {
          await swf.registerWorkflowType({ version });
          const workflowType = { name: 'order', version };
          await swf.client.send(new DeprecateWorkflowTypeCommand({ domain: DOMAIN, workflowType }));
        }
        const run = await swf.start('w');
        await swf.decide(continueAsNew({ workflowTypeVersion: version }));
        expect(await swf.lines(run, 5)).toEqual([
          `5 ContinueAsNewWorkflowExecutionFailed(${refusal.cause})`,
          '6 DecisionTaskScheduled',
        ]);
      });
    }
  });
};
