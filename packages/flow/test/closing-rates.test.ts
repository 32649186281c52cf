import { activity, continueAsNew, workflow } from '@swf/flow';
import { replayFlow } from '@swf/flow/replay';
import { HistoryBuilder } from '@swf/history/builder';
import { describe, expect, it } from 'vitest';

const options = { taskList: 'flows' };
const endless = workflow('endless', '1.0', options, async () => continueAsNew(undefined));

describe('A close that SWF throttles', () => {
  it.each([
    ['twice as long if that is exceeded again', false, '2'],
    ['as briefly as at first if a signal came in between', true, '1'],
  ])('waits for its rate %s', async (_, isSignaled, seconds) => {
    const rate = 'CONTINUE_AS_NEW_WORKFLOW_EXECUTION_RATE_EXCEEDED';
    const run = new HistoryBuilder().decisionTask().continueAsNewWorkflowExecutionFailed({ cause: rate });
    run.decisionTask().timerStarted('$throttled-1').timerFired('$throttled-1');
    if (isSignaled) {
      run.decisionTaskStarted().workflowExecutionSignaled('late').decisionTaskCompleted();
      run.continueAsNewWorkflowExecutionFailed({ cause: 'UNHANDLED_DECISION' });
    }
    run.decisionTask().continueAsNewWorkflowExecutionFailed({ cause: rate }).decisionTaskStarted();
    const { decisions } = await replayFlow(endless, run.build());

    expect(decisions.map(({ attributes }) => attributes)).toEqual([
      { timerId: '$throttled-2', startToFireTimeout: seconds },
    ]);
  });

  it('waits for its rate as briefly as at first after other calls have', async () => {
    const work = activity<void, void>('work', '1.0', { startToCloseTimeout: 30 });
    const type = { activityType: { name: 'work', version: '1.0' } };
    const worked = workflow('worked', '1.0', options, async () => {
      await work();
      return continueAsNew(undefined);
    });
    const run = new HistoryBuilder()
      .decisionTask()
      .scheduleActivityTaskFailed('work-1', { ...type, cause: 'ACTIVITY_CREATION_RATE_EXCEEDED' })
      .decisionTask()
      .timerStarted('$throttled-1')
      .timerFired('$throttled-1')
      .decisionTask()
      .activityTaskScheduled('work-1', type)
      .activityTaskStarted('work-1')
      .activityTaskCompleted('work-1')
      .decisionTask()
      .continueAsNewWorkflowExecutionFailed({ cause: 'CONTINUE_AS_NEW_WORKFLOW_EXECUTION_RATE_EXCEEDED' })
      .decisionTaskStarted();
    const { decisions } = await replayFlow(worked, run.build());

    expect(decisions.map(({ attributes }) => attributes)).toEqual([
      { timerId: '$throttled-2', startToFireTimeout: '1' },
    ]);
  });
});
