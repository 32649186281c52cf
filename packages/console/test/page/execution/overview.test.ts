import { History } from '@swf/history';
import { HistoryBuilder } from '@swf/history/builder';
import { describe, expect, it } from 'vitest';
import type { ExecutionFacts } from '../../../src/api/execution.js';
import { isInView } from '../../../src/page/execution/timeline/layout.js';
import { Scale } from '../../../src/page/execution/timeline/scale.js';
import { overviewOf } from '../../../src/page/worker/overview.js';
import type { Bar } from '../../../src/page/worker/protocol.js';

describe('The facts of an overview', () => {
  const history = new HistoryBuilder()
    .decisionTask()
    .activityTaskScheduled('charge', { activityType: { name: 'charge', version: '1' }, taskList: 'payments' })
    .build();
  const last = history.last?.timestamp.getTime() ?? Number.NaN;
  const pollers = [{ kind: 'activity' as const, taskList: 'payments', identity: 'worker-1' }];
  const findingsWith = (facts: ExecutionFacts | undefined) =>
    JSON.stringify(overviewOf(history, new Date(last + 600_000), facts).findings);
  const factsAt = (time: number, facts: Partial<ExecutionFacts> = {}): ExecutionFacts => ({
    now: new Date(time).toISOString(),
    ...facts,
  });

  it('are those of the last event or later', () => {
    const inferred = findingsWith(undefined);
    const at = (time: number) => findingsWith(factsAt(time, { pollers: [] }));
    expect(at(last)).not.toBe(inferred);
    expect([at(last - 1), at(last + 1)]).toEqual([inferred, at(last)]);
  });

  it('may lack each of them', () => {
    const inferred = findingsWith(undefined);
    expect(findingsWith(factsAt(last))).toBe(inferred);
    const waiting = { activity: { payments: 3 }, decision: {} };
    expect(findingsWith(factsAt(last, { pollers }))).not.toBe(findingsWith(factsAt(last, { pollers: [] })));
    expect(findingsWith(factsAt(last - 1, { pollers, pending: waiting }))).toBe(inferred);
  });

  it('have the time since which a poller waits, if it is known', () => {
    const since = new Date(last - 60_000).toISOString();
    const [poller] = pollers;
    if (!poller) throw new Error('there is no poller');
    const text = findingsWith(factsAt(last, { pollers: [{ ...poller, since }] }));
    expect(text).toContain('worker-1');
  });

  // It does not compile without one that the console sends: each has to reach why().
  const each: Omit<Required<ExecutionFacts>, 'now'> = {
    pending: { activity: { payments: 3 }, decision: {} },
    types: [{ kind: 'activity', name: 'charge', version: '1', status: 'REGISTERED', defaultTaskList: 'cards' }],
    signals: ['paid'],
    pollers,
  };
  it.each(Object.entries(each))('are all heard: %s', (name, fact) => {
    const quiet = new HistoryBuilder().decisionTask().build();
    const findings = (facts: ExecutionFacts) =>
      JSON.stringify([history, quiet].map((one) => overviewOf(one, new Date(last + 600_000), facts).findings));
    expect(findings(factsAt(last, { [name]: fact }))).not.toBe(findings(factsAt(last)));
  });

  it('name the signals that earlier runs were sent', () => {
    const quiet = new HistoryBuilder().decisionTask().build();
    const [finding] = overviewOf(quiet, new Date(last), factsAt(0, { signals: ['paid'] })).findings;
    expect([finding?.code, finding?.details]).toEqual([
      'NO_PENDING_WORK',
      ['this run or earlier ones were sent "paid"'],
    ]);
  });

  it('are of types before the last event, too', () => {
    const type = { kind: 'activity', name: 'charge', version: '1', status: 'REGISTERED' } as const;
    const types = [{ ...type, defaultTaskList: 'cards' }];
    const text = findingsWith(factsAt(last - 1, { types }));
    expect(text).not.toBe(findingsWith(undefined));
    expect(findingsWith(factsAt(last, { types }))).toBe(text);
  });
});

describe('An overview', () => {
  const order = () => new HistoryBuilder({ workflowType: { name: 'order', version: '1.0' }, tagList: ['eu'] });

  it('has a heading', () => {
    expect(overviewOf(order().build()).heading).toMatchObject({
      workflowType: { name: 'order', version: '1.0' },
      status: 'open',
      isOpen: true,
      closedAt: undefined,
      cancelRequested: false,
      tagList: ['eu'],
    });
    const timedOut = overviewOf(order().workflowExecutionTimedOut().build()).heading;
    expect([timedOut.status, timedOut.isOpen]).toEqual(['timed out', false]);
    const continued = order().decisionTask().workflowExecutionContinuedAsNew().build();
    expect(overviewOf(continued).heading.status).toBe('continued as new');
  });

  it('is as of the present for an open run, and as of the last event for a closed one', () => {
    const running = () =>
      order()
        .decisionTask()
        .activityTaskScheduled('charge', { activityType: { name: 'charge', version: '1' }, taskList: 'payments' })
        .activityTaskStarted('charge');
    const open = running().build();
    const closed = running().workflowExecutionTerminated().build();
    const later = (history: History) => {
      const last = history.last?.timestamp.getTime() ?? Number.NaN;
      return overviewOf(history, new Date(last + 600_000));
    };

    expect(later(closed)).toEqual(overviewOf(closed));
    expect(later(open)).not.toEqual(overviewOf(open));
  });

  it('has no type, no time and no end of a history without them', () => {
    const events = [
      { eventId: 1, eventType: 'WorkflowExecutionStarted' },
      { eventId: 2, eventType: 'SomethingNew' },
    ];
    const { heading, lastEventAt, unknownTypes, length } = overviewOf(History.from(events));
    expect([heading.workflowType, lastEventAt, unknownTypes, length]).toEqual([
      undefined,
      undefined,
      ['SomethingNew'],
      2,
    ]);
    expect(overviewOf(order().build()).unknownTypes).toEqual([]);
    expect(overviewOf(order().build()).lastEventAt).toEqual(order().build().last?.timestamp);
  });

  it('draws when an attempt began to wait, and when to work', () => {
    const history = order()
      .decisionTask()
      .activityTaskScheduled('a')
      .activityTaskScheduled('b')
      .timerStarted('t')
      .activityTaskStarted('a')
      .build();
    const { timeline: rows } = overviewOf(history);
    expect(rows.slice(0, 2).map(({ entity }) => entity)).toEqual(['WorkflowExecution', 'DecisionTask']);
    const of = (label: string) => {
      const { start = 0, work, end } = rows.find((row) => row.label === label)?.bars[0] ?? {};
      return [work === undefined ? undefined : work - start, end];
    };
    expect([of('a'), of('b'), of('t')]).toEqual([
      [1000, undefined],
      [undefined, undefined],
      [0, undefined],
    ]);
  });

  it('has 200 characters of the details of an attempt', () => {
    const history = order()
      .decisionTask()
      .activityTaskScheduled('a')
      .activityTaskStarted('a')
      .activityTaskFailed('a', { details: '0123456789'.repeat(21) })
      .build();
    const details = overviewOf(history).attempts.flatMap((attempt) => attempt.details ?? []);
    expect(details).toEqual(['0123456789'.repeat(20)]);
  });
});

describe('isInView()', () => {
  const scale = new Scale({ from: 0, to: 1000 }, [], { from: 0.25, to: 0.5 }, 1000);
  const bar = (start: number, end: number | undefined): Bar => ({
    start,
    work: start,
    end,
    state: 'completed',
    mark: 'succeeded',
    attempt: 1,
    eventId: 1,
  });
  const isShown = (now: number, ...bars: readonly Bar[]) =>
    isInView({ entity: 'ActivityTask', label: 'a', bars }, scale, now);

  it.each([
    [0, 249, false],
    [0, 250, true],
    [300, 310, true],
    [0, 1000, true],
    [500, 900, true],
    [501, 900, false],
  ])('of a row with an attempt from %d to %d is %s', (start, end, expected) => {
    expect(isShown(1000, bar(start, end))).toBe(expected);
  });

  it('lasts until now for what is open, and takes one attempt of several', () => {
    expect([isShown(249, bar(0, undefined)), isShown(250, bar(0, undefined))]).toEqual([false, true]);
    expect([isShown(1000), isShown(1000, bar(0, 1), bar(300, 301), bar(900, 901))]).toEqual([false, true]);
  });
});

describe('The human steps of an overview', () => {
  it('may have details that are nested too deeply for a message to the page', () => {
    const details = `${'['.repeat(10_000)}${']'.repeat(10_000)}`;
    const executionContext = `{"$waiting":[{"step":"approve","id":"1","details":${details}}]}`;
    // As the worker sends it.
    const { steps } = structuredClone(overviewOf(new HistoryBuilder().decisionTask({ executionContext }).build()));
    expect(steps).toMatchObject([{ step: 'approve', details: 'nested too deeply to be shown' }]);
  });
});
