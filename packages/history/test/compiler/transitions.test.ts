import { type EventName, History, TransitionError } from '@swf/history';
import { HistoryBuilder } from '@swf/history/builder';
import { expect, it } from 'vitest';

const decided = () => new HistoryBuilder().decisionTask();
const activity = () => decided().activityTaskScheduled('a');
const timer = () => decided().timerStarted('t');
const child = () => decided().startChildWorkflowExecutionInitiated('c');
const lambda = () => decided().lambdaFunctionScheduled('l');
const signal = () => decided().signalExternalWorkflowExecutionInitiated('x', 's');
const cancelRequest = () => decided().requestCancelExternalWorkflowExecutionInitiated('x');

const DECISION = { scheduledEventId: 2, startedEventId: 3 };
// What begins right after the first decision is event 5; what happens to it then is event 6.
const UNSTARTED = { scheduledEventId: 5, startedEventId: 0 };
const STARTED = { scheduledEventId: 5, startedEventId: 6 };
const TIMER = { timerId: 't', startedEventId: 5 };
const EXTERNAL = { workflowExecution: { workflowId: 'x', runId: 'r' }, initiatedEventId: 5 };
const CHILD = { workflowExecution: { workflowId: 'c', runId: 'r' }, initiatedEventId: 5, startedEventId: 6 };
const CHILD_REFUSED = { workflowId: 'c', initiatedEventId: 5, decisionTaskCompletedEventId: 4 };

/** What SWF never does: the history, and the event that cannot come next. */
const NEVER: readonly (readonly [what: string, before: HistoryBuilder, event: EventName, attributes: object])[] = [
  [
    'a decision task completes that no decider has',
    new HistoryBuilder(),
    'DecisionTaskCompleted',
    { scheduledEventId: 2, startedEventId: 0 },
  ],
  [
    'a decision task starts twice',
    new HistoryBuilder().decisionTaskStarted(),
    'DecisionTaskStarted',
    { scheduledEventId: 2 },
  ],
  ['a decision task completes twice', decided(), 'DecisionTaskCompleted', DECISION],
  [
    'a decision task completes that has timed out',
    new HistoryBuilder().decisionTaskStarted().decisionTaskTimedOut(),
    'DecisionTaskCompleted',
    DECISION,
  ],
  ['an activity completes that no worker has', activity(), 'ActivityTaskCompleted', UNSTARTED],
  ['an activity is canceled that nobody asked to cancel', activity(), 'ActivityTaskCanceled', UNSTARTED],
  ['an activity starts twice', activity().activityTaskStarted('a'), 'ActivityTaskStarted', { scheduledEventId: 5 }],
  [
    'an activity starts that has timed out',
    activity().activityTaskTimedOut('a'),
    'ActivityTaskStarted',
    { scheduledEventId: 5 },
  ],
  [
    'an activity fails that has completed',
    activity().activityTaskStarted('a').activityTaskCompleted('a'),
    'ActivityTaskFailed',
    STARTED,
  ],
  ['a timer fires twice', timer().timerFired('t'), 'TimerFired', TIMER],
  ['a timer fires that was canceled', timer().timerCanceled('t'), 'TimerFired', TIMER],
  [
    'a timer is canceled that has fired',
    timer().timerFired('t').decisionTask(),
    'TimerCanceled',
    { ...TIMER, decisionTaskCompletedEventId: 9 },
  ],
  [
    'a child fails to start that has started',
    child().childWorkflowExecutionStarted('c'),
    'StartChildWorkflowExecutionFailed',
    CHILD_REFUSED,
  ],
  [
    'a child completes that has not started',
    child(),
    'ChildWorkflowExecutionCompleted',
    { ...CHILD, startedEventId: 0 },
  ],
  [
    'a child is terminated that has completed',
    child().childWorkflowExecutionStarted('c').childWorkflowExecutionCompleted('c'),
    'ChildWorkflowExecutionTerminated',
    CHILD,
  ],
  ['a signal arrives as a cancel request', signal(), 'ExternalWorkflowExecutionCancelRequested', EXTERNAL],
  ['a cancel request arrives as a signal', cancelRequest(), 'ExternalWorkflowExecutionSignaled', EXTERNAL],
  [
    'a signal arrives twice',
    signal().externalWorkflowExecutionSignaled('x'),
    'ExternalWorkflowExecutionSignaled',
    EXTERNAL,
  ],
  ['a function returns that was not called', lambda(), 'LambdaFunctionCompleted', UNSTARTED],
  [
    'a function is called that could not be',
    lambda().startLambdaFunctionFailed('l'),
    'LambdaFunctionStarted',
    { scheduledEventId: 5 },
  ],
];

it.each(NEVER)('verify reports that %s', (_, before, eventType, attributes) => {
  const { events } = before.build().toJSON();
  const eventId = events.length + 1;
  const { eventTimestamp } = events.at(-1) ?? {};
  const member = `${eventType.charAt(0).toLowerCase()}${eventType.slice(1)}EventAttributes`;
  const history = History.from([...events, { eventId, eventTimestamp, eventType, [member]: attributes }]);
  expect(history.verify()).toMatchObject([{ kind: 'forbidden_transition', eventId }]);
  expect(() => history.compile()).toThrow(expect.toSatisfy(TransitionError.is));
});
