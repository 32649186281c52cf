import { ActivityTaskDecision, DecisionBatch, WorkflowExecutionDecision } from '@swf/decisions';
import type { History } from '@swf/history';
import { addUpType } from '../registration.js';

/** Runs a single activity, and completes the child with its result. */
export function decideBatch(history: History): DecisionBatch {
  const { workflowExecution, activityTasks } = history.compile();
  const batch = new DecisionBatch(history);
  const task = activityTasks.get('add-up');
  if (!task) {
    const { input } = workflowExecution;
    return batch.add(ActivityTaskDecision.schedule({ activityId: 'add-up', activityType: addUpType, input }));
  }
  if (task.open) return batch;
  return batch.add(
    task.state === 'completed'
      ? WorkflowExecutionDecision.complete({ result: task.result })
      : WorkflowExecutionDecision.fail({ reason: task.reason ?? task.timeoutType ?? task.cause }),
  );
}
