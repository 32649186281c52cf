import { ChildWorkflowExecutionDecision, DecisionBatch, WorkflowExecutionDecision } from '@swf/decisions';
import type { History } from '@swf/history';
import { batchType } from '../registration.js';
import { batchOf, type TotalState } from '../total.js';

/** The number of batches per run. Continuing as new bounds the length of the history. */
const BATCHES_PER_RUN = 10;
/** The maximum number of open children. */
const CHILDREN_AT_ONCE = 3;

/**
 * Starts a child for each batch, a few at a time, and continues as new after some of them.
 *
 * The input of the next run is all that it knows: the next batch, and the sum so far.
 */
export function decideTotal(history: History, workflowId: string): DecisionBatch {
  const { workflowExecution, childWorkflowExecutions } = history.compile();
  const state = workflowExecution.parse('input') as TotalState;
  const batch = new DecisionBatch(history);
  const children = childWorkflowExecutions.all();
  const failed = children.find(({ closed, state }) => closed && state !== 'completed');
  if (failed) {
    const reason = `${failed.workflowId} ${failed.state}`;
    return batch.add(WorkflowExecutionDecision.fail({ reason, details: failed.reason ?? failed.cause }));
  }
  const end = Math.min(state.next + BATCHES_PER_RUN, state.batches);
  const open = childWorkflowExecutions.open().length;
  const firstToStart = state.next + children.length;
  const toStart = Math.min(CHILDREN_AT_ONCE - open, end - firstToStart);
  for (let number = firstToStart; number < firstToStart + toStart; number++) {
    const child = {
      workflowId: `${workflowId}-batch-${number}`,
      workflowType: batchType,
      input: batchOf(state, number),
    };
    batch.add(ChildWorkflowExecutionDecision.start(child));
  }
  if (open > 0 || toStart > 0) return batch;
  const sum = children.reduce((total, child) => total + Number(child.result), state.sum);
  return batch.add(
    end === state.batches
      ? WorkflowExecutionDecision.complete({ result: sum })
      : WorkflowExecutionDecision.continueAsNew({ input: { ...state, next: end, sum } }),
  );
}
