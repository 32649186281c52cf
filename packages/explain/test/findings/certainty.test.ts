import { type Facts, why } from '@swf/explain';
import { History } from '@swf/history';
import { HistoryBuilder } from '@swf/history/builder';
import { describe, expect, it } from 'vitest';
import { findings, order, summaries } from '../support/findings.js';

describe('a run with nothing open', () => {
  it('is blocked for certain only if the history is whole', () => {
    const whole = order().decisionTask().build();
    expect(summaries(findings(whole, 5))).toEqual(['blocked NO_PENDING_WORK fact']);
    expect(summaries(findings(whole.slice(1), 5))).toEqual(['blocked NO_PENDING_WORK inferred']);
  });

  it('waits for a person while a question is open, and no longer when it is answered', () => {
    const $waiting = [{ step: 'approval', id: 'approval-1', until: '2020-01-02T00:00:00Z' }];
    const asked = () => order().decisionTask({ executionContext: { state: null, $waiting } });
    const [open, ...others] = findings(asked(), 5);
    expect(others).toEqual([]);
    expect(open).toMatchObject({
      code: 'WAITS_FOR_SIGNAL',
      subject: { type: 'Signal', id: 'approval' },
      until: new Date('2020-01-02T00:00:00Z'),
      details: ['it must be answered within 1 d'],
    });
    const other = asked().workflowExecutionSignaled('approval', { input: { id: 'approval-2', answer: true } });
    expect(findings(other, 5).map(({ code }) => code)).toContain('WAITS_FOR_SIGNAL');
    const answered = asked().workflowExecutionSignaled('approval', { input: { id: 'approval-1', answer: true } });
    expect(findings(answered, 5).map(({ code }) => code)).toEqual(['DECISION_WAITS']);
  });

  it.each([
    ['{"$waiting":[]}', 'fact'],
    ['{"$waiting":[null,{"step":5}]}', 'fact'],
    ['plain text', 'inferred'],
    ['{"$waiting":5}', 'inferred'],
    ['{"state":"of another program"}', 'inferred'],
    ['[1]', 'inferred'],
    ['null', 'inferred'],
  ])(
    'is blocked for certain only if its execution context says what it waits for: %s',
    (executionContext, certainty) => {
      expect(summaries(findings(order().decisionTask({ executionContext }), 5))).toEqual([
        `blocked NO_PENDING_WORK ${certainty}`,
      ]);
    },
  );
});

describe('a timer', () => {
  it('may wait for a signal if the type is known to be signaled', () => {
    const timer = order().decisionTask().timerStarted('patience', { startToFireTimeout: 600 });
    expect(summaries(findings(timer, 5))).toEqual(['info WAITS_FOR_TIMER fact']);
    expect(summaries(findings(timer, 5, { signals: ['approve'] }))).toEqual([
      'info WAITS_FOR_SIGNAL inferred',
      'info WAITS_FOR_TIMER fact',
    ]);
  });

  it('that is overdue makes the history look stale', () => {
    const timer = order().decisionTask().timerStarted('patience', { startToFireTimeout: 600 });
    const [finding] = findings(timer, 900);
    expect(finding).toMatchObject({
      certainty: 'inferred',
      message: 'timer patience was due 5 min ago: the history may be stale',
    });
  });
});

describe('a refused decision', () => {
  it('is no finding once the decider has done something else', () => {
    const recovered = order()
      .decisionTask()
      .scheduleActivityTaskFailed('a')
      .decisionTask()
      .timerStarted('t', { startToFireTimeout: 60 });
    expect(findings(recovered, 5).map(({ code }) => code)).toEqual(['WAITS_FOR_TIMER']);
  });

  it('to close is routine while a decision task is open, and blocks if the decider does not repeat it', () => {
    const refused = () =>
      order()
        .decisionTaskStarted()
        .workflowExecutionSignaled('late')
        .decisionTaskCompleted()
        .completeWorkflowExecutionFailed();
    expect(summaries(findings(refused(), 5))).toEqual(['info DECISION_WAITS fact', 'info DECISION_REFUSED fact']);
    const unrepeated = findings(refused().decisionTask(), 5);
    expect(summaries(unrepeated)).toEqual(['blocked DECISION_REFUSED fact', 'blocked NO_PENDING_WORK fact']);
    expect(unrepeated[0]?.hint).toBe('let the decider close the execution again in the next decision task');
  });
});

describe('the pace of a history', () => {
  const marked = (events: number, milliseconds: number) => {
    const builder = order().decisionTask().timerStarted('patience', { startToFireTimeout: 86_400 });
    const raw = builder.markerRecorded('progress').build().toJSON().events;
    const markers = Array.from({ length: events }, (_, index) => ({
      ...raw[5],
      eventId: 7 + index,
      eventTimestamp: new Date(Date.UTC(2020, 0, 1, 0, 0, 2) + index * milliseconds),
    }));
    return History.from([...raw, ...markers]);
  };
  const codes = (history: History, waited: number) => findings(history, waited).map(({ code }) => code);

  it('is not that of a burst', () => {
    expect(codes(marked(1200, 5), 0)).toEqual(['WAITS_FOR_TIMER']);
    for (const waited of [30, 3600]) expect(codes(marked(6000, 5), waited)).toEqual(['WAITS_FOR_TIMER']);
  });

  it('is that of many events, or of some minutes', () => {
    expect(summaries(findings(marked(6000, 5), 0))[0]).toBe('soon HISTORY_NEARLY_FULL inferred');
    expect(summaries(findings(marked(1200, 3000), 0))[0]).toBe('warning HISTORY_NEARLY_FULL inferred');
  });
});

describe('the lines at which a flow waits', () => {
  it('are those of the subject of a finding', () => {
    const waiting = order()
      .decisionTask()
      .activityTaskScheduled('charge-1')
      .timerStarted('patience', { startToFireTimeout: 600 });
    const waitingAt = [
      { kind: 'activity', id: 'charge-2', at: 'src/order.flow.ts:10' },
      { kind: 'timer', id: 'charge-1', at: 'src/order.flow.ts:11' },
      { kind: 'activity', id: 'charge-1', at: 'src/order.flow.ts:12' },
      { kind: 'timer', id: 'patience', at: 'src/order.flow.ts:14' },
      { kind: 'condition', id: '' },
    ];
    expect(findings(waiting, 5, { waitingAt }).map(({ code, at }) => [code, at])).toEqual([
      ['ACTIVITY_WAITS', ['src/order.flow.ts:12']],
      ['WAITS_FOR_TIMER', ['src/order.flow.ts:14']],
    ]);
    expect(findings(waiting, 5).filter((finding) => 'at' in finding)).toEqual([]);
  });
});

describe('the order of findings', () => {
  it.each<[string, HistoryBuilder, readonly string[]]>([
    [
      'that are warnings is that of their ages',
      order()
        .decisionTask()
        .signalExternalWorkflowExecutionInitiated('stock', 'reserve')
        .workflowExecutionSignaled('hurry')
        .decisionTask()
        .lambdaFunctionScheduled('resize'),
      ['warning EXTERNAL_FAILED', 'warning LAMBDA_CANNOT_START'],
    ],
    [
      'that are news is that of their codes, and then of their ages',
      order()
        .decisionTask()
        .timerStarted('patience', { startToFireTimeout: 900 })
        .activityTaskScheduled('b', { activityType: { name: 'b', version: '1' }, startToCloseTimeout: 900 })
        .activityTaskScheduled('a', { activityType: { name: 'a', version: '1' }, startToCloseTimeout: 900 })
        .activityTaskStarted('a')
        .activityTaskStarted('b'),
      ['info ACTIVITY_RUNS a', 'info ACTIVITY_RUNS b', 'info WAITS_FOR_TIMER patience'],
    ],
    [
      'that end the execution soon comes after what blocks it, and before warnings',
      new HistoryBuilder({ executionStartToCloseTimeout: 3600 })
        .decisionTask()
        .activityTaskScheduled('a')
        .startTimerFailed('t'),
      ['blocked DECISION_WAITS', 'blocked ACTIVITY_WAITS', 'soon EXECUTION_TIMEOUT', 'warning DECISION_REFUSED'],
    ],
  ])('%s', (_, run, expected) => {
    const found = findings(run, 120).map(({ severity, code, subject: { id = '' } }) => `${severity} ${code} ${id}`);
    expect(found).toEqual(expected.map((each) => expect.stringMatching(`^${each}`)));
  });
});

describe('why()', () => {
  it('takes a history that comes newest first', () => {
    const history = order().decisionTask().build();
    const now = new Date('2020-01-01T01:00:00Z');
    expect(why(history.reversed, { now })).toEqual(why(history, { now }));
  });

  it.each<[unknown, unknown, RegExp]>([
    [{}, { now: new Date() }, /^history must be a History/],
    [order().build(), {}, /^facts.now must be a valid Date, got undefined/],
    [order().build(), { now: new Date(Number.NaN) }, /^facts.now must be a valid Date/],
    [order().build(), { now: new Date(), poller: [] }, /^unknown option "facts.poller"; did you mean "pollers"\?/],
    [order().build(), undefined, /^facts must be an object/],
  ])('refuses bad arguments: %#', (history, facts, message) => {
    expect(() => why(history as History, facts as Facts)).toThrow(
      expect.objectContaining({ code: 'INVALID_ARGUMENT', message: expect.stringMatching(message) }),
    );
  });
});
