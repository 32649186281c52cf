import { statistics } from '@swf/explain';
import { History } from '@swf/history';
import { HistoryBuilder } from '@swf/history/builder';
import { describe, expect, it } from 'vitest';
import { findings, order } from '../support/findings.js';

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
    expect(messageOf(repeated(3, refused))).toBe(
      'the decider made the same decision 3 times, and SWF refused it each time',
    );
  });

  it('is found after 10 decisions that began nothing, and looks at 100 at most', () => {
    expect(messageOf(repeated(9, idle))).toBeUndefined();
    expect(messageOf(repeated(10, idle))).toBe('the last 10 decisions began nothing under a new id');
    expect(messageOf(repeated(101, idle))).toBe('the last 100 decisions began nothing under a new id');
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
