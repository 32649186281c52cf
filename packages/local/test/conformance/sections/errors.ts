import {
  DescribeActivityTypeCommand,
  DescribeWorkflowExecutionCommand,
  DescribeWorkflowTypeCommand,
  PollForDecisionTaskCommand,
  RecordActivityTaskHeartbeatCommand,
  RegisterDomainCommand,
  RespondActivityTaskCompletedCommand,
  RespondDecisionTaskCompletedCommand,
  SignalWorkflowExecutionCommand,
  StartWorkflowExecutionCommand,
  TerminateWorkflowExecutionCommand,
} from '@aws-sdk/client-swf';
import { describe, expect } from 'vitest';
import { type Account, DOMAIN, fault } from '../account.js';
import type { Section } from '../claim.js';
import {
  completeWorkflowExecution,
  failWorkflowExecution,
  recordMarker,
  scheduleActivityTask,
  startTimer,
} from '../decisions.js';

const RUN_ID = '22aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa=';

async function messageOf(swf: Account, operation: string, input: unknown): Promise<unknown> {
  const { body } = await swf.exchange({ target: `SimpleWorkflowService.${operation}`, body: JSON.stringify(input) });
  return (JSON.parse(body) as { readonly message?: unknown }).message;
}

function messageOfDecision(swf: Account, taskToken: string | undefined, decision: unknown): Promise<unknown> {
  return messageOf(swf, 'RespondDecisionTaskCompleted', { taskToken, decisions: [decision] });
}

export const errors: Section = (claim) => {
  describe('2 errors', () => {
    claim('an unknown type is named in the message', async (swf) => {
      const workflowType = { name: 'refund', version: '2' };
      expect(await fault(swf.client.send(new DescribeWorkflowTypeCommand({ domain: DOMAIN, workflowType })))).toEqual({
        name: 'UnknownResourceFault',
        message: 'Unknown type: WorkflowType=[name=refund, version=2]',
      });
      const activityType = { name: 'refund', version: '2' };
      expect(await fault(swf.client.send(new DescribeActivityTypeCommand({ domain: DOMAIN, activityType })))).toEqual({
        name: 'UnknownResourceFault',
        message: 'Unknown type: ActivityType=[name=refund, version=2]',
      });
      expect(await fault(swf.start('order-1', { workflowType }))).toEqual({
        name: 'UnknownResourceFault',
        message: 'Unknown type: WorkflowType=[name=refund, version=2]',
      });
    });

    claim('an unknown execution is named with its run id when that was given', async (swf) => {
      const execution = { workflowId: 'order-1', runId: RUN_ID };
      const unknown = {
        name: 'UnknownResourceFault',
        message: `Unknown execution: WorkflowExecution=[workflowId=order-1, runId=${RUN_ID}]`,
      };
      const described = swf.client.send(new DescribeWorkflowExecutionCommand({ domain: DOMAIN, execution }));
      expect(await fault(described)).toEqual(unknown);
      const signal = new SignalWorkflowExecutionCommand({ domain: DOMAIN, ...execution, signalName: 's' });
      expect(await fault(swf.client.send(signal))).toEqual(unknown);
    });

    claim('an unknown execution is named by its workflow id when no run id was given', async (swf) => {
      const terminate = new TerminateWorkflowExecutionCommand({ domain: DOMAIN, workflowId: 'order-1' });
      expect(await fault(swf.client.send(terminate))).toEqual({
        name: 'UnknownResourceFault',
        message: 'Unknown execution, workflowId = order-1',
      });
    });

    claim('an answer to a closed execution names the execution of the task token', async (swf) => {
      const run = await swf.start();
      const task = await swf.pollForDecisionTask();
      await swf.client.send(new TerminateWorkflowExecutionCommand({ domain: DOMAIN, workflowId: run.workflowId }));
      expect(await fault(swf.respond(task))).toEqual({
        name: 'UnknownResourceFault',
        message: `Unknown execution: WorkflowExecution=[workflowId=order-1, runId=${run.runId}]`,
      });
    });

    claim('an activity task that is already closed is unknown by its scheduledEventId', async (swf) => {
      await swf.start();
      await swf.decide(scheduleActivityTask());
      const task = await swf.work();
      const unknown = { name: 'UnknownResourceFault', message: 'Unknown activity, scheduledEventId = 5' };
      expect(await fault(swf.complete(task))).toEqual(unknown);
      const heartbeat = new RecordActivityTaskHeartbeatCommand({ taskToken: task.taskToken });
      expect(await fault(swf.client.send(heartbeat))).toEqual(unknown);
    });

    claim('a decision task that is already closed is unknown by its scheduledEventId', async (swf) => {
      await swf.start();
      const task = await swf.decide();
      expect(await fault(swf.respond(task))).toEqual({
        name: 'UnknownResourceFault',
        message: 'Unknown decision task, scheduledEventId = 2',
      });
    });

    claim('a malformed task token is refused with Invalid token', async (swf) => {
      const invalid = { name: 'ValidationException', message: 'Invalid token' };
      const taskToken = 'bm90IGEgdG9rZW4=';
      expect(await fault(swf.client.send(new RespondDecisionTaskCompletedCommand({ taskToken })))).toEqual(invalid);
      expect(await fault(swf.client.send(new RespondActivityTaskCompletedCommand({ taskToken })))).toEqual(invalid);
      expect(await fault(swf.client.send(new RecordActivityTaskHeartbeatCommand({ taskToken })))).toEqual(invalid);
    });

    claim('a type that exists is refused with its description', async (swf) => {
      expect(await fault(swf.registerWorkflowType())).toEqual({
        name: 'TypeAlreadyExistsFault',
        message: 'WorkflowType=[name=order, version=1]',
      });
      expect(await fault(swf.registerActivityType())).toEqual({
        name: 'TypeAlreadyExistsFault',
        message: 'ActivityType=[name=charge, version=1]',
      });
    });

    claim('a domain that exists is refused with its name', async (swf) => {
      const again = new RegisterDomainCommand({ name: DOMAIN, workflowExecutionRetentionPeriodInDays: '1' });
      expect(await fault(swf.client.send(again))).toEqual({ name: 'DomainAlreadyExistsFault', message: DOMAIN });
    });

    claim('several broken constraints are listed in one message', async (swf) => {
      expect(await messageOf(swf, 'StartWorkflowExecution', { domain: '', workflowId: 'w' })).toMatch(
        /^2 validation errors detected: Value .*; Value /,
      );
    });

    claim('a value outside an enumeration is refused with the set of values', async (swf) => {
      expect(await messageOf(swf, 'ListDomains', { registrationStatus: 'GONE' })).toMatch(
        /^1 validation error detected: Value 'GONE' at 'registrationStatus' failed to satisfy constraint: Member must satisfy enum value set: \[(REGISTERED, DEPRECATED|DEPRECATED, REGISTERED)\]$/,
      );
    });

    claim('a length is refused with the bound that it breaks', async (swf) => {
      expect(await messageOf(swf, 'DescribeDomain', { name: '' })).toBe(
        "1 validation error detected: Value '' at 'name' failed to satisfy constraint: Member must have length greater than or equal to 1",
      );
      const name = 'x'.repeat(257);
      expect(await messageOf(swf, 'DescribeDomain', { name })).toBe(
        `1 validation error detected: Value '${name}' at 'name' failed to satisfy constraint: Member must have length less than or equal to 256`,
      );
    });

    claim('a number is refused with the bound that it breaks', async (swf) => {
      const input = { registrationStatus: 'REGISTERED', maximumPageSize: 1001 };
      expect(await messageOf(swf, 'ListDomains', input)).toBe(
        "1 validation error detected: Value '1001' at 'maximumPageSize' failed to satisfy constraint: Member must have value less than or equal to 1000",
      );
    });

    claim('a path names list items from 1 and members in lower camel case', async (swf) => {
      await swf.start();
      const { taskToken } = await swf.pollForDecisionTask();
      const decision = { decisionType: 'RecordMarker', recordMarkerDecisionAttributes: {} };
      expect(await messageOfDecision(swf, taskToken, decision)).toBe(
        "1 validation error detected: Value null at 'decisions.1.member.recordMarkerDecisionAttributes.markerName' failed to satisfy constraint: Member must not be null",
      );
    });

    claim('a bad decision type is refused with the set of the thirteen', async (swf) => {
      await swf.start();
      const { taskToken } = await swf.pollForDecisionTask();
      expect(await messageOfDecision(swf, taskToken, { decisionType: 'Dance' })).toContain(
        "Value 'Dance' at 'decisions.1.member.decisionType' failed to satisfy constraint: Member must satisfy enum value set: [CompleteWorkflowExecution, StartTimer, RequestCancelExternalWorkflowExecution, SignalExternalWorkflowExecution, CancelTimer, RecordMarker, ScheduleActivityTask, ContinueAsNewWorkflowExecution, ScheduleLambdaFunction, FailWorkflowExecution, RequestCancelActivityTask, StartChildWorkflowExecution, CancelWorkflowExecution]",
      );
    });

    claim('the attributes that a decision type requires must be present', async (swf) => {
      await swf.start();
      const task = await swf.pollForDecisionTask();
      for (const decisionType of ['ScheduleActivityTask', 'StartTimer', 'RecordMarker', 'CancelTimer'] as const) {
        expect((await fault(swf.respond(task, [{ decisionType } as never]))).name).toBe('ValidationException');
      }
    });

    claim('the attributes of another type than the decision has are checked too', async (swf) => {
      await swf.start();
      const task = await swf.pollForDecisionTask();
      const decision = { ...recordMarker(), cancelTimerDecisionAttributes: { timerId: '' } };
      expect((await fault(swf.respond(task, [decision]))).name).toBe('ValidationException');
    });

    claim('a closing decision must be the last of its list', async (swf) => {
      await swf.start();
      const task = await swf.pollForDecisionTask();
      const refusal = await fault(swf.respond(task, [completeWorkflowExecution(), recordMarker()]));
      expect(refusal.name).toBe('ValidationException');
      expect(refusal.message).toContain('Close must be last decision in list');
    });

    claim('two closing decisions in one list are refused', async (swf) => {
      await swf.start();
      const task = await swf.pollForDecisionTask();
      const refusal = await fault(swf.respond(task, [failWorkflowExecution(), completeWorkflowExecution()]));
      expect(refusal.name).toBe('ValidationException');
    });

    claim('an answer that is refused changes nothing, and its token is still good', async (swf) => {
      const run = await swf.start();
      const task = await swf.pollForDecisionTask();
      const tooLong = recordMarker('m'.repeat(257));
      expect((await fault(swf.respond(task, [startTimer(), tooLong]))).name).toBe('ValidationException');
      expect(await swf.lines(run)).toHaveLength(3);
      await swf.respond(task, [failWorkflowExecution('too long')]);
      expect(await swf.lines(run, 4)).toEqual(['4 DecisionTaskCompleted(2,3)', '5 WorkflowExecutionFailed']);
    });

    claim('constraints are checked before the domain, and the domain before the type', async (swf) => {
      const start = (domain: string, workflowId: string) =>
        swf.client.send(
          new StartWorkflowExecutionCommand({ domain, workflowId, workflowType: { name: 'refund', version: '2' } }),
        );
      expect((await fault(start('nowhere', ''))).name).toBe('ValidationException');
      expect((await fault(start('nowhere', 'w'))).message).toBe('Unknown domain: nowhere');
      expect((await fault(start(DOMAIN, 'w'))).message).toMatch(/^Unknown type/);
      const badPoll = new PollForDecisionTaskCommand({ domain: 'nowhere', taskList: { name: '' } });
      expect((await fault(swf.client.send(badPoll))).name).toBe('ValidationException');
    });
  });
};
