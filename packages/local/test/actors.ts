import {
  PollForActivityTaskCommand,
  PollForDecisionTaskCommand,
  RegisterActivityTypeCommand,
  RegisterDomainCommand,
  RegisterWorkflowTypeCommand,
  StartWorkflowExecutionCommand,
  type SWFClient,
} from '@aws-sdk/client-swf';

/** The names that `prepare` registers. */
export const DOMAIN = 'orders';
export const TASK_LIST = { name: 'orders' };
export const WORKFLOW_TYPE = { name: 'order', version: '1' };
export const ACTIVITY_TYPE = { name: 'charge', version: '1' };

/** Registers a domain, a workflow type and an activity type, all with defaults. */
export async function prepare(client: SWFClient): Promise<void> {
  await client.send(new RegisterDomainCommand({ name: DOMAIN, workflowExecutionRetentionPeriodInDays: '30' }));
  await client.send(
    new RegisterWorkflowTypeCommand({
      domain: DOMAIN,
      ...WORKFLOW_TYPE,
      defaultTaskList: TASK_LIST,
      defaultChildPolicy: 'TERMINATE',
      defaultExecutionStartToCloseTimeout: '31536000',
      defaultTaskStartToCloseTimeout: '300',
    }),
  );
  await client.send(
    new RegisterActivityTypeCommand({
      domain: DOMAIN,
      ...ACTIVITY_TYPE,
      defaultTaskList: TASK_LIST,
      defaultTaskHeartbeatTimeout: 'NONE',
      defaultTaskScheduleToCloseTimeout: 'NONE',
      defaultTaskScheduleToStartTimeout: 'NONE',
      defaultTaskStartToCloseTimeout: '300',
    }),
  );
}

export function start(client: SWFClient, workflowId: string) {
  return client.send(
    new StartWorkflowExecutionCommand({ domain: DOMAIN, workflowId, workflowType: WORKFLOW_TYPE, lambdaRole: 'role' }),
  );
}

export function pollForDecision(client: SWFClient, abortSignal?: AbortSignal) {
  const options = abortSignal ? { abortSignal } : {};
  return client.send(new PollForDecisionTaskCommand({ domain: DOMAIN, taskList: TASK_LIST }), options);
}

export function pollForActivity(client: SWFClient, abortSignal?: AbortSignal) {
  const options = abortSignal ? { abortSignal } : {};
  return client.send(new PollForActivityTaskCommand({ domain: DOMAIN, taskList: TASK_LIST }), options);
}
