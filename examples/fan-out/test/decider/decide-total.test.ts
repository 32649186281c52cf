import { HistoryBuilder } from '@swf/history/builder';
import { describe, expect, it } from 'vitest';
import { decideTotal } from '../../src/decider/decide-total.js';
import type { TotalState } from '../../src/total.js';

const START: TotalState = { batches: 12, batchSize: 10, next: 0, sum: 0 };

function decide(builder: HistoryBuilder) {
  return decideTotal(builder.decisionTaskStarted().build(), 'total-1').decisions;
}

/** A run that has started children for these batches. */
function withChildren(input: TotalState, ...batches: readonly number[]): HistoryBuilder {
  const builder = new HistoryBuilder({ input }).decisionTask();
  for (const batch of batches) builder.startChildWorkflowExecutionInitiated(`total-1-batch-${batch}`);
  for (const batch of batches) builder.childWorkflowExecutionStarted(`total-1-batch-${batch}`);
  return builder;
}

describe('decideTotal', () => {
  it('starts three children at first', () => {
    expect(decide(new HistoryBuilder({ input: START })).map(({ attributes }) => attributes)).toMatchObject([
      { workflowId: 'total-1-batch-0', input: '{"from":1,"to":10}' },
      { workflowId: 'total-1-batch-1', input: '{"from":11,"to":20}' },
      { workflowId: 'total-1-batch-2', input: '{"from":21,"to":30}' },
    ]);
  });

  it('starts another child when one completes', () => {
    const history = withChildren(START, 0, 1, 2).childWorkflowExecutionCompleted('total-1-batch-1', { result: 155 });
    expect(decide(history).map(({ attributes }) => attributes)).toMatchObject([{ workflowId: 'total-1-batch-3' }]);
  });

  it('completes the last run with the sum of all runs', () => {
    const history = withChildren({ ...START, next: 11, sum: 6105 }, 11);
    history.childWorkflowExecutionCompleted('total-1-batch-11', { result: 1155 });
    expect(decide(history)).toMatchObject([{ type: 'CompleteWorkflowExecution', attributes: { result: '7260' } }]);
  });

  it('fails if a child fails, with the name and reason of the child', () => {
    const history = withChildren(START, 0, 1).childWorkflowExecutionFailed('total-1-batch-0', { reason: 'no numbers' });
    expect(decide(history)).toMatchObject([
      { type: 'FailWorkflowExecution', attributes: { reason: 'total-1-batch-0 failed', details: 'no numbers' } },
    ]);
  });
});
