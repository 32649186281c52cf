import { activity, FlowDecider, saga } from '@swf/flow';
import { HistoryBuilder } from '@swf/history/builder';
import { describe, expect, it } from 'vitest';
import { answerTo, taskOf } from '../support/decision-task.js';
import { calling } from '../support/replayed.js';

const undo = activity<void, void>('undo', '1.0', { startToCloseTimeout: 30 });

describe('A decider of a run whose bug has something undone', () => {
  const definition = calling(() =>
    saga(async (compensate) => {
      compensate(() => undo());
      throw new TypeError('a bug');
    }),
  );
  const answered = (history: HistoryBuilder, policy: { onWorkflowError?: () => 'FAIL_WORKFLOW_EXECUTION' }) => {
    const options = { workflows: [definition], register: false, ...policy };
    const decider = new FlowDecider({ name: 'flows' }, 'flows', options);
    return answerTo(decider, taskOf(history.decisionTaskStarted().build(), 'calling'));
  };
  const onWorkflowError = () => 'FAIL_WORKFLOW_EXECUTION' as const;

  it('leaves the task to time out', async () => {
    await expect(answered(new HistoryBuilder(), {})).rejects.toThrow('a bug');
  });

  it('has it undone if onWorkflowError fails the run', async () => {
    const { decisions } = await answered(new HistoryBuilder(), { onWorkflowError });

    expect(decisions.map(String)).toEqual(['ScheduleActivityTask "undo-1"']);
  });

  it('goes on with what an earlier one has undone', async () => {
    const undoing = () => {
      const activityType = { name: 'undo', version: '1.0' };
      return new HistoryBuilder()
        .decisionTask()
        .activityTaskScheduled('undo-1', { activityType, startToCloseTimeout: 30 })
        .workflowExecutionSignaled('other');
    };

    expect(await answered(undoing(), {})).toMatchObject({ decisions: [] });
  });
});
