import {
  PollForActivityTaskCommand,
  PollForDecisionTaskCommand,
  RespondActivityTaskCompletedCommand,
  RespondActivityTaskFailedCommand,
  RespondDecisionTaskCompletedCommand,
} from '@aws-sdk/client-swf';
import type { Decision } from '@swf/decisions';
import { ActivityType } from '@swf/models';
import type { TestService } from './service.js';

/** Answers the next decision task of a task list with these decisions, or with those for its workflow id. */
export async function decide(
  { client }: TestService,
  answer: readonly Decision[] | ((workflowId: string) => readonly Decision[]),
  taskList = 'orders',
  domain = 'orders',
): Promise<void> {
  const task = await client.send(
    new PollForDecisionTaskCommand({ domain, taskList: { name: taskList }, identity: 'test decider' }),
  );
  const decisions = typeof answer === 'function' ? answer(task.workflowExecution?.workflowId ?? '') : answer;
  await client.send(
    new RespondDecisionTaskCompletedCommand({
      taskToken: task.taskToken,
      decisions: decisions.map((decision) => decision.toJSON()),
    }),
  );
}

/** Registers an activity type whose tasks go to `payments`. */
export async function registerCharge({ client, domain }: TestService): Promise<ActivityType> {
  return new ActivityType(domain, 'charge-card', '1.0', {
    defaultTaskList: 'payments',
    defaultTaskStartToCloseTimeout: 60,
    defaultTaskHeartbeatTimeout: 'NONE',
    defaultTaskScheduleToStartTimeout: 'NONE',
    defaultTaskScheduleToCloseTimeout: 'NONE',
  }).save({ client });
}

/** Completes the next activity task of `payments`, or fails it for a reason. */
export async function work({ client }: TestService, reason?: string): Promise<void> {
  const { taskToken } = await client.send(
    new PollForActivityTaskCommand({ domain: 'orders', taskList: { name: 'payments' }, identity: 'test worker' }),
  );
  await client.send(
    reason === undefined
      ? new RespondActivityTaskCompletedCommand({ taskToken, result: 'paid' })
      : new RespondActivityTaskFailedCommand({ taskToken, reason }),
  );
}
