import { statistics } from '@swf/explain';
import { History } from '@swf/history';
import { HistoryBuilder } from '@swf/history/builder';
import { describe, expect, it } from 'vitest';
import { findingOf, findings, later, order } from '../support/findings.js';

const START = 1_600_000_000;

/** An open run that is signaled again and again; its times are in seconds since its start. */
function signaled(count: number, timeOf: (index: number) => number): History {
  const [started] = order().build().toJSON().events;
  return History.from(
    Array.from({ length: count }, (_, index) => ({
      ...(index === 0
        ? started
        : {
            eventType: 'WorkflowExecutionSignaled',
            workflowExecutionSignaledEventAttributes: { signalName: 'more', externalInitiatedEventId: 0 },
          }),
      eventId: index + 1,
      eventTimestamp: START + timeOf(index),
    })),
  );
}

const everySecond = (index: number) => index;
const often = (index: number) => index / 10;

function found(history: HistoryBuilder | History, waited: number, code: string) {
  return findings(history, waited).find((finding) => finding.code === code);
}

function repeated(count: number, round: (run: HistoryBuilder) => HistoryBuilder): HistoryBuilder {
  const run = order();
  for (let number = 0; number < count; number += 1) round(run);
  return run;
}

describe('HISTORY_NEARLY_FULL', () => {
  const certaintyOf = (history: History, waited: number) => found(history, waited, 'HISTORY_NEARLY_FULL')?.certainty;

  it('is a fact beyond 20,000 events, however slowly they come', () => {
    const idle = 300_000;
    expect(certaintyOf(signaled(20_000, everySecond), idle)).toBeUndefined();
    expect(certaintyOf(signaled(20_000, everySecond), 1)).toBe('inferred');
    expect(certaintyOf(signaled(20_001, everySecond), idle)).toBe('fact');
  });

  it('is inferred from 1000 events in 10 minutes', () => {
    const twice = (index: number) => index / 2;
    expect(certaintyOf(signaled(999, everySecond), 1)).toBeUndefined();
    expect(certaintyOf(signaled(1000, everySecond), 1)).toBe('inferred');
    expect(certaintyOf(signaled(1000, twice), 100.4)).toBeUndefined();
    expect(certaintyOf(signaled(1000, twice), 100.5)).toBe('inferred');
  });

  it('is inferred from 5000 events in whatever time', () => {
    expect(certaintyOf(signaled(4999, often), 1)).toBeUndefined();
    expect(certaintyOf(signaled(5000, often), 1)).toBe('inferred');
  });

  it('is inferred only if the history is full before the execution times out', () => {
    const everyMinute = (index: number) => 60 * index;
    const everyTenSeconds = (index: number) => 10 * index;
    expect(certaintyOf(signaled(5000, everyMinute), 1)).toBeUndefined();
    expect(certaintyOf(signaled(5000, everyTenSeconds), 1)).toBe('inferred');
  });

  it.each([
    [6.3, '9.5 events a minute'],
    [5.77, '10 events a minute'],
    [0.05, '1,200 events a minute'],
  ])('shows the pace of an event every %d s', (seconds, pace) => {
    const history = signaled(5000, (index) => seconds * index);
    const { details, until } = findingOf('HISTORY_NEARLY_FULL', history, seconds);
    expect(details).toEqual([expect.stringMatching(`^at the current pace of ${pace}, that is in `)]);
    expect(until).toEqual(statistics(history, { now: later(history, seconds) }).fullAt);
  });

  it('is soon if an hour is left at most', () => {
    // An event a second, of the 25,000 that a history has room for.
    const severityOf = (count: number) => found(signaled(count, everySecond), 1, 'HISTORY_NEARLY_FULL')?.severity;
    expect(severityOf(21_399)).toBe('warning');
    expect(severityOf(21_400)).toBe('soon');
  });
});

describe('The pace of a history', () => {
  it('is that of its newest 1000 events', () => {
    const rare = (index: number) => (index === 0 ? 0 : 86_400 + index);
    const paceOf = (count: number) => statistics(signaled(count, rare)).eventsPerMinute;
    expect(paceOf(1000)).toBeLessThan(1);
    expect(paceOf(1001)).toBeCloseTo((1000 / 999) * 60);
  });

  it('is known from two events on that do not have the same time', () => {
    const paceOf = (count: number, seconds: number) =>
      statistics(signaled(count, (index) => seconds * index)).eventsPerMinute;
    expect([paceOf(1, 1), paceOf(2, 0), paceOf(2, 60)]).toEqual([undefined, undefined, 2]);
  });

  it('says that a full history is full now', () => {
    const now = new Date(Date.UTC(2020, 0, 1));
    const events = [24_999, 25_000].map((eventId) => ({
      eventId,
      eventTimestamp: new Date(now.getTime() - 60_000),
      eventType: 'WorkflowExecutionSignaled',
      ...{ workflowExecutionSignaledEventAttributes: { signalName: 'more', externalInitiatedEventId: 0 } },
    }));
    expect(
      statistics(History.from(events.with(1, { ...events[1], eventTimestamp: now } as never)), { now }).fullAt,
    ).toEqual(now);
  });
});

describe('EXECUTION_TIMEOUT', () => {
  it.each([
    ['an hour before the timeout of a short run', 7200, 3600],
    ['a tenth of its time before the timeout of a long one', 100_000, 10_000],
  ])('is found %s', (_, timeout, left) => {
    const run = new HistoryBuilder({ executionStartToCloseTimeout: timeout });
    const { first, last } = run.build();
    const age = ((last?.timestamp.getTime() ?? 0) - (first?.timestamp.getTime() ?? 0)) / 1000;
    expect(found(run, timeout - left - 1 - age, 'EXECUTION_TIMEOUT')).toBeUndefined();
    expect(found(run, timeout - left - age, 'EXECUTION_TIMEOUT')).toMatchObject({ severity: 'soon' });
    expect(found(run, timeout - age, 'EXECUTION_TIMEOUT')).toMatchObject({ severity: 'soon' });
    expect(found(run, timeout - age + 1, 'EXECUTION_TIMEOUT')).toMatchObject({ severity: 'warning' });
  });
});

describe('DECIDES_IN_CIRCLES', () => {
  const messageOf = (run: HistoryBuilder) => found(run, 1, 'DECIDES_IN_CIRCLES')?.message;
  const refused = (run: HistoryBuilder) => run.decisionTask().startTimerFailed('patience');
  const idle = (run: HistoryBuilder) => run.decisionTask().markerRecorded('seen').workflowExecutionSignaled('again');

  it('is found after 3 decisions that SWF refused', () => {
    expect(messageOf(repeated(2, refused))).toBeUndefined();
    const run = order();
    for (const id of ['one', 'two', 'three']) run.decisionTask().startTimerFailed(id);
    const { message, details, evidence } = findingOf('DECIDES_IN_CIRCLES', run, 1);
    expect(message).toBe('the decider made the same decision 3 times, and SWF refused it each time');
    expect(details[0]).toBe('SWF refused to start timer three: a timer with that id is open (TIMER_ID_ALREADY_IN_USE)');
    expect(evidence).toEqual([4, 8, 12]);
  });

  it.each<[string, (run: HistoryBuilder, id: string) => HistoryBuilder]>([
    ['a Lambda function', (run, id) => run.lambdaFunctionScheduled(id).startLambdaFunctionFailed(id)],
    [
      'a signal',
      (run) => run.signalExternalWorkflowExecutionInitiated('x', 's').signalExternalWorkflowExecutionFailed('x'),
    ],
    [
      'a child',
      (run) =>
        run
          .startChildWorkflowExecutionInitiated('x')
          .startChildWorkflowExecutionFailed('x', { cause: 'WORKFLOW_ALREADY_RUNNING' }),
    ],
  ])('is found after 3 decisions that SWF accepted and that then failed: %s', (_, fail) => {
    const run = order();
    for (const id of ['one', 'two', 'three']) fail(run.decisionTask(), id);
    expect(findingOf('DECIDES_IN_CIRCLES', run, 1)).toMatchObject({ severity: 'blocked', certainty: 'fact' });
    expect(messageOf(run.decisionTask().markerRecorded('seen'))).toBeUndefined();
  });

  it('is found after 10 decisions that began nothing, and looks at 100 at most', () => {
    expect(messageOf(repeated(9, idle))).toBeUndefined();
    expect(findingOf('DECIDES_IN_CIRCLES', repeated(10, idle), 1)).toMatchObject({
      message: 'the last 10 decisions began nothing under a new id',
      hint: 'find out why the decider repeats itself; if it must, let it wait with longer timers and continue as new',
    });
    expect(messageOf(repeated(101, idle))).toBe('the last 100 decisions began nothing under a new id');
  });

  it.each<[string, boolean, (run: HistoryBuilder) => HistoryBuilder]>([
    [
      'cancel a timer and start it again',
      true,
      (run) => {
        const isOpen = run.build().compile().timers.open().length > 0;
        const deciding = run.decisionTask();
        return (isOpen ? deciding.timerCanceled('t') : deciding).timerStarted('t');
      },
    ],
    ['refuse nothing and do nothing', false, (run) => run.decisionTask()],
    [
      'record a marker beside a refused decision',
      true,
      (run) => run.decisionTask().markerRecorded('m').startTimerFailed('t'),
    ],
    [
      'start the same timer',
      true,
      (run) => run.decisionTask().timerStarted('t', { startToFireTimeout: 1 }).timerFired('t'),
    ],
    [
      'schedule the same activity',
      true,
      (run) => run.decisionTask().activityTaskScheduled('a').activityTaskStarted('a').activityTaskFailed('a'),
    ],
    [
      'schedule the same Lambda function',
      true,
      (run) => run.decisionTask().lambdaFunctionScheduled('l').lambdaFunctionStarted('l').lambdaFunctionFailed('l'),
    ],
    [
      'start the same child',
      true,
      (run) =>
        run
          .decisionTask()
          .startChildWorkflowExecutionInitiated('c')
          .childWorkflowExecutionStarted('c')
          .childWorkflowExecutionCompleted('c'),
    ],
    ['signal another execution', false, (run) => run.decisionTask().signalExternalWorkflowExecutionInitiated('x', 's')],
  ])('is found for decisions that %s: %s', (_, isFound, decide) => {
    // The first ones may begin what the others repeat.
    const run = repeated(12, (each) => decide(each).workflowExecutionSignaled('again'));
    expect(found(run, 1, 'DECIDES_IN_CIRCLES') !== undefined).toBe(isFound);
  });

  it.each<[string, (run: HistoryBuilder, id: string) => HistoryBuilder]>([
    ['timer', (run, id) => run.decisionTask().timerStarted(id)],
    ['activity', (run, id) => run.decisionTask().activityTaskScheduled(id)],
    ['Lambda function', (run, id) => run.decisionTask().lambdaFunctionScheduled(id)],
    ['child', (run, id) => run.decisionTask().startChildWorkflowExecutionInitiated(id)],
  ])('is not found if each decision begins another %s', (_, decide) => {
    const run = order();
    for (let number = 0; number < 12; number += 1) decide(run, `id-${number}`).workflowExecutionSignaled('again');
    expect(messageOf(run)).toBeUndefined();
  });

  it('is about what is refused now: not what was refused before, nor what only looks alike', () => {
    const other = (run: HistoryBuilder) =>
      run.decisionTask().startTimerFailed('t', { cause: 'TIMER_ID_ALREADY_IN_USE' });
    const open = (run: HistoryBuilder) =>
      run.decisionTask().startTimerFailed('t', { cause: 'OPEN_TIMERS_LIMIT_EXCEEDED' });
    expect(messageOf(open(open(open(other(order())))))).toMatch(/^the decider made the same decision 3 times/);
    expect(messageOf(open(open(other(order()))))).toBeUndefined();
    expect(messageOf(other(open(open(open(order())))))).toBeUndefined();
  });

  it('blocks the run, but is a warning if SWF refuses a close because something else happened', () => {
    const closing = (run: HistoryBuilder) =>
      run
        .decisionTaskStarted()
        .workflowExecutionSignaled('go')
        .decisionTaskCompleted()
        .completeWorkflowExecutionFailed({ cause: 'UNHANDLED_DECISION' });
    expect(found(repeated(3, refused), 1, 'DECIDES_IN_CIRCLES')?.severity).toBe('blocked');
    expect(found(repeated(3, closing), 1, 'DECIDES_IN_CIRCLES')?.severity).toBe('warning');
  });

  it('is not found in a loop that pauses for more than 10 s', () => {
    const gapOf = (run: HistoryBuilder) => {
      const completed = run.build().filter({ name: 'DecisionTaskCompleted' });
      const [one = 0, other = 0] = completed.slice(0, 2).map(({ timestamp }) => timestamp.getTime() / 1000);
      return other - one;
    };
    const runs = [5, 6, 7, 8, 9].map((seconds) => repeated(10, (run) => idle(run).advance({ seconds })));
    const found = new Map(runs.map((run) => [gapOf(run), messageOf(run) !== undefined]));
    expect([found.get(10), found.get(11)]).toEqual([true, false]);
  });
});
