import { explain, formatExplanation } from '@swf/explain';
import { History, type RawEvent } from '@swf/history';
import { HistoryBuilder } from '@swf/history/builder';
import { describe, expect, it } from 'vitest';
import { lacking } from './support/lacking.js';

const sender = { workflowId: 'batch-1', runId: 'run-1' };

/** An open run with something in each section. */
const busy = () =>
  new HistoryBuilder({
    input: 'order 42',
    tagList: ['eu', 'vip'],
    parentWorkflowExecution: sender,
    parentInitiatedEventId: 5,
  })
    .workflowExecutionSignaled('hurry', {
      externalWorkflowExecution: sender,
      externalInitiatedEventId: 7,
      input: 'now',
    })
    .decisionTask()
    .activityTaskScheduled('charge')
    .activityTaskScheduled('pack')
    .lambdaFunctionScheduled('resize', { name: 'resize-image' })
    .timerStarted('patience', { startToFireTimeout: 90 })
    .timerStarted('reminder', { startToFireTimeout: 5 })
    .startChildWorkflowExecutionInitiated('parcel')
    .signalExternalWorkflowExecutionInitiated('stock', 'reserve')
    .requestCancelExternalWorkflowExecutionInitiated('stock-2')
    .markerRecorded('note', { details: 'two\n  lines' })
    .markerRecorded('bare')
    .startTimerFailed('patience')
    .activityTaskStarted('charge', { identity: 'worker-1' })
    .activityTaskFailed('charge', { reason: 'declined', details: 'by the bank' })
    .timerFired('reminder')
    .lambdaFunctionStarted('resize')
    .lambdaFunctionCompleted('resize', { result: 'small' })
    .childWorkflowExecutionStarted('parcel')
    .childWorkflowExecutionCompleted('parcel', { result: 'sent' })
    .workflowExecutionCancelRequested()
    .decisionTask()
    .activityTaskScheduled('charge')
    .activityTaskStarted('charge')
    .activityTaskCompleted('charge', { result: 'paid' })
    .decisionTask()
    .activityTaskScheduled('charge')
    .activityTaskCancelRequested('pack')
    .timerCanceled('patience');

describe('formatExplanation()', () => {
  it('shows each section with aligned columns, and that the events are consistent', () => {
    expect(`${formatExplanation(explain(busy().build()))}\n`).toBe(`\
Execution
  type              workflow@1.0
  started           2020-01-01T00:00:00.000Z
  parent            batch-1
  tags              eu, vip
  input             order 42
  status            open
  cancel requested  2020-01-01T00:00:11.000Z

Activities
  charge     failed     waited 1 s, ran 1 s, by worker-1  declined, by the bank
  pack       canceled                                     cancel requested
  charge #2  completed  waited 1 s, ran 1 s               result paid
  charge #3  scheduled

Lambda functions
  resize  completed  result small

Timers
  patience     canceled      set to 1 min 30 s, after 14 s
  reminder     fired         set to 5 s
  patience #2  start_failed  TIMER_ID_ALREADY_IN_USE

Children
  parcel  completed  child@1.0, ran 1 s  result sent

Signals received
  hurry  2020-01-01T00:00:01.000Z  from batch-1, now

Sent to other executions
  stock    signal_initiated          signal reserve
  stock-2  request_cancel_initiated  cancel request

Markers
  note  two lines
  bare

Refused decisions
  event 16  StartTimerFailed  TIMER_ID_ALREADY_IN_USE

All 38 events are consistent.
`);
  });

  it('keeps the columns of rows in which one is empty', () => {
    const refused = new HistoryBuilder().decisionTask().scheduleActivityTaskFailed('charge').build();
    expect(formatExplanation(explain(refused))).toMatch(
      '\n\nActivities\n  charge  schedule_failed    ACTIVITY_TYPE_DOES_NOT_EXIST\n\n',
    );
  });

  it.each<[string, (events: readonly RawEvent[]) => readonly RawEvent[], string]>([
    [
      'a gap, and how far it explains',
      (events) => events.toSpliced(4, 1),
      `\
Violations (only the first 4 events are explained above)
  gap: Event 6 (TimerFired) follows event 4
  missing_event: Event 6 (TimerFired) names event 5 as its startedEventId: no earlier event has that id`,
    ],
    [
      'a time that falls, and explains everything',
      (events) => events.with(2, { ...events[2], eventTimestamp: new Date('2019-12-31T00:00:00Z') }),
      'Violations\n  time: Event 3 (DecisionTaskStarted) is older than event 2 before it',
    ],
  ])('says what is wrong with a history that has %s', (_, damage, text) => {
    const { events } = new HistoryBuilder().decisionTask().timerStarted('t').timerFired('t').build().toJSON();
    const paragraphs = formatExplanation(explain(History.from(damage(events)))).split('\n\n');
    expect(paragraphs.at(-1)).toBe(text);
  });
});

describe('explain()', () => {
  it('leaves out what the history does not say', () => {
    const run = new HistoryBuilder().workflowExecutionSignaled('hurry').decisionTask().cancelTimerFailed('patience');
    const { sections } = explain(lacking(lacking(run.build(), 'cause'), 'eventTimestamp'));
    expect(sections).toEqual([
      {
        title: 'Execution',
        rows: [
          ['type', 'workflow@1.0'],
          ['status', 'open'],
        ],
      },
      { title: 'Signals received', rows: [['hurry', '', '']] },
      { title: 'Refused decisions', rows: [['event 6', 'CancelTimerFailed', '']] },
    ]);
  });

  it.each<[string, (run: HistoryBuilder) => HistoryBuilder, readonly (readonly [string, string])[]]>([
    ['is open', (run) => run, [['status', 'open']]],
    [
      'was terminated',
      (run) =>
        run.workflowExecutionTerminated({ cause: 'OPERATOR_INITIATED', reason: 'duplicate', details: 'of order-41' }),
      [
        ['status', 'TERMINATED'],
        ['took', '1 s'],
        ['cause', 'OPERATOR_INITIATED'],
        ['reason', 'duplicate'],
        ['details', 'of order-41'],
      ],
    ],
    [
      'timed out',
      (run) => run.workflowExecutionTimedOut(),
      [
        ['status', 'TIMED_OUT'],
        ['took', '1 s'],
        ['timeout', 'START_TO_CLOSE'],
      ],
    ],
    [
      'completed',
      (run) => run.decisionTask().workflowExecutionCompleted({ result: 'sent' }),
      [
        ['status', 'COMPLETED'],
        ['took', '2 s'],
        ['result', 'sent'],
      ],
    ],
    [
      'goes on as another run',
      (run) => run.decisionTask().workflowExecutionContinuedAsNew({ newExecutionRunId: 'run-2' }),
      [
        ['status', 'CONTINUED_AS_NEW'],
        ['took', '2 s'],
        ['continued as', 'run-2'],
      ],
    ],
  ])('shows how a run ended that %s', (_, end, rows) => {
    expect(explain(end(new HistoryBuilder()).build()).sections[0]).toEqual({
      title: 'Execution',
      rows: [['type', 'workflow@1.0'], ['started', '2020-01-01T00:00:00.000Z'], ...rows],
    });
  });
});
