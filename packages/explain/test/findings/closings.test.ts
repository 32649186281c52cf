import type { History } from '@swf/history';
import type { HistoryBuilder } from '@swf/history/builder';
import { expect, it } from 'vitest';
import { findings, order } from '../support/findings.js';
import { formatFindings } from '../support/format-findings.js';
import { lacking } from '../support/lacking.js';

type Step = (run: HistoryBuilder) => HistoryBuilder;

const activity: Step = (run) =>
  run.activityTaskScheduled('charge', { taskList: 'payments' }).activityTaskStarted('charge');
const child: Step = (run) => run.startChildWorkflowExecutionInitiated('parcel').childWorkflowExecutionStarted('parcel');
const lambda: Step = (run) => run.lambdaFunctionScheduled('resize').lambdaFunctionStarted('resize');

/** What failed before the run failed. */
const FAILURES: Readonly<Record<string, Step>> = {
  'an activity that says nothing': (run) => activity(run).activityTaskFailed('charge'),
  'an activity with a reason': (run) => activity(run).activityTaskFailed('charge', { reason: 'card declined' }),
  'an activity with details alone': (run) => activity(run).activityTaskFailed('charge', { details: '{"code":51}' }),
  'an activity with an empty reason': (run) =>
    activity(run).activityTaskFailed('charge', { reason: '', details: '{"code":51}' }),
  'an activity with both': (run) =>
    activity(run).activityTaskFailed('charge', { reason: 'card declined', details: '{"code":51}' }),
  'an activity that took too long': (run) => activity(run).activityTaskTimedOut('charge'),
  'an activity that SWF refused': (run) => run.scheduleActivityTaskFailed('charge'),
  'a canceled activity, which is no failure': (run) =>
    activity(run)
      .workflowExecutionSignaled('stop')
      .decisionTask()
      .activityTaskCancelRequested('charge')
      .activityTaskCanceled('charge'),
  'a child that says nothing': (run) => child(run).childWorkflowExecutionFailed('parcel'),
  'a child with a reason': (run) => child(run).childWorkflowExecutionFailed('parcel', { reason: 'no stock' }),
  'a child that took too long': (run) => child(run).childWorkflowExecutionTimedOut('parcel'),
  'a child that was terminated': (run) => child(run).childWorkflowExecutionTerminated('parcel'),
  'a child that SWF refused': (run) => run.startChildWorkflowExecutionFailed('parcel'),
  'a Lambda function with a reason': (run) => lambda(run).lambdaFunctionFailed('resize', { reason: 'Unhandled' }),
  'a Lambda function that took too long': (run) => lambda(run).lambdaFunctionTimedOut('resize'),
  'more failures than are shown': (run) =>
    run
      .activityTaskScheduled('charge')
      .startChildWorkflowExecutionInitiated('parcel')
      .lambdaFunctionScheduled('resize')
      .activityTaskStarted('charge')
      .childWorkflowExecutionStarted('parcel')
      .lambdaFunctionStarted('resize')
      .activityTaskFailed('charge', { reason: 'first' })
      .childWorkflowExecutionFailed('parcel', { reason: 'second' })
      .lambdaFunctionFailed('resize', { reason: 'third' })
      .decisionTask()
      .startChildWorkflowExecutionFailed('refund'),
};

/** How a run closes whose child is open. */
const ENDS: Readonly<Record<string, Step>> = {
  completed: (run) => run.decisionTask().workflowExecutionCompleted(),
  failed: (run) => run.decisionTask().workflowExecutionFailed({ reason: 'no stock', details: 'sku A1' }),
  canceled: (run) => run.decisionTask().workflowExecutionCanceled({ details: 'by the buyer' }),
  'continued as new': (run) => run.decisionTask().workflowExecutionContinuedAsNew(),
  'timed out': (run) => run.workflowExecutionTimedOut(),
  'timed out, and its children are asked to cancel': (run) =>
    run.workflowExecutionTimedOut({ childPolicy: 'REQUEST_CANCEL' }),
  'terminated, and its children go on': (run) => run.workflowExecutionTerminated({ childPolicy: 'ABANDON' }),
  'terminated by an operator': (run) =>
    run.workflowExecutionTerminated({ cause: 'OPERATOR_INITIATED', reason: 'duplicate', details: 'of order-41' }),
  'terminated with its parent': (run) => run.workflowExecutionTerminated({ cause: 'CHILD_POLICY_APPLIED' }),
  'terminated because it grew too large': (run) => run.workflowExecutionTerminated({ cause: 'EVENT_LIMIT_EXCEEDED' }),
  'completed after a failure': (run) =>
    activity(run.decisionTask()).activityTaskFailed('charge').decisionTask().workflowExecutionCompleted(),
  'terminated with an empty reason': (run) => run.workflowExecutionTerminated({ reason: '', details: '' }),
  'terminated while a worker and a decider were at work': (run) =>
    activity(run.decisionTask()).workflowExecutionSignaled('hurry').decisionTaskStarted().workflowExecutionTerminated(),
  'terminated for a cause that is new': (run) => run.workflowExecutionTerminated({ cause: 'DISCS_FULL' as never }),
};

function sections(runs: Readonly<Record<string, HistoryBuilder | History>>): string {
  return Object.entries(runs)
    .map(([what, run]) => `## ${what}\n\n${formatFindings(findings(run, 0))}`)
    .join('\n');
}

it('why() tells what failed before a run failed', async () => {
  const runs = Object.entries(FAILURES).map(([what, fail]) => {
    return [what, fail(order().decisionTask()).decisionTask().workflowExecutionFailed({ reason: 'gave up' })] as const;
  });
  await expect(sections(Object.fromEntries(runs))).toMatchFileSnapshot('sentences/failures.txt');
});

it('why() cites the events that closed what failed, and not those that follow', () => {
  const failed = activity(order().decisionTask()).activityTaskFailed('charge');
  const gaveUp = failed.decisionTask().requestCancelActivityTaskFailed('charge').workflowExecutionFailed();
  const history = gaveUp.build();
  const failure = history.filter({ name: 'ActivityTaskFailed' })[0];
  expect(findings(history, 0)).toMatchObject([{ code: 'CLOSED_BECAUSE', evidence: [failure?.id, history.last?.id] }]);
});

it('why() tells how a run closed, and what happened to its children', async () => {
  const runs = Object.entries(ENDS).map(([what, end]) => [what, end(child(order().decisionTask()))] as const);
  const continued = order().decisionTask().workflowExecutionContinuedAsNew().build();
  const waiting = order().workflowExecutionTerminated().build();
  const timedOut = child(order().decisionTask()).workflowExecutionTimedOut().build();
  const text = sections({
    ...Object.fromEntries(runs),
    'timed out under a policy that is not known': lacking(timedOut, 'childPolicy'),
    'continued as a run that the history does not name': lacking(continued, 'newExecutionRunId'),
    'terminated while a task waited on a list that the history does not name': lacking(waiting, 'taskList'),
  });
  await expect(text).toMatchFileSnapshot('sentences/closings.txt');
});
