import { closeActivityTask } from '../activity-tasks.js';
import type { DecisionAttributes, DecisionContext } from './decision.js';

/** Cancels an activity task that no worker has yet; a worker that has it is told with its next heartbeat. */
export function requestCancelActivityTask(
  { transaction, execution, decisionTaskCompletedEventId }: DecisionContext,
  { activityId }: DecisionAttributes<'requestCancelActivityTaskDecisionAttributes'>,
): void {
  const { activityTasks } = transaction.store;
  const task = activityTasks.byActivityId(execution.row.id, activityId);
  if (!task) {
    const cause = 'ACTIVITY_ID_UNKNOWN';
    execution.append('RequestCancelActivityTaskFailed', { activityId, cause, decisionTaskCompletedEventId });
    return;
  }
  const latestCancelRequestedEventId = execution.append('ActivityTaskCancelRequested', {
    activityId,
    decisionTaskCompletedEventId,
  });
  if (task.startedEventId === null)
    closeActivityTask(transaction, execution, task, 'ActivityTaskCanceled', { latestCancelRequestedEventId });
  else activityTasks.requestCancel(task.id, latestCancelRequestedEventId);
}
