import { why } from '@swf/explain';
import { History } from '@swf/history';
import { HistoryBuilder } from '@swf/history/builder';
import { describe, expect, it } from 'vitest';
import { findingOf, findings, order, summaries } from '../support/findings.js';

describe('a history that is read too late', () => {
  it.each([
    [
      'activity',
      () => order().decisionTask().activityTaskScheduled('a', { startToCloseTimeout: 60 }).activityTaskStarted('a'),
    ],
    ['waiting activity', () => order().decisionTask().activityTaskScheduled('a', { scheduleToStartTimeout: 60 })],
    ['decision task', () => order().decisionTaskStarted()],
    ['timer', () => order().decisionTask().timerStarted('t', { startToFireTimeout: 60 })],
    [
      'Lambda function',
      () => order().decisionTask().lambdaFunctionScheduled('l', { startToCloseTimeout: 60 }).lambdaFunctionStarted('l'),
    ],
    ['execution', () => new HistoryBuilder({ executionStartToCloseTimeout: 60 }).decisionTask()],
  ])('is certain of nothing: an overdue %s', (_, build) => {
    const certain = (waited: number) =>
      findings(build(), waited, { pollers: [] }).filter(({ certainty }) => certainty === 'fact');
    expect(certain(30)).not.toEqual([]);
    expect(certain(200)).toEqual([]);
  });

  it('is not certain that nobody polls if SWF counts no task on the list', () => {
    const waiting = order().decisionTask().activityTaskScheduled('a', { taskList: 'payments' });
    const pending = { activity: { payments: 0 }, decision: { deciders: 0 } };
    expect(summaries(findings(waiting, 300, { pollers: [], pending }))).toEqual(['blocked ACTIVITY_WAITS inferred']);
    expect(summaries(findings(order(), 300, { pollers: [], pending }))).toEqual(['blocked DECISION_WAITS inferred']);
  });
});

describe('a history that is read a minute too late', () => {
  it.each([
    [60, 'fact'],
    [60.03, 'inferred'],
  ])('is certain until then: %d s', (late, certainty) => {
    const run = order().decisionTask().activityTaskScheduled('a', { startToCloseTimeout: 60 }).activityTaskStarted('a');
    expect(findingOf('ACTIVITY_RUNS', run, 60 + late).certainty).toBe(certainty);
  });
});

describe('a part of a history', () => {
  it('waits since its last event if it has no decision', () => {
    const decided = order().decisionTask().markerRecorded('m').markerRecorded('m').build();
    expect(findingOf('NO_PENDING_WORK', decided, 5)).toMatchObject({
      since: decided.event(4)?.timestamp,
      evidence: [4],
    });
    expect(findingOf('NO_PENDING_WORK', decided.slice(4), 5)).toMatchObject({
      since: decided.last?.timestamp,
      evidence: [6],
    });
    expect(why(History.from([]), { now: new Date() })).toMatchObject([{ since: undefined, evidence: [] }]);
  });

  it('says nothing of what its beginning would tell', () => {
    const refused = order().decisionTask().scheduleActivityTaskFailed('a').decisionTask().build();
    expect(summaries(findings(refused, 5))[0]).toBe('blocked DECISION_REFUSED fact');
    expect(summaries(findings(refused.slice(1), 5))[0]).toBe('blocked DECISION_REFUSED inferred');
    const waiting = order().decisionTask().activityTaskScheduled('a').build();
    expect(findings(waiting.slice(1), 300)[0]?.details).toEqual([
      'the task never times out: its schedule-to-start and schedule-to-close timeouts are NONE',
    ]);
    const pending = order().build().slice(1);
    expect(findings(pending, 300)[0]?.details).toEqual([
      'decision tasks have no schedule-to-start timeout: only the execution timeout ends the wait',
    ]);
  });
});
