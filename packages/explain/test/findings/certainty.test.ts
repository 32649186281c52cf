import { type Facts, why } from '@swf/explain';
import { History } from '@swf/history';
import { describe, expect, it } from 'vitest';
import { findings, order, summaries } from '../support/findings.js';

describe('a task that waits', () => {
  const activity = () => order().decisionTask().activityTaskScheduled('charge', { taskList: 'payments' });

  it('is not blocked before a minute has passed', () => {
    expect(summaries(findings(activity(), 59))).toEqual(['info ACTIVITY_WAITS inferred']);
    expect(summaries(findings(activity(), 60))).toEqual(['blocked ACTIVITY_WAITS inferred']);
    expect(summaries(findings(order(), 59))).toEqual(['info DECISION_WAITS inferred']);
    expect(summaries(findings(order(), 60))).toEqual(['blocked DECISION_WAITS inferred']);
  });

  it.each([
    ['an activity', activity, 'charge waits for a worker on task list "payments"', 'no worker polls it'],
    ['a decision', order, 'a decision task waits for a decider on task list "deciders"', 'no decider polls it'],
  ])('says of %s only that it waits before it has waited for ten seconds', (_, run, waits, claim) => {
    const [fresh] = findings(run(), 9.9, { pollers: [] });
    expect(fresh).toMatchObject({ severity: 'info', certainty: 'fact', message: waits, details: [], hint: undefined });
    const [told] = findings(run(), 10, { pollers: [] });
    expect(told).toMatchObject({ severity: 'info', certainty: 'fact', message: expect.stringContaining(claim) });
    expect(told?.hint).toMatch(/^start a (worker|decider) on /);
    expect(findings(run(), 10)[0]).toMatchObject({ certainty: 'inferred', hint: undefined });
  });

  it('is a fact while it is fresh, unless SWF counts no task on its list', () => {
    const pending = { activity: { payments: 0 }, decision: { deciders: 0 } };
    expect(summaries(findings(activity(), 1, { pending }))).toEqual(['info ACTIVITY_WAITS inferred']);
    expect(summaries(findings(order(), 1, { pending }))).toEqual(['info DECISION_WAITS inferred']);
  });

  it('comes before what is blocked since later', () => {
    const signaled = activity().advance({ seconds: 3600 }).workflowExecutionSignaled('hurry');
    expect(summaries(findings(signaled, 240))).toEqual([
      'blocked ACTIVITY_WAITS inferred',
      'blocked DECISION_WAITS inferred',
    ]);
  });

  it('on an unusual list is helped by a worker there, and later ones by the decider', () => {
    const types = [
      {
        kind: 'activity',
        name: 'charge',
        version: '1.0',
        status: 'REGISTERED',
        defaultTaskList: 'payments',
      },
    ] as const;
    const run = (ids: readonly string[]) =>
      ids.reduce(
        (builder, id) =>
          builder.activityTaskScheduled(id, {
            activityType: { name: 'charge', version: '1.0' },
            taskList: 'payments-eu',
          }),
        order().decisionTask(),
      );
    expect(findings(run(['a']), 300, { types })[0]?.hint).toBe(
      'start a worker on "payments-eu": this task stays on that list; if the list is a mistake, fix the decider for the tasks that follow',
    );
    expect(findings(run(['a', 'b']), 300, { types })[0]).toMatchObject({
      details: expect.arrayContaining([
        'the tasks never time out: their schedule-to-start and schedule-to-close timeouts are NONE',
      ]),
      hint: expect.stringContaining('these tasks stay on that list'),
    });
  });

  it('is not blocked before three times the usual wait of the run', () => {
    const slow = order()
      .decisionTask()
      .activityTaskScheduled('a')
      .advance({ seconds: 299 })
      .activityTaskStarted('a')
      .activityTaskCompleted('a')
      .advance({ seconds: 299 })
      .decisionTask()
      .activityTaskScheduled('b');
    expect(summaries(findings(slow, 899))).toEqual(['info ACTIVITY_WAITS inferred']);
    expect(summaries(findings(slow, 900))).toEqual(['blocked ACTIVITY_WAITS inferred']);
  });

  it('is blocked for certain only if it is known that nobody polls its list', () => {
    const poller = { kind: 'activity', taskList: 'payments', identity: 'worker-1' } as const;
    expect(summaries(findings(activity(), 300, { pollers: [] }))).toEqual(['blocked ACTIVITY_WAITS fact']);
    expect(summaries(findings(activity(), 300, { pollers: [{ ...poller, taskList: 'refunds' }] }))).toEqual([
      'blocked ACTIVITY_WAITS fact',
    ]);
    expect(summaries(findings(activity(), 300, { pollers: [{ ...poller, kind: 'decision' }] }))).toEqual([
      'blocked ACTIVITY_WAITS fact',
    ]);
    const [polled] = findings(activity(), 300, { pollers: [poller] });
    expect(polled).toMatchObject({ severity: 'warning', certainty: 'inferred', hint: undefined });
    expect(polled?.details).toContain('"worker-1" polls that list, so it should start at once');
  });

  it('says how many others wait, and that a count of none contradicts the history', () => {
    const detailsWith = (count: number) =>
      findings(activity(), 300, { pending: { activity: { payments: count } } })[0]?.details;
    expect(detailsWith(14)).toContain('14 tasks wait there');
    expect(detailsWith(1)).toContain('no other task waits there');
    expect(detailsWith(0)).toContain('SWF counts no task there: the history may be stale');
  });

  it('is one finding for a thousand tasks of one type on one list', () => {
    const builder = order().decisionTask();
    for (let number = 0; number < 20; number++)
      builder.activityTaskScheduled(`charge-${number}`, { taskList: 'payments' });
    const [finding, ...others] = findings(builder, 300);
    expect(others).toEqual([]);
    expect(finding?.message).toBe(
      'charge-0 and 19 more are scheduled on task list "payments", and no worker has started them',
    );
    expect(finding?.evidence).toHaveLength(20);
  });

  it('names the workers that are busy with the same list', () => {
    const busy = activity()
      .activityTaskScheduled('refund', { taskList: 'payments' })
      .activityTaskStarted('refund', { identity: 'worker-1' });
    expect(findings(busy, 300)[0]?.details).toContain('"worker-1" works on 1 other task from that list');
  });

  it('has the earliest deadline as its end', () => {
    const [finding] = findings(
      order().decisionTask().activityTaskScheduled('a', { scheduleToStartTimeout: 900, scheduleToCloseTimeout: 600 }),
      300,
    );
    expect(finding?.details).toContain('it times out in 5 min');
    expect(finding?.until).toEqual(new Date('2020-01-01T00:10:02Z'));
  });

  it('is only a warning if SWF moves it to another list', () => {
    const sticky = order().decisionTask({ taskList: 'decider-1', taskListScheduleToStartTimeout: 300 }).build();
    const scheduled = {
      eventId: 6,
      eventTimestamp: new Date('2020-01-01T00:00:03Z'),
      eventType: 'DecisionTaskScheduled',
      decisionTaskScheduledEventAttributes: { taskList: { name: 'decider-1' }, scheduleToStartTimeout: '300' },
    };
    const signaled = {
      eventId: 5,
      eventTimestamp: new Date('2020-01-01T00:00:03Z'),
      eventType: 'WorkflowExecutionSignaled',
      workflowExecutionSignaledEventAttributes: { signalName: 'hurry', externalInitiatedEventId: 0 },
    };
    const [finding] = findings(sticky.append([signaled, scheduled]), 200);
    expect(finding).toMatchObject({
      code: 'DECISION_WAITS',
      severity: 'warning',
      until: new Date('2020-01-01T00:05:03Z'),
    });
  });
});

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

  it.each(['plain text', '{"$waiting":5}', '[1]', '{"$waiting":[null,{"step":5}]}', 'null'])(
    'is not mistaken by the execution context %s',
    (executionContext) => {
      expect(summaries(findings(order().decisionTask({ executionContext }), 5))).toEqual([
        'blocked NO_PENDING_WORK fact',
      ]);
    },
  );
});

describe('an activity without timeouts', () => {
  it.each([{ startToCloseTimeout: 60 }, { heartbeatTimeout: 60 }, { scheduleToCloseTimeout: 60 }])(
    'has a deadline with %j',
    (timeouts) => {
      const running = order().decisionTask().activityTaskScheduled('a', timeouts).activityTaskStarted('a');
      expect(findings(running, 30).map(({ code }) => code)).toEqual(['ACTIVITY_RUNS']);
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
      { kind: 'activity', id: 'charge-1', at: 'src/order.flow.ts:12' },
      { kind: 'timer', id: 'patience', at: 'src/order.flow.ts:14' },
      { kind: 'condition', id: '' },
    ];
    expect(findings(waiting, 5, { waitingAt }).map(({ code, at }) => [code, at])).toEqual([
      ['ACTIVITY_WAITS', ['src/order.flow.ts:12']],
      ['WAITS_FOR_TIMER', ['src/order.flow.ts:14']],
    ]);
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
