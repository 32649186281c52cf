import { WorkflowExecutionDecision } from '@swf/decisions';
import { FlowDecider, type FlowDeciderOptions, sleep, workflow } from '@swf/flow';
import { HistoryBuilder } from '@swf/history/builder';
import { describe, expect, it } from 'vitest';
import { answerTo, taskOf } from '../support/decision-task.js';

const context = { signal: new AbortController().signal };
const order = workflow('order', '1.0', {}, () => sleep(60));
const refund = workflow('refund', '1.0', {}, () => sleep(60));
const begun = new HistoryBuilder().decisionTaskStarted().build();

const deciderOf = (options: Partial<FlowDeciderOptions>) =>
  new FlowDecider({ name: 'flows' }, 'flows', { workflows: [order, refund], register: false, ...options });

describe('A task of a type without a workflow', () => {
  it('is refused without a fallback', async () => {
    await expect(deciderOf({}).decide(taskOf(begun, 'return'), context)).rejects.toThrow(
      'workflow type must be one of order@1.0, refund@1.0, got return@1.0; give the decider a fallback for others',
    );
  });

  it('is decided by the fallback, with its whole history', async () => {
    const answer = await deciderOf({
      fallback: async ({ workflowType, workflowExecution, history, startedEventId }, given) => {
        const result = [workflowType.name, workflowExecution.workflowId, history.length, startedEventId];
        return [WorkflowExecutionDecision.complete({ result: given === context && result })];
      },
    }).decide(taskOf(begun, 'return'), context);

    expect(answer).toMatchObject([{ attributes: { result: '["return","return-1",3,3]' } }]);
  });

  it('leaves tasks of other types to their workflows', async () => {
    const answer = await answerTo(deciderOf({}), taskOf(begun, 'refund'));
    expect(answer).toMatchObject({ decisions: [{ type: 'StartTimer' }] });
  });
});
