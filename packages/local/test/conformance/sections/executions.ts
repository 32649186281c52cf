import {
  RequestCancelWorkflowExecutionCommand,
  SignalWorkflowExecutionCommand,
  TerminateWorkflowExecutionCommand,
} from '@aws-sdk/client-swf';
import { describe, expect } from 'vitest';
import { type Account, DECIDERS, DOMAIN, fault, type Run, WORKERS } from '../account.js';
import type { Section } from '../claim.js';
import { completeWorkflowExecution, scheduleActivityTask, startTimer } from '../decisions.js';

const NO_DEFAULTS = {
  name: 'bare',
  defaultTaskList: undefined,
  defaultTaskStartToCloseTimeout: undefined,
  defaultExecutionStartToCloseTimeout: undefined,
  defaultChildPolicy: undefined,
} as const;

const SETTINGS = {
  executionStartToCloseTimeout: '100',
  taskList: { name: 'own' },
  taskStartToCloseTimeout: '50',
  childPolicy: 'ABANDON',
} as const;

type Target = { readonly workflowId: string; readonly runId?: string };

const MUTATIONS: readonly {
  readonly name: string;
  readonly call: (swf: Account, target: Target) => Promise<unknown>;
}[] = [
  {
    name: 'SignalWorkflowExecution',
    call: (swf, target) =>
      swf.client.send(new SignalWorkflowExecutionCommand({ domain: DOMAIN, ...target, signalName: 'paid' })),
  },
  {
    name: 'RequestCancelWorkflowExecution',
    call: (swf, target) => swf.client.send(new RequestCancelWorkflowExecutionCommand({ domain: DOMAIN, ...target })),
  },
  {
    name: 'TerminateWorkflowExecution',
    call: (swf, target) => swf.client.send(new TerminateWorkflowExecutionCommand({ domain: DOMAIN, ...target })),
  },
];

function terminate(swf: Account, target: Target) {
  return swf.client.send(new TerminateWorkflowExecutionCommand({ domain: DOMAIN, ...target }));
}

async function started(swf: Account, run: Run) {
  return (await swf.event(run, 1)).workflowExecutionStartedEventAttributes;
}

export const executions: Section = (claim) => {
  describe('7.1 StartWorkflowExecution', () => {
    claim('the start event takes the defaults of the type for values missing from the request', async (swf) => {
      expect(await started(swf, await swf.start())).toEqual({
        childPolicy: 'TERMINATE',
        executionStartToCloseTimeout: '3600',
        parentInitiatedEventId: 0,
        taskList: DECIDERS,
        taskStartToCloseTimeout: '60',
        workflowType: { name: 'order', version: '1' },
      });
    });

    claim('each value in the request overrides its default', async (swf) => {
      const run = await swf.start('w', {
        ...SETTINGS,
        input: 'in',
        taskPriority: '7',
        tagList: ['x', 'y'],
        lambdaRole: 'arn:aws:iam::1:role/r',
      });
      expect(await started(swf, run)).toEqual({
        ...SETTINGS,
        input: 'in',
        lambdaRole: 'arn:aws:iam::1:role/r',
        parentInitiatedEventId: 0,
        tagList: ['x', 'y'],
        taskPriority: '7',
        workflowType: { name: 'order', version: '1' },
      });
    });

    claim('each setting without value and default is a DefaultUndefinedFault', async (swf) => {
      await swf.registerWorkflowType(NO_DEFAULTS);
      const workflowType = { name: 'bare', version: '1' };
      for (const missing of Object.keys(SETTINGS)) {
        const start = swf.start('w', { workflowType, ...SETTINGS, [missing]: undefined });
        expect([missing, (await fault(start)).name]).toEqual([missing, 'DefaultUndefinedFault']);
      }
      expect((await started(swf, await swf.start('w', { workflowType, ...SETTINGS })))?.taskList).toEqual({
        name: 'own',
      });
    });

    claim('an execution timeout of NONE is refused, a decision task timeout of NONE is accepted', async (swf) => {
      expect((await fault(swf.start('w', { executionStartToCloseTimeout: 'NONE' }))).name).toBe('ValidationException');
      const run = await swf.start('w', { taskStartToCloseTimeout: 'NONE' });
      expect((await swf.event(run, 2)).decisionTaskScheduledEventAttributes?.startToCloseTimeout).toBe('NONE');
    });

    claim('a second open execution with the workflow id is refused, whatever its type', async (swf) => {
      await swf.registerWorkflowType({ version: '2' });
      await swf.start('w');
      const refused = await fault(swf.start('w', { workflowType: { name: 'order', version: '2' } }));
      expect(refused.name).toBe('WorkflowExecutionAlreadyStartedFault');
    });

    claim('after the close the workflow id can be used again and gets a new run id', async (swf) => {
      const first = await swf.start('w');
      await swf.decide(completeWorkflowExecution());
      const second = await swf.start('w');
      expect(second.runId).not.toBe(first.runId);
      expect(await swf.lines(second)).toHaveLength(2);
    });

    claim('decision tasks carry the list, the timeout and the priority of the execution', async (swf) => {
      const run = await swf.start('w', { ...SETTINGS, taskPriority: '-3' });
      expect((await swf.event(run, 2)).decisionTaskScheduledEventAttributes).toEqual({
        scheduleToStartTimeout: 'NONE',
        startToCloseTimeout: '50',
        taskList: { name: 'own' },
        taskPriority: '-3',
      });
    });

    claim('a priority defaults to that of the type', async (swf) => {
      await swf.registerWorkflowType({ version: '2', defaultTaskPriority: '9' });
      const run = await swf.start('w', { workflowType: { name: 'order', version: '2' } });
      expect((await started(swf, run))?.taskPriority).toBe('9');
      expect((await swf.event(run, 2)).decisionTaskScheduledEventAttributes?.taskPriority).toBe('9');
    });

    claim('a Lambda role defaults to that of the type, and an empty list of tags counts as none', async (swf) => {
      await swf.registerWorkflowType({ version: '2', defaultLambdaRole: 'arn:default' });
      const run = await swf.start('w', { workflowType: { name: 'order', version: '2' }, tagList: [] });
      expect(await started(swf, run)).toMatchObject({ lambdaRole: 'arn:default' });
      expect(await started(swf, run)).not.toHaveProperty('tagList');
      const { executionConfiguration, executionInfo } = await swf.describe(run);
      expect(executionConfiguration?.lambdaRole).toBe('arn:default');
      expect(executionInfo).not.toHaveProperty('tagList');
    });
  });

  describe('7.2 to 7.4 signal, cancel, terminate', () => {
    for (const { name, call } of MUTATIONS) {
      claim(`${name} reaches the open run of a workflow id, or the run that it names`, async (swf) => {
        const run = await swf.start('w');
        await call(swf, { workflowId: 'w' });
        expect(await swf.lines(run)).toHaveLength(3);
        const other = await swf.start('v');
        await call(swf, other);
        expect(await swf.lines(other)).toHaveLength(3);
      });

      claim(`${name} on a closed run is an UnknownResourceFault`, async (swf) => {
        const run = await swf.start('w');
        await terminate(swf, run);
        expect((await fault(call(swf, run))).name).toBe('UnknownResourceFault');
        expect((await fault(call(swf, { workflowId: 'w' }))).name).toBe('UnknownResourceFault');
        await swf.start('w');
        expect((await fault(call(swf, run))).name).toBe('UnknownResourceFault');
        expect(await swf.lines(run)).toHaveLength(3);
      });
    }

    claim('a signal carries its name and input, and externalInitiatedEventId 0', async (swf) => {
      const run = await swf.start();
      const signal = { domain: DOMAIN, workflowId: run.workflowId, signalName: 'paid', input: '5 EUR' };
      await swf.client.send(new SignalWorkflowExecutionCommand(signal));
      expect((await swf.event(run, 3)).workflowExecutionSignaledEventAttributes).toEqual({
        externalInitiatedEventId: 0,
        input: '5 EUR',
        signalName: 'paid',
      });
    });

    claim('every signal appends an event, and those before the first task are in its history', async (swf) => {
      const run = await swf.start();
      await swf.signal(run);
      await swf.signal(run);
      const { events } = await swf.pollForDecisionTask();
      expect(events?.map(({ eventType }) => eventType).slice(2)).toEqual([
        'WorkflowExecutionSignaled',
        'WorkflowExecutionSignaled',
        'DecisionTaskStarted',
      ]);
    });

    claim('a cancel request leaves the execution open, with cancelRequested set', async (swf) => {
      const run = await swf.start();
      await swf.decide();
      expect((await swf.describe(run)).executionInfo?.cancelRequested).toBe(false);
      await swf.client.send(new RequestCancelWorkflowExecutionCommand({ domain: DOMAIN, ...run }));
      await swf.client.send(new RequestCancelWorkflowExecutionCommand({ domain: DOMAIN, ...run }));
      expect(await swf.lines(run, 5)).toEqual([
        '5 WorkflowExecutionCancelRequested',
        '6 DecisionTaskScheduled',
        '7 WorkflowExecutionCancelRequested',
      ]);
      expect((await swf.event(run, 5)).workflowExecutionCancelRequestedEventAttributes).toEqual({
        externalInitiatedEventId: 0,
      });
      expect((await swf.describe(run)).executionInfo).toMatchObject({ cancelRequested: true, executionStatus: 'OPEN' });
    });

    claim('cancelRequested is false once the execution is closed', async (swf) => {
      const run = await swf.start();
      await swf.client.send(new RequestCancelWorkflowExecutionCommand({ domain: DOMAIN, ...run }));
      await swf.decide(completeWorkflowExecution());
      expect((await swf.describe(run)).executionInfo).toMatchObject({
        cancelRequested: false,
        closeStatus: 'COMPLETED',
      });
    });

    claim('a termination closes immediately, whatever is in flight, without a decision task', async (swf) => {
      const run = await swf.start();
      await swf.decide(scheduleActivityTask(), startTimer());
      await swf.pollForActivityTask();
      await swf.client.send(
        new TerminateWorkflowExecutionCommand({ domain: DOMAIN, ...run, reason: 'why', details: 'because' }),
      );
      await swf.advance(600);
      expect(await swf.lines(run, 8)).toEqual(['8 WorkflowExecutionTerminated(OPERATOR_INITIATED)']);
      expect((await swf.event(run, 8)).workflowExecutionTerminatedEventAttributes).toEqual({
        cause: 'OPERATOR_INITIATED',
        childPolicy: 'TERMINATE',
        details: 'because',
        reason: 'why',
      });
    });

    claim("a termination's child policy wins over the execution's own", async (swf) => {
      const run = await swf.start('w', { childPolicy: 'REQUEST_CANCEL' });
      await swf.client.send(new TerminateWorkflowExecutionCommand({ domain: DOMAIN, ...run, childPolicy: 'ABANDON' }));
      expect((await swf.event(run, 3)).workflowExecutionTerminatedEventAttributes?.childPolicy).toBe('ABANDON');
      const other = await swf.start('w', { childPolicy: 'REQUEST_CANCEL' });
      await terminate(swf, other);
      expect((await swf.event(other, 3)).workflowExecutionTerminatedEventAttributes?.childPolicy).toBe(
        'REQUEST_CANCEL',
      );
    });
  });

  describe('6.3 after the close', () => {
    claim('nothing is appended: tasks are withdrawn and timers never fire', async (swf) => {
      const run = await swf.start();
      await swf.decide(scheduleActivityTask('a1'), scheduleActivityTask('a2'), startTimer());
      await swf.signal(run);
      await terminate(swf, run);
      expect(await swf.pendingActivityTasks(WORKERS)).toBe(0);
      expect(await swf.pendingDecisionTasks(DECIDERS)).toBe(0);
      const before = await swf.lines(run);
      await swf.clock.advance({ hours: 2 });
      expect(await swf.lines(run)).toEqual(before);
    });

    claim('late answers of workers and deciders get an UnknownResourceFault naming the execution', async (swf) => {
      const run = await swf.start();
      await swf.decide(scheduleActivityTask());
      const activityTask = await swf.pollForActivityTask();
      await swf.signal(run);
      const decisionTask = await swf.pollForDecisionTask();
      await terminate(swf, run);
      const unknown = {
        name: 'UnknownResourceFault',
        message: `Unknown execution: WorkflowExecution=[workflowId=order-1, runId=${run.runId}]`,
      };
      expect(await fault(swf.complete(activityTask))).toEqual(unknown);
      expect(await fault(swf.respond(decisionTask))).toEqual(unknown);
    });

    claim('activities, timers and children may be open at the close', async (swf) => {
      const run = await swf.start();
      await swf.decide(scheduleActivityTask(), startTimer(), completeWorkflowExecution('fine'));
      expect((await swf.describe(run)).executionInfo?.closeStatus).toBe('COMPLETED');
    });

    claim('the open counters stay as they were at the close', async (swf) => {
      const run = await swf.start();
      await swf.decide(scheduleActivityTask(), startTimer(), completeWorkflowExecution());
      expect((await swf.describe(run)).openCounts).toMatchObject({ openActivityTasks: 1, openTimers: 1 });
    });
  });
};
