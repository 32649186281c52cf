import { entityNouns, entityRows } from '@swf/explain';
import type { History } from '@swf/history';
import { HistoryBuilder } from '@swf/history/builder';
import { describe, expect, it } from 'vitest';
import { lacking } from './support/lacking.js';

const at = (seconds: number) => new Date(Date.parse('2020-01-01T00:00:00Z') + 1000 * seconds);

/** A run with an entity of each kind that has rows. */
const every = () =>
  new HistoryBuilder()
    .decisionTask()
    .activityTaskScheduled('charge', { input: '1' })
    .timerStarted('wait', { startToFireTimeout: 60 })
    .startChildWorkflowExecutionInitiated('refund', { input: '2' })
    .lambdaFunctionScheduled('resize', { input: '3' })
    .signalExternalWorkflowExecutionInitiated('stock', 'reserve', { input: '4' })
    .markerRecorded('note', { details: '5' })
    .workflowExecutionSignaled('go', { input: '6' });

describe('entityRows()', () => {
  it('returns each kind of entity, in the order of their first events', () => {
    const rows = entityRows(every().build(), at(100));

    expect(rows.map(({ type, id, state, open }) => [entityNouns[type], id, state, open])).toEqual([
      ['activity', 'charge', 'scheduled', true],
      ['timer', 'wait', 'started', true],
      ['child', 'refund', 'start_initiated', true],
      ['lambda', 'resize', 'scheduled', true],
      ['external', 'stock', 'signal_initiated', true],
      ['marker', 'note', 'recorded', false],
      ['signal', 'go', 'signaled', false],
    ]);
    expect(rows.map(({ input, details }) => input ?? details)).toEqual(['1', undefined, '2', '3', '4', '5', '6']);
  });

  it('has a word for each kind of entity, those without rows too', () => {
    expect([entityNouns.WorkflowExecution, entityNouns.DecisionTask]).toEqual(['execution', 'decision']);
  });

  it('numbers the attempts under an id, and shows how each ended', () => {
    const history = new HistoryBuilder()
      .decisionTask()
      .activityTaskScheduled('charge')
      .timerStarted('charge', { startToFireTimeout: 60 })
      .activityTaskStarted('charge')
      .activityTaskFailed('charge', { reason: 'declined', details: 'by the bank' })
      .decisionTask()
      .activityTaskScheduled('charge')
      .activityTaskStarted('charge')
      .activityTaskCompleted('charge', { result: 'paid' })
      .build();
    const [first, timer, second] = entityRows(history, at(100));

    expect(first).toMatchObject({
      attempt: 1,
      state: 'failed',
      reason: 'declined',
      details: 'by the bank',
      open: false,
      scheduledAt: at(2),
      startedAt: at(3),
      closedAt: at(4),
      seconds: 2,
    });
    expect(timer).toMatchObject({ attempt: 1, type: 'Timer', open: true });
    expect(second).toMatchObject({ attempt: 2, state: 'completed', result: 'paid', open: false });
    expect(Object.keys(timer ?? {})).not.toContain('closedAt');
  });

  it('measures what is open until now or the close of its run, and at least 0 s', () => {
    const run = new HistoryBuilder().decisionTask().timerStarted('wait', { startToFireTimeout: 60 });
    const secondsAt = (history: History, now: Date) => entityRows(history, now)[0]?.seconds;
    const { timestamp } = run.build().last ?? { timestamp: at(0) };
    const later = (seconds: number) => new Date(timestamp.getTime() + 1000 * seconds);

    expect(secondsAt(run.build(), later(7))).toBe(7);
    expect(secondsAt(run.build(), later(-7))).toBe(0);
    const closed = run.advance({ seconds: 9 }).workflowExecutionTerminated().build();
    expect(secondsAt(closed, later(100))).toBe(10);
  });

  it('says nothing of the times that a history does not have', () => {
    const run = new HistoryBuilder().decisionTask().timerStarted('wait').timerCanceled('wait').build();
    expect(entityRows(lacking(run, 'eventTimestamp'), at(100))).toEqual([
      { type: 'Timer', id: 'wait', attempt: 1, state: 'canceled', open: false, eventId: 5 },
    ]);
  });

  it('returns the same rows for a history that is newest first', () => {
    const history = every().build();
    expect(entityRows(history.reversed, at(100))).toEqual(entityRows(history, at(100)));
  });

  it('refuses what is not a History', () => {
    expect(() => entityRows({} as History, at(0))).toThrow('history must be a History');
  });
});
