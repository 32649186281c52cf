import { DecisionTask } from '@swf/actors';
import type { History } from '@swf/history';

/** The open decision task at the end of a history, as a decider is handed it. */
export function taskOf(history: History, workflowType: string): DecisionTask {
  return new DecisionTask({ name: 'flows' }, 'flows', {
    taskToken: 'token',
    workflowExecution: { workflowId: `${workflowType}-1`, runId: 'run' },
    workflowType: { name: workflowType, version: '1.0' },
    history,
    startedEventId: history.length,
  });
}
