import type { SWFClient } from '@aws-sdk/client-swf';
import type { DecisionTask } from '@swf/actors';
import { ActivityTaskDecision, WorkflowExecutionDecision } from '@swf/decisions';
import { ActivityType, type ActivityTypeOptions, Domain, type WorkflowExecution, WorkflowType } from '@swf/models';

export const domain = new Domain('test', { retentionPeriodInDays: 1 });

export const workflow = new WorkflowType(domain, 'workflow', '1.0', {
  defaultTaskList: 'decisions',
  defaultTaskStartToCloseTimeout: 30,
  defaultExecutionStartToCloseTimeout: 100 * 86_400,
  defaultChildPolicy: 'TERMINATE',
});

/** Returns the type of the activity, with the timeouts that matter to a test. */
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

/**
 * Schedules the activity, and closes the execution as the activity closes; forwards a cancel
 * request to it.
 */
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
