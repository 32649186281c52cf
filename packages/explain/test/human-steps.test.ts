import { type Facts, humanSteps, why } from '@swf/explain';
import { HistoryBuilder } from '@swf/history/builder';
import { describe, expect, it } from 'vitest';

const since = '2020-01-01T00:00:02.000Z';
const context = (...waiting: readonly object[]) => JSON.stringify({ state: {}, $waiting: waiting });
const asked = () =>
  new HistoryBuilder().decisionTask({
    executionContext: context(
      { step: 'approve', id: 'q-1', details: { total: 5 }, since },
      { step: 'pick', id: 'q-2' },
    ),
  });

describe('humanSteps()', () => {
  it('returns the questions that the latest decision published', () => {
    expect(humanSteps(asked().build())).toEqual([
      {
        step: 'approve',
        id: 'q-1',
        details: { total: 5 },
        since: new Date(since),
        until: undefined,
        eventId: 4,
        answeredEventId: undefined,
        droppedEventId: undefined,
      },
      expect.objectContaining({ step: 'pick', id: 'q-2', details: undefined }),
    ]);
  });

  it('says which signal answered one, until the next decision removes it', () => {
    const answered = asked()
      .workflowExecutionSignaled('approve', { input: '{"id":"q-9","answer":1}' })
      .workflowExecutionSignaled('approve', { input: '{"id":"q-1","answer":true}' });
    expect(humanSteps(answered.build()).map(({ id, answeredEventId }) => [id, answeredEventId])).toEqual([
      ['q-1', 7],
      ['q-2', undefined],
    ]);
    const decided = answered.decisionTask({ executionContext: context({ step: 'pick', id: 'q-2' }) }).build();
    expect(humanSteps(decided).map(({ id }) => id)).toEqual(['q-2']);
  });

  it('has a question open again once a decision dropped its answer, whatever that decision published', () => {
    const signaled = () =>
      asked()
        .workflowExecutionSignaled('other')
        .decisionTaskStarted()
        .workflowExecutionSignaled('approve', { input: '{"id":"q-1","answer":"perhaps"}' });
    const seen = (history: HistoryBuilder) =>
      humanSteps(history.build()).map(({ id, answeredEventId, droppedEventId }) => [
        id,
        answeredEventId,
        droppedEventId,
      ]);
    // The decision that was running then has not seen it.
    const running = () => signaled().decisionTaskCompleted();
    expect([seen(signaled()), seen(running())]).toEqual(
      Array(2).fill([
        ['q-1', 8, undefined],
        ['q-2', undefined, undefined],
      ]),
    );
    const dropped = [
      ['q-1', undefined, 8],
      ['q-2', undefined, undefined],
    ];
    const again = context({ step: 'approve', id: 'q-1', since }, { step: 'pick', id: 'q-2' });
    expect(seen(running().decisionTask())).toEqual(dropped);
    expect(seen(running().decisionTask({ executionContext: again }))).toEqual(dropped);
    const second = running()
      .decisionTask()
      .workflowExecutionSignaled('approve', { input: '{"id":"q-1","answer":true}' });
    expect(seen(second)[0]).toEqual(['q-1', 13, 8]);
  });

  it('are named by why() again once a decision dropped the answer', () => {
    const waits = new HistoryBuilder({ executionStartToCloseTimeout: 86_400 })
      .decisionTask({ executionContext: context({ step: 'approve', id: 'q-1' }) })
      .workflowExecutionSignaled('approve', { input: '{"id":"q-1","answer":"perhaps"}' })
      .decisionTask();
    const findings = why(waits.build(), { now: new Date(since) });
    expect(findings.map(({ code, subject }) => [code, subject.id])).toEqual([['WAITS_FOR_SIGNAL', 'approve']]);
  });

  it.each(['', 'text', '{"$waiting":5}', '{"$waiting":[null,1,{"step":5,"id":"q"}]}'])(
    'returns none for the execution context %j',
    (executionContext) => {
      expect(humanSteps(new HistoryBuilder().decisionTask({ executionContext }).build())).toEqual([]);
    },
  );

  it('returns none of a closed run', () => {
    expect(humanSteps(asked().workflowExecutionTerminated().build())).toEqual([]);
  });

  it('are open beside a timer, so that it is not the only thing that is waited for', () => {
    const details = (history: HistoryBuilder) =>
      why(history.timerStarted('deadline').build(), { now: new Date(since) }).find(
        ({ code }) => code === 'WAITS_FOR_TIMER',
      )?.details;
    expect(details(asked())).toEqual([]);
    expect(details(new HistoryBuilder().decisionTask())).toEqual(['nothing else is open']);
  });
});

describe('a question that a codec hides', () => {
  /** A run whose execution context only its program can read. */
  const coded = () =>
    new HistoryBuilder({ executionStartToCloseTimeout: 86_400 }).decisionTask({ executionContext: 'v1 eyJzdGF0ZSI6' });
  const found = (history: HistoryBuilder, facts: Partial<Facts> = {}) =>
    why(history.build(), { now: new Date(since), ...facts });
  const question = { kind: 'question', id: 'approve-1', at: 'src/order.flow.ts:12' };

  it('is open for why() if a replay names it, with its line', () => {
    expect(found(coded(), { waitingAt: [question] })).toEqual([
      {
        code: 'WAITS_FOR_SIGNAL',
        severity: 'info',
        certainty: 'fact',
        subject: { type: 'Signal', id: undefined },
        since: undefined,
        message: 'a person has to answer question approve-1',
        details: [],
        evidence: [4],
        hint: 'answer it with the code of the program, which knows the step and its codec',
        at: ['src/order.flow.ts:12'],
      },
    ]);
  });

  it('may be answered by a signal that no decision has seen', () => {
    const signaled = coded().workflowExecutionSignaled('approve', { input: 'v1 eyJpZCI6' });
    expect(found(signaled, { waitingAt: [question] }).map(({ code, certainty }) => [code, certainty])).toEqual([
      ['DECISION_WAITS', 'fact'],
      ['WAITS_FOR_SIGNAL', 'inferred'],
    ]);
  });

  it('is open beside a timer', () => {
    const details = (facts: Partial<Facts>) =>
      found(coded().timerStarted('deadline'), facts).find(({ code }) => code === 'WAITS_FOR_TIMER')?.details;
    expect(details({ waitingAt: [question] })).toEqual([]);
    expect(details({ waitingAt: [] })).toEqual(['nothing else is open']);
  });

  it.each<[string, Partial<Facts>, string]>([
    [
      'the decider is not blamed',
      {},
      'a replay on its code shows whether a person has to answer; otherwise the decider forgot to go on',
    ],
    [
      'nor is a signal the only way',
      { signals: ['pay'] },
      'signal it if it waits for "pay"; a replay on its code shows whether a person has to answer; otherwise the decider forgot to go on',
    ],
  ])('may be open without a replay: %s', (_, facts, hint) => {
    expect(found(coded(), facts)).toEqual([
      expect.objectContaining({
        code: 'NO_PENDING_WORK',
        certainty: 'inferred',
        details: expect.arrayContaining([
          'its execution context cannot be read: if a codec wrote it, it may name what a person has to answer',
        ]),
        hint,
      }),
    ]);
  });

  it('is not open if a replay names none', () => {
    expect(found(coded(), { waitingAt: [] })).toEqual([
      expect.objectContaining({
        code: 'NO_PENDING_WORK',
        certainty: 'fact',
        details: ['no signal to it or to earlier runs is known'],
        hint: 'the decider forgot to go on, or to close the execution: signal it to get another decision task',
      }),
    ]);
  });
});

describe('a question that is published', () => {
  it('has the line that asks it, by its id, and is named once', () => {
    const waitingAt = [
      { kind: 'question', id: 'q-2', at: 'src/order.flow.ts:14' },
      { kind: 'question', id: 'q-1', at: 'src/order.flow.ts:12' },
    ];
    const findings = why(asked().build(), { now: new Date(since), waitingAt });
    const waits = findings.filter(({ code }) => code === 'WAITS_FOR_SIGNAL');
    expect(waits.map(({ subject, at }) => [subject.id, at]).sort()).toEqual([
      ['approve', ['src/order.flow.ts:12']],
      ['pick', ['src/order.flow.ts:14']],
    ]);
  });

  it('is named once if the replay knew no run id', () => {
    const history = new HistoryBuilder().decisionTask({
      executionContext: context({ step: 'approve', id: 'q-1:9f86d081', since }),
    });
    const waitingAt = [{ kind: 'question', id: 'q-1', at: 'src/order.flow.ts:12' }];
    const findings = why(history.build(), { now: new Date(since), waitingAt });
    const waits = findings.filter(({ code }) => code === 'WAITS_FOR_SIGNAL');
    expect(waits.map(({ subject, at, details }) => [subject.id, at, details])).toEqual([
      ['approve', ['src/order.flow.ts:12'], []],
    ]);
  });
});
