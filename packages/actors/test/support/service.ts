import type { SWFClient } from '@aws-sdk/client-swf';
import { ActivityTaskDecision, WorkflowExecutionDecision } from '@swf/decisions';
import { createLocalService, type LocalService, type LocalServiceOptions } from '@swf/local';
import { ActivityType, type ActivityTypeOptions, Domain, type WorkflowExecution, WorkflowType } from '@swf/models';
import type { Actor, ActorEvents, DecisionTask } from '../../src/index.js';

export const domain = new Domain('test', { retentionPeriodInDays: 1 });

export const workflow = new WorkflowType(domain, 'workflow', '1.0', {
  defaultTaskList: 'decisions',
  defaultTaskStartToCloseTimeout: 30,
  defaultExecutionStartToCloseTimeout: 3600,
  defaultChildPolicy: 'TERMINATE',
});

/** The type of the one activity that these workflows have, with the timeouts that matter to a test. */
export function activityType(timeouts: ActivityTypeOptions = {}): ActivityType {
  return new ActivityType(domain, 'activity', '1.0', {
    defaultTaskList: 'activities',
    defaultTaskScheduleToCloseTimeout: 'NONE',
    defaultTaskScheduleToStartTimeout: 'NONE',
    defaultTaskStartToCloseTimeout: 60,
    defaultTaskHeartbeatTimeout: 'NONE',
    ...timeouts,
  });
}

/** A service of this process in which the domain and the types are registered. */
export async function openService(
  options: LocalServiceOptions = {},
  timeouts: ActivityTypeOptions = {},
): Promise<{ service: LocalService; client: SWFClient } & AsyncDisposable> {
  const service = createLocalService(options);
  // Retries are the actors' own business here, so those of the SDK are off.
  const client = service.client({ maxAttempts: 1 });
  await domain.save({ client });
  await workflow.save({ client });
  await activityType(timeouts).save({ client });
  return { service, client, [Symbol.asyncDispose]: () => service.close() };
}

/** Schedules the activity, then closes the execution as the activity closed; once canceled, asks the activity to cancel. */
export function decideOne({ history }: DecisionTask) {
  const { activityTasks, workflowExecution } = history.compile();
  const activity = activityTasks.get('one');
  if (!activity)
    return [ActivityTaskDecision.schedule({ activityId: 'one', activityType: activityType(), input: { n: 1 } })];
  if (activity.state === 'completed') return [WorkflowExecutionDecision.complete({ result: activity.result })];
  if (activity.state === 'failed') {
    return [WorkflowExecutionDecision.fail({ reason: activity.reason, details: activity.details })];
  }
  if (activity.state === 'canceled') return [WorkflowExecutionDecision.cancel({})];
  if (activity.state === 'timed_out')
    return [WorkflowExecutionDecision.fail({ reason: 'TIMED_OUT', details: activity.details })];
  if (workflowExecution.cancelRequested) return [ActivityTaskDecision.requestCancel({ activityId: 'one' })];
  return [];
}

/** Schedules the activity again and again until it has completed. */
export function decideTillDone({ history }: DecisionTask) {
  const last = history.compile().activityTasks.get('one');
  if (last?.state === 'completed') return [WorkflowExecutionDecision.complete({ result: last.result })];
  return last?.open ? [] : [ActivityTaskDecision.schedule({ activityId: 'one', activityType: activityType() })];
}

export function startExecution(client: SWFClient, workflowId = 'w'): Promise<WorkflowExecution> {
  return workflow.startExecution({ workflowId, client });
}

/** What the next event of that name tells. */
export function next<Task, Name extends keyof ActorEvents>(
  actor: Actor<Task>,
  name: Name,
): Promise<ActorEvents<Task>[Name][0]> {
  return new Promise((resolve) => {
    actor.once(name, (...args: ActorEvents<Task>[Name]) => resolve(args[0]));
  });
}

/** A promise and what resolves it. */
export function deferred<Value = void>(): { promise: Promise<Value>; resolve: (value: Value) => void } {
  let resolve: (value: Value) => void = () => {};
  const promise = new Promise<Value>((settle) => {
    resolve = settle;
  });
  return { promise, resolve };
}
