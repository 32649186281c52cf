import {
  type Decision,
  PollForActivityTaskCommand,
  PollForDecisionTaskCommand,
  type PollForDecisionTaskCommandOutput,
  RegisterActivityTypeCommand,
  RegisterDomainCommand,
  RegisterWorkflowTypeCommand,
  RespondDecisionTaskCompletedCommand,
  StartWorkflowExecutionCommand,
  type SWFClient,
} from '@aws-sdk/client-swf';
import { createLocalService, type LocalServiceOptions, VirtualClock } from '@swf/local';

export const domain = 'orders';
const taskList = { name: 'list' };
const activityType = { name: 'activity', version: '1.0' };
const workflowType = { name: 'workflow', version: '1.0' };

/** A local service with a domain and types, and the calls that the tests make. */
export async function startService(options: Omit<LocalServiceOptions, 'clock'> = {}) {
  const clock = new VirtualClock();
  const service = createLocalService({ ...options, clock });
  const client = service.client();
  const calls = await prepare(client);
  return { service, client, clock, ...calls, [Symbol.asyncDispose]: () => service.close() };
}

/** Registers a domain and types, and gives the calls that the tests make there. */
async function prepare(client: SWFClient) {
  await client.send(new RegisterDomainCommand({ name: domain, workflowExecutionRetentionPeriodInDays: '1' }));
  await client.send(
    new RegisterActivityTypeCommand({
      domain,
      ...activityType,
      defaultTaskList: taskList,
      defaultTaskHeartbeatTimeout: 'NONE',
      defaultTaskScheduleToCloseTimeout: 'NONE',
      defaultTaskScheduleToStartTimeout: 'NONE',
      defaultTaskStartToCloseTimeout: 'NONE',
    }),
  );
  await client.send(
    new RegisterWorkflowTypeCommand({
      domain,
      ...workflowType,
      defaultTaskList: taskList,
      defaultChildPolicy: 'REQUEST_CANCEL',
      defaultExecutionStartToCloseTimeout: '3600',
      defaultTaskStartToCloseTimeout: '60',
      defaultLambdaRole: 'arn:aws:iam::123456789012:role/lambda',
    }),
  );
  const start = async (workflowId: string, input?: string) => {
    const { runId } = await client.send(new StartWorkflowExecutionCommand({ domain, workflowId, workflowType, input }));
    return { workflowId, runId: runId as string };
  };
  const pollDecision = () => client.send(new PollForDecisionTaskCommand({ domain, taskList, maximumPageSize: 1000 }));
  const decide = async (...decisions: Decision[]): Promise<PollForDecisionTaskCommandOutput> => {
    const task = await pollDecision();
    await client.send(new RespondDecisionTaskCompletedCommand({ taskToken: task.taskToken, decisions }));
    return task;
  };
  const pollActivity = () => client.send(new PollForActivityTaskCommand({ domain, taskList }));
  return { start, pollDecision, decide, pollActivity };
}

export const scheduleActivity = (activityId: string, attributes: object = {}): Decision => ({
  decisionType: 'ScheduleActivityTask',
  scheduleActivityTaskDecisionAttributes: { activityId, activityType, ...attributes },
});

export const requestCancelActivity = (activityId: string): Decision => ({
  decisionType: 'RequestCancelActivityTask',
  requestCancelActivityTaskDecisionAttributes: { activityId },
});

export const startTimer = (timerId: string, seconds: number): Decision => ({
  decisionType: 'StartTimer',
  startTimerDecisionAttributes: { timerId, startToFireTimeout: String(seconds) },
});

export const cancelTimer = (timerId: string): Decision => ({
  decisionType: 'CancelTimer',
  cancelTimerDecisionAttributes: { timerId },
});

export const recordMarker = (markerName: string, details: string): Decision => ({
  decisionType: 'RecordMarker',
  recordMarkerDecisionAttributes: { markerName, details },
});

export const startChild = (workflowId: string, version = '1.0'): Decision => ({
  decisionType: 'StartChildWorkflowExecution',
  startChildWorkflowExecutionDecisionAttributes: { workflowId, workflowType: { name: 'workflow', version } },
});

export const signalExternal = (workflowId: string, signalName: string): Decision => ({
  decisionType: 'SignalExternalWorkflowExecution',
  signalExternalWorkflowExecutionDecisionAttributes: { workflowId, signalName },
});

export const cancelExternal = (workflowId: string): Decision => ({
  decisionType: 'RequestCancelExternalWorkflowExecution',
  requestCancelExternalWorkflowExecutionDecisionAttributes: { workflowId },
});

export const scheduleLambda = (id: string, name: string): Decision => ({
  decisionType: 'ScheduleLambdaFunction',
  scheduleLambdaFunctionDecisionAttributes: { id, name },
});

export const complete = (result: string): Decision => ({
  decisionType: 'CompleteWorkflowExecution',
  completeWorkflowExecutionDecisionAttributes: { result },
});

export const continueAsNew: Decision = {
  decisionType: 'ContinueAsNewWorkflowExecution',
  continueAsNewWorkflowExecutionDecisionAttributes: {},
};
