import { activity, continueAsNew, type OnCancel, race, scope, sleep, workflow } from '@swf/flow';
import { HistoryBuilder } from '@swf/history/builder';
import { describe, expect, it } from 'vitest';
import { replayed } from './support/replayed.js';

type Step = (run: HistoryBuilder) => HistoryBuilder;

const kid = workflow('kid', '1.0', {});
const tidy = activity<void, void>('tidy', '1.0', { startToCloseTimeout: 30 });
const workflowType = { name: 'kid', version: '1.0' };
const activityType = { name: 'tidy', version: '1.0' };

const child = (onCancel?: OnCancel) => kid.child(undefined, { workflowId: 'kid-1', onCancel });
const racing = (after: () => Promise<unknown>) => async () => {
  await race(child, () => sleep(10));
  return after();
};
/** A parent that gives up its child as the timer of that id fires, and then calls for more. */
const givenUp = (timerId: string) =>
  new HistoryBuilder()
    .decisionTask()
    .timerStarted(timerId)
    .startChildWorkflowExecutionInitiated('kid-1', { workflowType })
    .childWorkflowExecutionStarted('kid-1')
    .decisionTask()
    .timerFired(timerId)
    .decisionTask();
const requested: Step = (run) =>
  run.requestCancelExternalWorkflowExecutionInitiated('kid-1', { control: 'flow:cancel-1' });
const throttled: Step = (run) =>
  run.requestCancelExternalWorkflowExecutionFailed('kid-1', {
    control: 'flow:cancel-1',
    cause: 'REQUEST_CANCEL_EXTERNAL_WORKFLOW_EXECUTION_RATE_EXCEEDED',
  });
/** SWF throttles the request, and the parent's function returns in the same task. */
const ended: Step = (run) =>
  throttled(requested(run).activityTaskScheduled('tidy-1', { activityType }))
    .activityTaskStarted('tidy-1')
    .activityTaskCompleted('tidy-1');
const over: Step = (run) => ended(run).decisionTask().timerStarted('$throttled-1');
const again: Step = (run) => requested(run.timerFired('$throttled-1').decisionTask());

const sentBy = async (call: () => Promise<unknown>, run: HistoryBuilder) =>
  (await replayed(call, run)).decisions.map(({ type }) => type);

describe('A request to cancel a child that SWF throttles', () => {
  it.each<[string, () => Promise<unknown>, timerId: string, close: string]>([
    ['that has lost a race', racing(tidy), 'sleep-1', 'CompleteWorkflowExecution'],
    [
      'whose scope has timed out',
      () => scope(() => child(), { timeout: 10 }).catch(() => tidy()),
      'timeout-1',
      'CompleteWorkflowExecution',
    ],
    [
      'that is only requested to end',
      async () => {
        await scope(async ({ cancel }) => {
          const ended = child('REQUEST').catch(() => {});
          await sleep(10);
          cancel();
          await ended;
        });
        await tidy();
      },
      'sleep-1',
      'CompleteWorkflowExecution',
    ],
    [
      'of a run that continues as new',
      racing(async () => {
        await tidy();
        return continueAsNew(undefined);
      }),
      'sleep-1',
      'ContinueAsNewWorkflowExecution',
    ],
  ])('is made again before the run closes: to one %s', async (_, call, timerId, close) => {
    const run = over(givenUp(timerId));
    expect(await sentBy(call, run)).toEqual([]);

    run.decisionTaskCompleted().timerFired('$throttled-1');
    expect(await sentBy(call, run)).toEqual(['RequestCancelExternalWorkflowExecution']);

    requested(run.decisionTaskCompleted()).externalWorkflowExecutionCancelRequested('kid-1');
    expect(await sentBy(call, run)).toEqual([close]);
  });

  it('is waited with, instead of closing the run', async () => {
    expect(await sentBy(racing(tidy), ended(givenUp('sleep-1')))).toEqual(['StartTimer']);
  });

  it.each<[string, Step, decisions: readonly string[]]>([
    ['throttles it again', (run) => throttled(again(run)), ['StartTimer']],
    [
      'refuses it for good',
      (run) =>
        again(run).requestCancelExternalWorkflowExecutionFailed('kid-1', {
          control: 'flow:cancel-1',
          cause: 'UNKNOWN_EXTERNAL_WORKFLOW_EXECUTION',
        }),
      ['CompleteWorkflowExecution'],
    ],
    [
      'says that the child has closed meanwhile',
      (run) => run.childWorkflowExecutionCompleted('kid-1'),
      ['CancelTimer', 'CompleteWorkflowExecution'],
    ],
    [
      'says that the child has closed since it was made again',
      (run) => again(run).childWorkflowExecutionCompleted('kid-1'),
      ['CompleteWorkflowExecution'],
    ],
    ['reports a cancel request to the run', (run) => run.workflowExecutionCancelRequested(), []],
  ])('holds up the run as long as it may still be taken: SWF %s', async (_, happened, decisions) => {
    expect(await sentBy(racing(tidy), happened(over(givenUp('sleep-1'))))).toEqual(decisions);
  });
});
