import { type Decider, DecisionTask } from '@swf/actors';
import { type Decision, toDecisionAnswer } from '@swf/decisions';
import type { History } from '@swf/history';

/** The hash of the run id of these tasks, with which the ids of its questions end. */
export const RUN_HASH = '2acd4eca';

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

/** The answer of a decider to a task. */
export interface Answer {
  readonly decisions: readonly Decision[];
  readonly executionContext?: unknown;
}

/** Returns the answer of a decider to a task. */
export async function answerTo(
  decider: Decider,
  task: DecisionTask,
  signal = new AbortController().signal,
): Promise<Answer> {
  const { decisions, executionContext } = toDecisionAnswer(await decider.decide(task, { signal }));
  return { decisions: [...decisions], executionContext };
}
