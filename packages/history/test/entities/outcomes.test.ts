import { describe, expect, it } from 'vitest';
import { compiled, decided } from '../support/entity-members.js';

const child = () => decided().startChildWorkflowExecutionInitiated('c').childWorkflowExecutionStarted('c');
const lambda = () => decided().lambdaFunctionScheduled('l').lambdaFunctionStarted('l');

describe('the outcome', () => {
  it('of a child is its result, its reason or its timeout', () => {
    const outcomeOf = (builder: ReturnType<typeof child>) => compiled(builder).childWorkflowExecutions.get('c');
    expect(outcomeOf(child().childWorkflowExecutionCompleted('c', { result: 'done' }))).toMatchObject({
      result: 'done',
      timeoutType: undefined,
    });
    expect(outcomeOf(child().childWorkflowExecutionTimedOut('c'))).toMatchObject({
      result: undefined,
      timeoutType: 'START_TO_CLOSE',
    });
    expect(outcomeOf(decided().startChildWorkflowExecutionFailed('c'))?.runId).toBeUndefined();
  });

  it('of a Lambda function is its result or its timeout', () => {
    const outcomeOf = (builder: ReturnType<typeof lambda>) => compiled(builder).lambdaFunctions.get('l');
    expect(outcomeOf(lambda().lambdaFunctionCompleted('l', { result: 'done' }))).toMatchObject({
      result: 'done',
      timeoutType: undefined,
      startedEventId: 6,
    });
    expect(outcomeOf(lambda().lambdaFunctionTimedOut('l'))).toMatchObject({ timeoutType: 'START_TO_CLOSE' });
    expect(outcomeOf(decided().lambdaFunctionScheduled('l'))).toMatchObject({
      startedEventId: 0,
      result: undefined,
      timeoutType: undefined,
    });
  });

  it('of a request to cancel another execution names its run', () => {
    const requested = decided().requestCancelExternalWorkflowExecutionInitiated('x');
    expect(compiled(requested).externalWorkflowExecutions.get('x')?.runId).toBeUndefined();
    expect(
      compiled(requested.externalWorkflowExecutionCancelRequested('x')).externalWorkflowExecutions.get('x')?.runId,
    ).toBe('run-5');
  });

  it('of a decision task is the event that completes it', () => {
    const [completed, pending] = compiled(decided().workflowExecutionSignaled('s')).decisionTasks.all();
    expect([completed?.completedEventId, pending?.completedEventId]).toEqual([4, 0]);
  });

  it('of a timer that SWF refuses has no start, and leaves the open one of its id in place', () => {
    const { timers } = compiled(decided().timerStarted('t').startTimerFailed('t'));
    expect(timers.attempts('t').map(({ startedEventId, open }) => [startedEventId, open])).toEqual([
      [5, true],
      [0, false],
    ]);
    expect(timers.get('t')?.startedEventId).toBe(5);
  });

  it('of an activity task that SWF refuses leaves the open one of its id in place', () => {
    const { activityTasks } = compiled(
      decided().activityTaskScheduled('a').activityTaskScheduled('b').scheduleActivityTaskFailed('a'),
    );
    expect(activityTasks.get('a')?.state).toBe('scheduled');
    expect(activityTasks.open().map(({ activityId }) => activityId)).toEqual(['a', 'b']);
  });

  it('of a refused decision is not known to a history that it is appended to', () => {
    const refused = decided().startTimerFailed('t').build();
    const early = refused.slice(0, 4);
    const late = early.append(refused.slice(4).toJSON());

    expect([late, early].map((history) => history.compile().failedDecisions.length)).toEqual([1, 0]);
  });

  it('of an execution is none while it is open', () => {
    expect(compiled(decided()).workflowExecution).toMatchObject({
      closeStatus: undefined,
      cancelRequested: false,
      parentInitiatedEventId: 0,
    });
  });
});
