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
