import { humanSteps, why } from '@swf/explain';
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
