import { describe, expect, it } from 'vitest';
import { findings, order, sticky, summaries } from '../support/findings.js';

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
    const [finding] = findings(sticky(300), 200);
    expect(finding).toMatchObject({
      code: 'DECISION_WAITS',
      severity: 'warning',
      until: new Date('2020-01-01T00:05:03Z'),
    });
  });

  it.each([5, 20])('is no older than it may be when SWF is to move it, after %i s', (seconds) => {
    const certainties = [seconds, seconds + 1].map(
      (waited) => findings(sticky(seconds), waited, { pollers: [] })[0]?.certainty,
    );
    expect(certainties).toEqual(['fact', 'inferred']);
  });

  it('that SWF should have moved to another list makes the history look stale', () => {
    for (const waited of [6, 20, 600]) {
      expect(findings(sticky(5), waited, { pollers: [] })).toMatchObject([
        { code: 'DECISION_WAITS', certainty: 'inferred', hint: undefined },
      ]);
    }
    expect(findings(sticky(5), 20, { pollers: [] })[0]?.details).toContain(
      "SWF should have moved it to the execution's own task list 15 s ago: the history may be stale",
    );
    const other = findings(sticky(5), 604_000).find(({ code }) => code === 'EXECUTION_TIMEOUT');
    expect(other).toMatchObject({ severity: 'soon', certainty: 'inferred' });
  });
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
