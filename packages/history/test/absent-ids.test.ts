import { HistoryBuilder } from '@swf/history/builder';
import { describe, expect, it } from 'vitest';

const builder = new HistoryBuilder().decisionTask();
builder.activityTaskScheduled('a').lambdaFunctionScheduled('l').startChildWorkflowExecutionInitiated('c');
builder.workflowExecutionSignaled('hurry').workflowExecutionCancelRequested();
const history = builder.build().compile();
const [signal] = history.signals.all();
const task = history.decisionTasks.all().at(-1);

describe('The id of an event that has not happened', () => {
  it.each([
    ['a scheduled activity', history.activityTasks.get('a')?.startedEventId],
    ['a scheduled Lambda function', history.lambdaFunctions.get('l')?.startedEventId],
    ['an initiated child', history.childWorkflowExecutions.get('c')?.startedEventId],
    ['a scheduled decision task', task?.startedEventId],
    ['a decision task that is not completed', task?.completedEventId],
    ['an execution that no other one has started', history.workflowExecution.parentInitiatedEventId],
    ['a signal that no execution has sent', signal?.origin.initiatedEventId],
  ])('is 0: %s', (_, id) => {
    expect(id).toBe(0);
  });
});
