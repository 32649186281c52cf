import type { Facts, FindingCode, TypeFact } from '@swf/explain';
import type { History } from '@swf/history';
import { HistoryBuilder } from '@swf/history/builder';
import { expect, it } from 'vitest';
import { findings, order, sticky } from '../support/findings.js';
import { formatFindings } from '../support/format-findings.js';
import { lacking } from '../support/lacking.js';

const CHARGE = { activityType: { name: 'charge', version: '1' }, taskList: 'payments' };
const decided = () => order().decisionTask();

/** A run in which a task of a list was started before the one that waits. */
const after = (...earlier: readonly { readonly taskList?: string; readonly activityType?: object }[]) => {
  const run = decided();
  for (const [index, given] of earlier.entries()) {
    const id = `earlier-${index}`;
    run.activityTaskScheduled(id, { ...CHARGE, ...given } as object).activityTaskStarted(id);
    run
      .advance({ seconds: 10 * index })
      .activityTaskCompleted(id)
      .decisionTask();
  }
  return run.activityTaskScheduled('late', CHARGE);
};

/** The history from that event on. */
const from = (run: HistoryBuilder, eventId: number) => run.build().slice(eventId - 1);

const canceled = (given: object = {}) =>
  decided()
    .activityTaskScheduled('charge', given)
    .activityTaskStarted('charge', { identity: 'worker-1' })
    .workflowExecutionSignaled('stop')
    .decisionTask()
    .activityTaskCancelRequested('charge');

const withChild = (childPolicy: 'TERMINATE' | 'REQUEST_CANCEL' | 'ABANDON') =>
  new HistoryBuilder({ executionStartToCloseTimeout: 3600, childPolicy })
    .decisionTask()
    .startChildWorkflowExecutionInitiated('parcel')
    .childWorkflowExecutionStarted('parcel')
    .workflowExecutionCancelRequested();

const timedOut = (count: number, run = order()) => {
  for (let number = 0; number < count; number += 1) run.decisionTaskStarted().decisionTaskTimedOut();
  return run;
};

/** A decision task that no decider of its list took in time. */
const moved = () =>
  sticky(5).append([
    {
      eventId: 7,
      eventTimestamp: new Date('2020-01-01T00:00:08Z'),
      eventType: 'DecisionTaskTimedOut',
      ...{
        decisionTaskTimedOutEventAttributes: {
          scheduledEventId: 6,
          startedEventId: 0,
          timeoutType: 'SCHEDULE_TO_START',
        },
      },
    },
  ]);

/** The type of the order among others that are much alike. */
const orderTypes = [
  { kind: 'activity', name: 'workflow', version: '1.0', defaultTaskList: 'activities' },
  { kind: 'workflow', name: 'workflow', version: '2.0', defaultTaskList: 'orders-2' },
  { kind: 'workflow', name: 'refund', version: '1.0', defaultTaskList: 'refunds' },
  { kind: 'workflow', name: 'workflow', version: '1.0', defaultTaskList: 'orders' },
].map((type) => ({ ...type, status: 'REGISTERED' })) as readonly TypeFact[];

/** What is looked for, in which run, so many seconds after its last event. */
const SITUATIONS: readonly (readonly [
  what: string,
  code: FindingCode,
  run: HistoryBuilder | History,
  waited: number,
  facts?: Partial<Facts>,
])[] = [
  ['several that have just been scheduled', 'ACTIVITY_WAITS', after().activityTaskScheduled('later', CHARGE), 5],
  ['an earlier task came from the same list', 'ACTIVITY_WAITS', after({}), 300],
  ['earlier tasks came from the same list', 'ACTIVITY_WAITS', after({}, {}), 300],
  ['earlier tasks came from this list and another', 'ACTIVITY_WAITS', after({}, { taskList: 'other' }), 300],
  [
    'an earlier task was of another version',
    'ACTIVITY_WAITS',
    after({ activityType: { name: 'charge', version: '2' } }),
    300,
  ],
  [
    'it has a schedule-to-close timeout only',
    'ACTIVITY_WAITS',
    decided().activityTaskScheduled('a', { scheduleToCloseTimeout: 900 }),
    300,
  ],
  [
    'it has a schedule-to-start timeout only',
    'ACTIVITY_WAITS',
    decided().activityTaskScheduled('a', { scheduleToStartTimeout: 900 }),
    300,
  ],
  [
    'a worker without identity is busy',
    'ACTIVITY_WAITS',
    decided().activityTaskScheduled('busy', CHARGE).activityTaskScheduled('late', CHARGE).activityTaskStarted('busy'),
    300,
  ],
  [
    'a busy worker is of another list',
    'ACTIVITY_WAITS',
    decided().activityTaskScheduled('busy').activityTaskScheduled('late', CHARGE).activityTaskStarted('busy'),
    300,
  ],
  ['its deadline is now', 'ACTIVITY_WAITS', decided().activityTaskScheduled('a', { scheduleToStartTimeout: 300 }), 300],
  [
    'it waits, so it does not run',
    'ACTIVITY_RUNS',
    decided().activityTaskScheduled('a', { startToCloseTimeout: 60 }),
    30,
  ],
  [
    'the history lacks its beginning',
    'ACTIVITY_RUNS',
    from(decided().activityTaskScheduled('a').activityTaskStarted('a', { identity: 'worker-1' }), 6),
    30,
  ],
  ['others of its type have closed', 'ACTIVITY_WITHOUT_DEADLINE', after({}, {}, {}).activityTaskStarted('late'), 30],
  [
    'a decider works on it for the first time',
    'CANCEL_UNANSWERED',
    decided().timerStarted('t').workflowExecutionCancelRequested().decisionTaskStarted(),
    30,
  ],
  [
    'everything was canceled before, and a signal was sent since',
    'CANCEL_UNANSWERED',
    decided()
      .timerStarted('t')
      .activityTaskScheduled('charge')
      .startChildWorkflowExecutionInitiated('parcel')
      .activityTaskStarted('charge')
      .childWorkflowExecutionStarted('parcel')
      .decisionTask()
      .timerCanceled('t')
      .activityTaskCancelRequested('charge')
      .requestCancelExternalWorkflowExecutionInitiated('parcel')
      .workflowExecutionCancelRequested()
      .decisionTask()
      .signalExternalWorkflowExecutionInitiated('parcel', 'hurry')
      .workflowExecutionSignaled('again'),
    30,
  ],
  [
    'an activity is being canceled',
    'CANCEL_UNANSWERED',
    decided()
      .activityTaskScheduled('charge')
      .activityTaskStarted('charge')
      .workflowExecutionCancelRequested()
      .decisionTask()
      .activityTaskCancelRequested('charge'),
    30,
  ],
  [
    'a child is being canceled, by one request of two',
    'CANCEL_UNANSWERED',
    decided()
      .startChildWorkflowExecutionInitiated('parcel')
      .childWorkflowExecutionStarted('parcel')
      .workflowExecutionCancelRequested()
      .decisionTask()
      .requestCancelExternalWorkflowExecutionInitiated('parcel')
      .requestCancelExternalWorkflowExecutionInitiated('parcel'),
    30,
  ],
  [
    'another request is being sent to what is no child',
    'CANCEL_UNANSWERED',
    decided()
      .workflowExecutionCancelRequested()
      .decisionTask()
      .requestCancelExternalWorkflowExecutionInitiated('stock')
      .workflowExecutionSignaled('again'),
    30,
  ],
  [
    'a decider works on it again, and has canceled nothing',
    'CANCEL_UNANSWERED',
    decided().timerStarted('t').workflowExecutionCancelRequested().decisionTask().workflowExecutionSignaled('again'),
    30,
  ],
  [
    'a decider works on it again, and has begun something since',
    'CANCEL_UNANSWERED',
    decided().workflowExecutionCancelRequested().decisionTask().timerStarted('t').workflowExecutionSignaled('again'),
    30,
  ],
  ['an activity has not answered for 59 s', 'CANCEL_UNANSWERED', canceled(), 59],
  ['an activity has not answered for a minute', 'CANCEL_UNANSWERED', canceled(), 60],
  ['nobody knows on which worker it runs', 'CANCEL_UNANSWERED', lacking(canceled().build(), 'identity'), 60],
  ['it has not missed its heartbeat', 'CANCEL_UNANSWERED', canceled({ heartbeatTimeout: 120 }), 119],
  ['it has missed its heartbeat', 'CANCEL_UNANSWERED', canceled({ heartbeatTimeout: 120 }), 120],
  ['it sends heartbeats often', 'CANCEL_UNANSWERED', canceled({ heartbeatTimeout: 30 }), 60],
  ['it has not started', 'CHILD_BLOCKS', decided().startChildWorkflowExecutionInitiated('parcel'), 30],
  [
    'it has not arrived for a minute',
    'EXTERNAL_FAILED',
    decided().signalExternalWorkflowExecutionInitiated('stock', 'reserve'),
    60,
  ],
  [
    'it has not started for a minute',
    'LAMBDA_CANNOT_START',
    decided().lambdaFunctionScheduled('resize', { name: 'resize-image' }),
    60,
  ],
  [
    'it has not started, and the history does not say which function it is',
    'LAMBDA_CANNOT_START',
    lacking(decided().lambdaFunctionScheduled('resize').build(), 'name'),
    60,
  ],
  [
    'another one has not started',
    'LAMBDA_RUNS',
    decided().lambdaFunctionScheduled('resize').lambdaFunctionScheduled('crop').lambdaFunctionStarted('crop'),
    30,
  ],
  [
    'the history does not say which function it is',
    'LAMBDA_RUNS',
    lacking(decided().lambdaFunctionScheduled('resize').lambdaFunctionStarted('resize').build(), 'name'),
    30,
  ],
  ['its type has another default task list', 'DECISION_WAITS', order(), 300, { types: orderTypes }],
  ['SWF moves it to the default task list', 'DECISION_WAITS', sticky(600), 300, { types: orderTypes }],
  [
    'others took half a minute, and one timed out',
    'DECISION_RUNS',
    order()
      .decisionTaskStarted()
      .advance({ seconds: 29 })
      .decisionTaskCompleted()
      .workflowExecutionSignaled('one')
      .decisionTaskStarted()
      .advance({ seconds: 59 })
      .decisionTaskTimedOut()
      .decisionTaskStarted(),
    90,
  ],
  [
    'it has no deadline',
    'DECISION_RUNS',
    new HistoryBuilder({ taskStartToCloseTimeout: 'NONE' }).decisionTaskStarted(),
    59,
  ],
  ['it has just been taken', 'DECISION_RUNS', order().decisionTaskStarted(), 0],
  ['a clock is behind', 'DECISION_RUNS', order().decisionTaskStarted(), -5],
  ['SWF moved one to another list', 'DECISION_TIMES_OUT', moved(), 5],
  ['one timed out', 'DECISION_TIMES_OUT', timedOut(1), 5],
  ['two timed out', 'DECISION_TIMES_OUT', timedOut(2), 5],
  [
    'two timed out after some that were completed',
    'DECISION_TIMES_OUT',
    timedOut(2, decided().workflowExecutionSignaled('a').decisionTask().workflowExecutionSignaled('b')),
    5,
  ],
  ['one timed out, and the history lacks its beginning', 'DECISION_TIMES_OUT', from(timedOut(1), 2), 5],
  ...(['TERMINATE', 'REQUEST_CANCEL', 'ABANDON'] as const).map(
    (childPolicy) =>
      [`a child is open under the policy ${childPolicy}`, 'EXECUTION_TIMEOUT', withChild(childPolicy), 30] as const,
  ),
  ['it should have timed out', 'EXECUTION_TIMEOUT', withChild('TERMINATE'), 3626],
];

it('why() speaks of rare situations', async () => {
  const text = SITUATIONS.map(([what, code, run, waited, facts]) => {
    const found = findings(run, waited, facts).filter((finding) => finding.code === code);
    return `## ${code}: ${what}\n\n${found.length === 0 ? 'nothing\n' : formatFindings(found)}`;
  }).join('\n');
  await expect(text).toMatchFileSnapshot('sentences/rare-situations.txt');
});
